import { sum, type Pence } from '#values/money.ts'
import { refuse } from '../refuse.ts'

/**
 * Shares a payment over balances in proportion to them, exactly and in their order, in pence: each share is rounded
 * down, and the pennies left over go to the largest remainders; where those are equal, to the larger balance, then the
 * first. No share is more than its balance: a payment of more than all of them pays each, and the rest is for the
 * caller. Refuses a payment or a balance of less than nothing.
 *
 * There is no statutory rule for the odd penny: this is the council's (parameter `allocation.prorata.rounding`).
 */
export function shareOut(payment: Pence, balances: readonly Pence[]): readonly Pence[] {
  if (payment < 0n) return refuse('A payment cannot be less than nothing.')
  if (balances.some(balance => balance < 0n))
    return refuse('A debt of less than nothing is in credit, and has no share of a payment.')
  const total = sum(balances)
  if (payment >= total) return balances
  const shares = balances.map(balance => (payment * balance) / total)
  const spare = Number(payment - sum(shares))
  const byRemainder = balances
    .map((balance, n) => ({ n, balance, remainder: (payment * balance) % total }))
    .sort((a, b) =>
      a.remainder !== b.remainder
        ? compare(b.remainder, a.remainder)
        : a.balance !== b.balance
          ? compare(b.balance, a.balance)
          : a.n - b.n,
    )
  const lucky = new Set(byRemainder.slice(0, spare).map(({ n }) => n))
  return shares.map((share, n) => (lucky.has(n) ? share + 1n : share))
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
