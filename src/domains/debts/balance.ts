import { formatDate } from '#values/dates.ts'
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
  const steps = statement.map(line => {
    const { kind, effectiveOn, narrative, amount, balance } = line
    const size = formatPounds(amount < 0n ? -amount : amount)
    const change =
      kind === 'payment'
        ? `${size} was paid`
        : kind === 'charge'
          ? `${size} was charged (${narrative})`
          : `${size}${ofWhat(line)} was ${amount < 0n ? 'taken off' : 'added'}: ${narrative}`
    return `On ${formatDate(effectiveOn)} ${change}. That left ${owed(balance)}.`
  })
  return [
    ...steps,
    `Today ${owed(sum(statement.map(({ amount }) => amount)))}.`.replace(
      'Today ',
      'So today the balance is: ',
    ),
  ]
}

const ofWhat = ({ part }: StatementLine): string => (part === 'principal' ? '' : ` of ${part}`)

const owed = (balance: Pence): string =>
  balance > 0n
    ? `${formatPounds(balance)} to pay`
    : balance === 0n
      ? 'nothing to pay'
      : `${formatPounds(-balance)} in credit`
