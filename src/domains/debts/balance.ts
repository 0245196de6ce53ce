import { formatDate, formatDateOf } from '#values/dates.ts'
import { formatPounds, type Pence, sum } from '#values/money.ts'
import type { EntryKind } from './ledger.ts'
import type { StatementLine } from './queries.ts'

/** What a balance is made of; the parts add up to it. */
export type Component = { readonly name: string; readonly amount: Pence }

const names = [
  'Charged',
  'Costs',
  'Interest',
  'Compensation',
  'Waived',
  'Adjustments',
  'Paid back to you',
  'Moved between accounts',
  'Paid',
] as const
type Name = (typeof names)[number]

const ofPrincipal: Readonly<Record<Exclude<EntryKind, 'reversal'>, Name>> = {
  charge: 'Charged',
  costs: 'Costs',
  interest: 'Interest',
  adjustment: 'Adjustments',
  refund: 'Paid back to you',
  transfer: 'Moved between accounts',
  payment: 'Paid',
}
const ofParts = {
  costs: 'Costs',
  interest: 'Interest',
  compensation: 'Compensation',
} as const satisfies Record<string, Name>

/** A reversal counts against the kind of thing it undid, so that "Paid" means what was paid and kept. */
function nameOf({ kind, reversedKind, part, isWaiver }: StatementLine): Name {
  if (isWaiver) return 'Waived'
  if (part !== 'principal') return ofParts[part]
  const counted = kind === 'reversal' ? (reversedKind ?? 'adjustment') : kind
  return ofPrincipal[counted === 'reversal' ? 'adjustment' : counted]
}

/** What came of each kind of movement, in the order of a statement; together they are the balance. */
export function componentsOf(statement: readonly StatementLine[]): readonly Component[] {
  const amounts = new Map<Name, Pence>()
  for (const line of statement) {
    const name = nameOf(line)
    amounts.set(name, (amounts.get(name) ?? 0n) + line.amount)
  }
  return names.flatMap(name => {
    const amount = amounts.get(name)
    return amount === undefined ? [] : [{ name, amount }]
  })
}

/**
 * "Explain this balance": how it came about, a sentence each, in the order it happened. Fit to be read out. Ends with the
 * balance itself, which is the sum of the statement.
 */
export function explainBalance(statement: readonly StatementLine[]): readonly string[] {
  return [
    ...statement.map(
      line =>
        `On ${formatDate(line.effectiveOn)} ${whatHappened(line)}. That left ${owed(line.balance)}.`,
    ),
    `So today the balance is: ${owed(sum(statement.map(({ amount }) => amount)))}.`,
  ]
}

/**
 * What one movement did, in words that whoever owes may hear or read, like “£50.00 was paid”: never an officer's own reason, which may
 * name somebody else.
 */
export function whatHappened(line: StatementLine): string {
  const { kind, reversedKind, narrative, amount, isWaiver } = line
  const isMore = amount > 0n
  const size = `${formatPounds(isMore ? amount : -amount)}${ofWhat(line)}`
  if (isWaiver) return isMore ? `we asked for ${size} again` : `we stopped asking for ${size}`
  switch (kind) {
    case 'charge':
      return isMore ? `${size} was charged (${narrative})` : `${size} was taken off: ${narrative}`
    case 'payment':
      return isMore ? `${size} that had been paid was taken off again` : `${size} was paid`
    case 'refund':
      return isMore
        ? `${size} was paid back to you`
        : `${size} that was paid back to you came back to us`
    case 'transfer':
      return isMore
        ? `${size} was moved from here to another account`
        : `${size} was moved here from another account`
    case 'reversal':
      return `${undone(reversedKind, size, isMore)}${whenLearned(line)}`
    default:
      return `${size} was ${isMore ? 'added' : 'taken off'}: ${narrative}`
  }
}

function undone(kind: EntryKind | null, size: string, isMore: boolean): string {
  switch (kind) {
    case 'payment':
      return isMore
        ? `${size} that had been paid was taken off again: it was for another account, or did not reach us`
        : `${size} that had been taken off was counted as paid again`
    case 'refund':
      return isMore
        ? `${size} that had come back to us was paid back to you after all`
        : `${size} that was paid back to you came back to us`
    case 'transfer':
      return `${size} that had been moved was moved back`
    default:
      return `${size} was ${isMore ? 'added' : 'taken off'} to put something right`
  }
}

/** What is undone is undone on the day it was done, however late that is known: whoever was told otherwise meanwhile is owed the day. */
const whenLearned = ({ effectiveOn, recordedAt }: StatementLine): string =>
  formatDateOf(recordedAt) === formatDate(effectiveOn)
    ? ''
    : ` (we learned of it on ${formatDateOf(recordedAt)})`

const ofWhat = ({ part }: StatementLine): string => (part === 'principal' ? '' : ` of ${part}`)

const owed = (balance: Pence): string =>
  balance > 0n
    ? `${formatPounds(balance)} to pay`
    : balance === 0n
      ? 'nothing to pay'
      : `${formatPounds(-balance)} in credit`
