import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence, sum } from '#values/money.ts'
import type { EntryKind } from './ledger.ts'
import type { StatementLine } from './queries.ts'

/** What a balance is made of; the parts add up to it. */
export type Component = { readonly name: string; readonly amount: Pence }

const names: Readonly<Record<Exclude<EntryKind, 'reversal'>, string>> = {
  charge: 'Charged',
  costs: 'Costs',
  interest: 'Interest',
  adjustment: 'Adjustments',
  refund: 'Paid back to you',
  transfer: 'Moved between accounts',
  payment: 'Paid',
}

/** A reversal counts against the kind of thing it undid, so that "Paid" means what was paid and kept. */
export function componentsOf(statement: readonly StatementLine[]): readonly Component[] {
  const amounts = new Map<string, Pence>()
  for (const { kind, reversedKind, amount } of statement) {
    const counted = kind === 'reversal' ? (reversedKind ?? 'adjustment') : kind
    const name = counted === 'reversal' ? names.adjustment : names[counted]
    amounts.set(name, (amounts.get(name) ?? 0n) + amount)
  }
  return Object.values(names).flatMap(name => {
    const amount = amounts.get(name)
    return amount === undefined ? [] : [{ name, amount }]
  })
}

/**
 * "Explain this balance": how it came about, a sentence each, in the order it happened. Fit to be read out.
 * Ends with the balance itself, which is the sum of the statement.
 */
export function explainBalance(statement: readonly StatementLine[]): readonly string[] {
  const steps = statement.map(({ kind, effectiveOn, narrative, amount, balance }) => {
    const size = formatPounds(amount < 0n ? -amount : amount)
    const change =
      kind === 'payment'
        ? `${size} was paid`
        : kind === 'charge'
          ? `${size} was charged (${narrative})`
          : `${size} was ${amount < 0n ? 'taken off' : 'added'}: ${narrative}`
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

const owed = (balance: Pence): string =>
  balance > 0n
    ? `${formatPounds(balance)} to pay`
    : balance === 0n
      ? 'nothing to pay'
      : `${formatPounds(-balance)} in credit`
