import type { Pence } from '#values/money.ts'
import { refuse } from '../refuse.ts'

export type Owed = {
  readonly ref: string
  readonly balance: Pence
  readonly due: Temporal.PlainDate
}

export type Why = 'the payer said so' | 'it is the current instalment' | 'oldest first'
export type Appropriated = { readonly ref: string; readonly amount: Pence; readonly why: Why }

/**
 * Which debts a payment goes to, in pence and in order: the one that whoever paid said; else the one whose current
 * instalment it equals; then the oldest first, and of debts due on one day the first given. Nothing is paid beyond its
 * balance; what is left over is answered too. Refuses a debt that is not among those owed, two of one reference, and
 * amounts of less than nothing.
 *
 * Law: Cory Bros v Owners of the Mecca [1897] AC 286; Clayton's Case (1816) 1 Mer 572 for oldest first. That a payment
 * equal to a current instalment is meant for it is policy, and what the payer says comes before it.
 */
export function appropriate({
  payment,
  owed,
  said,
  currentInstalmentOf,
}: {
  readonly payment: Pence
  readonly owed: readonly Owed[]
  readonly said?: string | undefined
  readonly currentInstalmentOf?: string | undefined
}): { readonly to: readonly Appropriated[]; readonly left: Pence } {
  if (payment < 0n) return refuse('A payment cannot be less than nothing.')
  const inCredit = owed.find(({ balance }) => balance < 0n)
  if (inCredit) return refuse(`“${inCredit.ref}” is in credit: nothing is owed on it.`)
  if (new Set(owed.map(({ ref }) => ref)).size < owed.length)
    return refuse('Two of the debts have the same reference.')
  for (const ref of [said, currentInstalmentOf]) {
    if (ref !== undefined && !owed.some(one => one.ref === ref))
      return refuse(`“${ref}” is not one of the debts.`)
  }
  const first = said ?? currentInstalmentOf
  const why: Why = said === undefined ? 'it is the current instalment' : 'the payer said so'
  const order = [
    ...owed.filter(({ ref }) => ref === first).map(at(why)),
    ...owed.toSorted((a, b) => Temporal.PlainDate.compare(a.due, b.due)).map(at('oldest first')),
  ]
  const paid = new Map<string, Appropriated>()
  let left = payment
  for (const { debt, why } of order) {
    const amount = left < debt.balance ? left : debt.balance
    if (amount === 0n || paid.has(debt.ref)) continue
    paid.set(debt.ref, { ref: debt.ref, amount, why })
    left -= amount
  }
  return { to: [...paid.values()], left }
}

const at = (why: Why) => (debt: Owed) => ({ debt, why })
