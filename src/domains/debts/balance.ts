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
 * "Explain this balance": how it came about, a sentence each, in the order it happened. Fit to be read out.
 * Ends with the balance itself, which is the sum of the statement.
 */
export function explainBalance(statement: readonly StatementLine[]): readonly string[] {
  const steps = statement.map(
    line =>
      `On ${formatDate(line.effectiveOn)} ${changeOf(line)}. That left ${owed(line.balance)}.`,
  )
  return [...steps, `So today the balance is: ${owed(sum(statement.map(({ amount }) => amount)))}.`]
}

/** What one movement did, as it is said to whoever owes. */
function changeOf(line: StatementLine): string {
  const { kind, reversedKind, amount } = line
  const size = formatPounds(amount < 0n ? -amount : amount)
  const narrative = line.narrative.replace(/\.+$/, '')
  if (kind === 'reversal' && reversedKind === 'payment')
    return `a payment of ${size} was taken back${whenLearned(line)}: ${narrative}`
  if (kind === 'reversal' && reversedKind === 'refund')
    return `${size} that had been paid back to you was with us again: ${narrative}`
  if (kind === 'payment') return `${size} was paid`
  if (kind === 'refund') return `${size} was paid back to you: ${narrative}`
  if (kind === 'charge') return `${size} was charged (${narrative})`
  return `${size}${ofWhat(line)} was ${amount < 0n ? 'taken off' : 'added'}: ${narrative}`
}

/** A payment is taken back on the day it came, however late that is known: whoever was told otherwise meanwhile is owed the day. */
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
