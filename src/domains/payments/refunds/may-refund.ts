import type { HoldKind } from '#protections'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { leftOf } from './credit.ts'
import * as refusals from './refusals.ts'

/** What decides whether money may go back from an account, as it is at one moment. */
export type RefundFacts = {
  /** Less than nothing where the account owes. */
  readonly credit: Pence
  /** What of it other proposals speak for. */
  readonly promised: Pence
  /** What of it two people agreed to pay back to a card, and GOV.UK Pay has not said yet that it did. */
  readonly onItsWay: Pence
  readonly isPayeeLiable: boolean
  /** Whether everybody who is liable can be seen by whoever asks. */
  readonly isEverybodySeen: boolean
  readonly hasSomebodyDied: boolean
  /** Of the holds that run now: those that reach the account, and those of the payee's that say they are insolvent or dissolved. */
  readonly holds: readonly HoldKind[]
}

/**
 * Whether so much may be paid back from an account to somebody. Refuses what is not in credit, what the law may give to somebody else (an
 * estate, a trustee, the Crown), and what whoever asks cannot see the whole of. A breathing space, a dispute or an
 * arrangement does not keep anybody's own money from them.
 */
export function mayRefund(facts: RefundFacts, amount: Pence): Outcome<void> {
  const whose = mayHave(facts)
  if (!whose.ok) return whose
  if (facts.credit <= 0n) return refused(refusals.notInCredit)
  const left = leftOf(facts)
  return amount > left ? refused(refusals.moreThanCredit(left)) : done(undefined)
}

/** Whether somebody may have money back from an account, however much of it there is. */
export function mayHave(facts: RefundFacts): Outcome<void> {
  const whose = isTheirs(facts)
  if (!whose.ok) return whose
  return facts.isPayeeLiable ? done(undefined) : refused(refusals.notLiable)
}

/** Whether a credit is for those who are liable to have: asked before it goes anywhere, to a bank or to another debt. */
export function isTheirs({
  isEverybodySeen,
  hasSomebodyDied,
  holds,
}: Pick<RefundFacts, 'isEverybodySeen' | 'hasSomebodyDied' | 'holds'>): Outcome<void> {
  if (!isEverybodySeen) return refused(refusals.somebodyHidden)
  if (hasSomebodyDied) return refused(refusals.somebodyDied)
  if (holds.includes('insolvency')) return refused(refusals.insolvent)
  return holds.includes('dissolution') ? refused(refusals.dissolved) : done(undefined)
}
