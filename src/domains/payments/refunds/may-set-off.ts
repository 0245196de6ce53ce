import type { DebtType } from '#debts'
import { businessRatesCredited, councilTaxCredited, ownRequest } from '#law/payments/set-off.ts'
import type { HoldKind } from '#protections'
import { type Citation, formatCitation } from '#values/citation.ts'
import { isBefore } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'

/** A kind of debt, as far as it decides where its credit may go. */
export type Kind = Pick<DebtType, 'name' | 'family'>

export const whatTheyAsked = ['nothing', 'this', 'repayment'] as const

export type SetOffFacts = {
  /** What those whose credit it is have asked for: nothing, that it goes to this debt, or to have it repaid. */
  readonly asked: (typeof whatTheyAsked)[number]
  /** Whether exactly the same people are liable for both, jointly or alone. */
  readonly areSamePeople: boolean
  /** The first day that each debt is for, or the day it was due; null where nobody has said. */
  readonly fromBegan: Temporal.PlainDate | null
  readonly toBegan: Temporal.PlainDate | null
  /** The kinds of hold that run on the debt that would be paid. */
  readonly holdsOnDebt: readonly HoldKind[]
  readonly on: Temporal.PlainDate
}

/** The rule by which a set-off may be done. */
export type Rule = { readonly source: Citation; readonly says: string }

/**
 * The taxes whose own regulations say where an overpayment may be credited. A debt type that is not here has no rule: its credit goes where its people ask, or
 * back. Add a line when a lawyer has given one (`/law/to-confirm`).
 */
const credited = {
  'council tax': councilTaxCredited,
  'business rates': businessRatesCredited,
} as const
const hasRule = (family: string): family is keyof typeof credited => Object.hasOwn(credited, family)

/**
 * Whether a credit of one kind of debt may be put to another of the same people: by which rule, or why not. A hold on the debt is obeyed
 * whoever asks. Without being asked, a tax's credit goes only to a later liability for the same tax; asked to repay it, the
 * council must. What no rule here says is refused and never guessed.
 *
 * Law: SI 1992/613 reg 24; SI 1989/1058 reg 9(4) and Sch 1 para 6(4). To confirm: `law/payments/set-off.ts` says what was read.
 */
export function maySetOff(from: Kind, to: Kind, facts: SetOffFacts): Outcome<Rule> {
  const { asked, areSamePeople, holdsOnDebt, on } = facts
  const tax = hasRule(from.family) ? credited[from.family].on(on) : undefined
  if (asked === 'repayment') return refused(refusals.wantItBack((tax ?? ownRequest.on(on)).source))
  if (!areSamePeople) return refused(refusals.differentPeople)
  const [held] = holdsOnDebt
  if (held !== undefined) return refused(refusals.heldDebt(held))
  if (asked === 'this') return done(ruleOf(ownRequest.on(on).source, 'They asked for it'))
  if (tax === undefined || from.family !== to.family)
    return refused(refusals.noRule(from.name, to.name))
  return isLater(facts)
    ? done(ruleOf(tax.source, `Credited against a later liability for ${from.family}`))
    : refused(refusals.earlierDebt(tax.source))
}

const isLater = ({ fromBegan, toBegan }: SetOffFacts): boolean =>
  fromBegan !== null && toBegan !== null && isBefore(fromBegan, toBegan)

const ruleOf = (source: Citation, says: string): Rule => ({
  source,
  says: `${says} (${formatCitation(source)})`,
})
