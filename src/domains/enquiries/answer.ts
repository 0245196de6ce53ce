import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence, sum } from '#values/money.ts'
import type { Gateway } from './purpose.ts'

/** A debt of the person who is asked about. */
export type Debt = {
  readonly debtType: string
  /** What is late: an instalment that is not yet due is no debt to hold against anybody. */
  readonly late: Pence
  /** Whether the law, a dispute or anything else keeps recovery back. */
  readonly isKeptBack: boolean
  /** Whether an arrangement to pay it is recorded. */
  readonly isArranged: boolean
}

export type Whom = 'one' | 'nobody fits' | 'several fit' | 'restricted' | 'died'

/** What an answer is made from. */
export type Found = {
  readonly whom: Whom
  readonly debts: readonly Debt[]
  /** The day that every figure is true of, or later; undefined when no figures have come in. */
  readonly asAt: Temporal.PlainDate | undefined
}

/** Why nothing was told. Kept, and never said to whoever asked. */
export type Because = Exclude<Whom, 'one'> | 'kept back' | 'no figures'

export type Answer =
  | {
      readonly is: 'yes'
      readonly asAt: Temporal.PlainDate
      readonly band: string | undefined
      readonly plan: Plan | undefined
    }
  | { readonly is: 'no'; readonly asAt: Temporal.PlainDate }
  | { readonly is: 'not answered'; readonly because: Because }

export const plans = {
  recorded:
    'An arrangement to pay is recorded. Whether it is kept is not known here: ask the recovery team.',
  'not known':
    'Whether they pay by an arrangement, and keep to it, is not known here: ask the recovery team.',
} as const
export type Plan = keyof typeof plans

/**
 * What may be told. Debts that the gateway does not cover are as if they were not there. Where any that it covers is kept
 * back, nothing is told, in the same words as when nobody is found: neither a dispute nor a breathing space, nor that there
 * is either, is anybody else's business.
 */
export function answer(
  gateway: Pick<Gateway, 'debtTypes' | 'tellsAmount' | 'tellsPlan' | 'bands'>,
  { whom, debts, asAt }: Found,
): Answer {
  if (whom !== 'one') return { is: 'not answered', because: whom }
  if (!asAt) return { is: 'not answered', because: 'no figures' }
  const late = debts.filter(debt => gateway.debtTypes.includes(debt.debtType) && debt.late > 0n)
  if (late.some(({ isKeptBack }) => isKeptBack)) return { is: 'not answered', because: 'kept back' }
  if (late.length === 0) return { is: 'no', asAt }
  return {
    is: 'yes',
    asAt,
    band: gateway.tellsAmount ? bandOf(sum(late.map(debt => debt.late)), gateway.bands) : undefined,
    plan: gateway.tellsPlan
      ? late.every(({ isArranged }) => isArranged)
        ? 'recorded'
        : 'not known'
      : undefined,
  }
}

/** In which band an amount is: a band ends with its upper figure. */
export function bandOf(amount: Pence, bands: readonly Pence[]): string {
  const n = bands.findIndex(upper => amount <= upper)
  const [lower, upper] = n < 0 ? [bands.at(-1), undefined] : [bands[n - 1], bands[n]]
  if (upper === undefined) return `more than ${formatPounds(lower ?? 0n)}`
  return lower === undefined
    ? `up to ${formatPounds(upper)}`
    : `more than ${formatPounds(lower)}, up to ${formatPounds(upper)}`
}

const notAnswered = [
  'This cannot be answered here. It says nothing about the person: not whether they are known, nor whether they owe.',
  'Look at what was typed. If it is right, ask the recovery team, and decide nothing against the person because of this.',
] as const

/** The answer as it is given, a sentence each: fit to be copied to a file. */
export function inWords(answer: Answer): readonly string[] {
  if (answer.is === 'not answered') return notAnswered
  const day = `The figures are those of ${formatDate(answer.asAt)} or later.`
  if (answer.is === 'no')
    return ['No: nothing of the kinds that may be told for this purpose is late.', day]
  return [
    `Yes: ${answer.band ?? 'money'} is late.`,
    ...(answer.plan ? [plans[answer.plan]] : []),
    day,
  ]
}
