import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import type { FactSheet } from '../facts.ts'
import type { Rule } from '../rules.ts'

/**
 * What common sense asks before an adverse step, beside the fact sheet: what happened lately, and what is not settled.
 * A day that is undefined did not happen within the time that matters.
 */
export type SenseFacts = {
  readonly paid: { readonly on: Temporal.PlainDate; readonly amount: Pence } | undefined
  readonly spokeOn: Temporal.PlainDate | undefined
  readonly promised: { readonly by: Temporal.PlainDate; readonly amount: Pence } | undefined
  /** The direct debit that is on its way and takes all that is late, and by when, such as where the council was late to ask for it. */
  readonly directDebit: { readonly by: Temporal.PlainDate; readonly amount: Pence } | undefined
  /** Pence in suspense whose payer quoted this account, or has the name and paid the very amount. */
  readonly inSuspense: Pence
  /** The questions that were asked of another team and are not answered, by what they are about. */
  readonly queries: readonly string[]
  readonly supportSince: Temporal.PlainDate | undefined
  readonly addressSince: Temporal.PlainDate | undefined
  /** A new address that somebody told of, and nobody has decided on. */
  readonly addressWaits: boolean
  /** Pence below which a step costs more than it brings, where no policy says it. */
  readonly smallUnder: Pence
}

/** Why a caution stops the night: by itself it passes, or a person has to decide. */
export type AtNight = 'pulls' | 'a person decides'

/**
 * The cautions, each with what the night does about a case that has one: a case that is pulled is looked at again the next
 * night, and goes when the reason has gone; one for a person is not sent by any night while the reason lasts.
 */
export const cautionKinds = {
  'recent payment': 'pulls',
  'recent contact': 'pulls',
  'promise to pay': 'pulls',
  'direct debit on its way': 'pulls',
  'money in suspense': 'pulls',
  'open query': 'a person decides',
  dispute: 'a person decides',
  'new support need': 'a person decides',
  'changed address': 'pulls',
  'small balance': 'pulls',
  'stale data': 'pulls',
} as const satisfies Record<string, AtNight>
export type CautionKind = keyof typeof cautionKinds

/** One thing to read before going on. The sentence is what is ticked: if it is another by then, it is asked again. */
export type Caution = { readonly kind: CautionKind; readonly says: string }

/** What a policy holds as too small is its own to say, and then nothing is here. */
const saysWhatIsSmall = (rules: readonly Rule[] | undefined): boolean =>
  rules?.some(
    ({ outcome, needs }) =>
      outcome === 'hold' &&
      needs.some(
        ({ condition }) =>
          'fact' in condition && condition.fact === 'balance' && 'below' in condition,
      ),
  ) ?? false

/** What to think of before any adverse step about an account under these rules. Nobody's death is here: that blocks. */
export function senseCheck(
  facts: SenseFacts,
  sheet: FactSheet,
  rules?: readonly Rule[],
): readonly Caution[] {
  const { paid, spokeOn, promised, directDebit, inSuspense, queries, supportSince, addressSince } =
    facts
  const cautions: (Caution | false | undefined)[] = [
    paid && {
      kind: 'recent payment',
      says: `${formatPounds(paid.amount)} was paid on ${formatDate(paid.on)}`,
    },
    promised && {
      kind: 'promise to pay',
      says: `They promised ${formatPounds(promised.amount)} by ${formatDate(promised.by)}`,
    },
    spokeOn && {
      kind: 'recent contact',
      says: `They were in contact on ${formatDate(spokeOn)}: read what was said`,
    },
    directDebit && {
      kind: 'direct debit on its way',
      says: `A direct debit takes ${formatPounds(directDebit.amount)} by ${formatDate(directDebit.by)}, and that is all that is late`,
    },
    inSuspense > 0n && {
      kind: 'money in suspense',
      says: `${formatPounds(inSuspense)} in suspense may be theirs: place it first`,
    },
    sheet['in dispute'] && { kind: 'dispute', says: 'The debt is in dispute' },
    ...queries.map(about => ({
      kind: 'open query' as const,
      says: `A question is open: ${about}`,
    })),
    supportSince && {
      kind: 'new support need',
      says: `A support need was recorded on ${formatDate(supportSince)}: see what to do differently`,
    },
    addressSince && {
      kind: 'changed address',
      says: `Their address changed on ${formatDate(addressSince)}: see that the debt is still theirs`,
    },
    facts.addressWaits && {
      kind: 'changed address',
      says: 'A new address of theirs waits to be decided',
    },
    sheet.balance < facts.smallUnder &&
      !saysWhatIsSmall(rules) && {
        kind: 'small balance',
        says: `Only ${formatPounds(sheet.balance)} is owed: less than a step costs`,
      },
    sheet['stale data'] && {
      kind: 'stale data',
      says: 'The source’s figures are older than the council lets itself act on: they may have paid since',
    },
  ]
  return cautions.filter(caution => caution !== false && caution !== undefined)
}
