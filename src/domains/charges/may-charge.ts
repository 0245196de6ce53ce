import type { DebtFamily } from '#debts'
import { ratesCostsInEngland, ratesCostsInWales } from '#law/business-rates/process.ts'
import { costsInEngland, costsInWales } from '#law/council-tax/liability-orders.ts'
import { fixedSum, judgmentRate, latePaymentRate } from '#law/county-court/interest.ts'
import { section69Percent } from '#law/county-court/interest-rates.ts'
import type { Nation } from '#law/dated.ts'
import { NotAnswered } from '#law/refuse.ts'
import { isBefore, plusDays } from '#values/dates.ts'
import { type Pence, sum } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { Component } from './component.ts'
import { type ChargeKind, isInterest } from './kinds.ts'
import * as refusals from './refusals.ts'

type Day = Temporal.PlainDate

/** The debt that is to be charged, as far as the law asks. */
export type ChargedDebt = {
  readonly debtType: string
  readonly family: DebtFamily
  readonly nation: Nation
  /** Whether everybody who owes it is an organisation. */
  readonly isOrganisation: boolean
  readonly dueOn: Day | null
  /** Costs that its source told of: of which hearing is not known, so that they count towards any cap. */
  readonly costsOfSource: Pence
  /** The principal that bears interest on a day. */
  readonly owedOn: (day: Day) => Pence
  readonly others: readonly Pick<
    Component,
    'kind' | 'authorityOn' | 'hearingOn' | 'startsOn' | 'endsOn' | 'charged' | 'takenOffWhy'
  >[]
}

/** What somebody wants to charge, and on what evidence. */
export type NewCharge = {
  readonly kind: ChargeKind
  readonly authorityOn: Day
  readonly hearingOn?: Day | undefined
  /** Costs; the sum of a judgment or claim; the most a clause allows. */
  readonly amount?: Pence | undefined
  readonly cap?: Pence | undefined
  /** Of a clause, in per cent a year. */
  readonly percent?: number | undefined
  /** The day interest runs from, where the evidence says: that day itself bears none. */
  readonly runsFrom?: Day | undefined
  readonly businessEvidence?: string | undefined
}

/** What a charge comes to in law. */
export type Charged = {
  readonly startsOn: Day
  readonly endsOn: Day | null
  readonly amount: Pence | null
  readonly basisPoints: number | null
  readonly principal: Pence | null
  readonly cap: Pence | null
  /** The last day of whatever interest ran before: a judgment takes its place. */
  readonly endsOthersOn: Day | null
}

const nothing = { endsOn: null, amount: null, basisPoints: null, principal: null, cap: null }

/**
 * Whether a charge may be put on a debt, and what it is then: its day, its rate or its amount. Refuses what the law does not give for
 * this type of debt, this party or this nation, without its evidence, over its cap, or beside what excludes it; and a rate that is
 * not known. What governs each is with its rule.
 */
export function mayCharge(debt: ChargedDebt, asked: NewCharge, today: Day): Outcome<Charged> {
  if (isBefore(today, asked.authorityOn)) return refused(refusals.dayToCome)
  try {
    const allowed = rules[asked.kind](debt, asked, today)
    return allowed.ok &&
      isInterest(asked.kind) &&
      debt.others.some(other => overlaps(other, allowed.value))
      ? refused(refusals.alreadyRuns)
      : allowed
  } catch (error) {
    if (error instanceof NotAnswered) return refused(refusals.lawDoesNotSay(error.message))
    throw error
  }
}

/** Whether other interest would bear the same days: a judgment ends what ran before it, and nothing else does. */
const overlaps = (
  { kind, startsOn, endsOn }: ChargedDebt['others'][number],
  asked: Charged,
): boolean => {
  const last = kind === 'judgment interest' ? endsOn : (endsOn ?? asked.endsOthersOn)
  return (
    isInterest(kind) &&
    (last === null || !isBefore(last, asked.startsOn)) &&
    (asked.endsOn === null || !isBefore(asked.endsOn, startsOn))
  )
}

type Rule = (debt: ChargedDebt, asked: NewCharge, today: Day) => Outcome<Charged>

const rules: Readonly<Record<ChargeKind, Rule>> = {
  'summons costs': (debt, asked) => costs(debt, asked),
  'liability order costs': (debt, asked) => costs(debt, asked),
  'claim interest': claimInterest,
  'judgment interest': judgmentInterest,
  'contract interest': contractInterest,
  'late payment interest': latePaymentInterest,
  'late payment compensation': latePaymentCompensation,
}

/**
 * Costs are reasonably incurred in a complaint that was made, for council tax or rates. In Wales those of a summons and its order have a
 * cap together; in England they have none, and how they are made up must be explicable.
 *
 * Law: SI 1992/613 reg 34(7); SI 1989/1058 reg 12; WSI 2011/528; R (Nicolson) v Tottenham Magistrates [2015] EWHC 1252 (Admin).
 */
function costs(debt: ChargedDebt, asked: NewCharge): Outcome<Charged> {
  const { kind, authorityOn, hearingOn, amount } = asked
  if (debt.family !== 'council tax' && debt.family !== 'business rates')
    return refused(refusals.onlyTaxes)
  if (hearingOn === undefined) return refused(refusals.hearingMissing)
  if (amount === undefined) return refused(refusals.amountMissing)
  if (kind === 'summons costs' && !isBefore(authorityOn, hearingOn))
    return refused(refusals.complaintAfterHearing)
  if (kind === 'liability order costs' && isBefore(authorityOn, hearingOn))
    return refused(refusals.orderBeforeHearing)
  const ofHearing = debt.others.filter(
    other => other.hearingOn?.equals(hearingOn) && other.takenOffWhy === null,
  )
  if (ofHearing.some(other => other.kind === kind)) return refused(refusals.alreadyCharged)
  const { value, source } = costsParameter(debt).on(authorityOn)
  const before = debt.costsOfSource + sum(ofHearing.map(({ charged }) => charged))
  if (value.cap !== null && before + amount > value.cap)
    return refused(refusals.overTheCap({ cap: value.cap, before, law: source }))
  return done({ ...nothing, startsOn: authorityOn, amount, endsOthersOn: null })
}

const costsParameter = ({ family, nation }: ChargedDebt) =>
  family === 'council tax'
    ? nation === 'Wales'
      ? costsInWales
      : costsInEngland
    : nation === 'Wales'
      ? ratesCostsInWales
      : ratesCostsInEngland

/** Whether a court's or a contract's interest can be on such a debt at all. */
const bearsNone = ({ family, debtType }: ChargedDebt): boolean =>
  family === 'council tax' ||
  family === 'business rates' ||
  family === 'benefit overpayment' ||
  debtType === 'court costs'

const hasJudgment = ({ others }: ChargedDebt): boolean =>
  others.some(({ kind }) => kind === 'judgment interest' || kind === 'claim interest')

/** Law: County Courts Act 1984 s69: what the court gave, to the day of its judgment; not beside late payment interest (s69(4)). */
function claimInterest(debt: ChargedDebt, asked: NewCharge): Outcome<Charged> {
  if (bearsNone(debt)) return refused(refusals.noInterestOnThis(debt.debtType))
  if (debt.others.some(({ kind }) => kind === 'late payment interest'))
    return refused(refusals.notBesideLatePayment)
  if (hasJudgment(debt)) return refused(refusals.afterJudgment)
  if (asked.amount === undefined) return refused(refusals.amountMissing)
  if (asked.runsFrom === undefined) return refused(refusals.startMissing)
  if (!isBefore(asked.runsFrom, asked.authorityOn)) return refused(refusals.startAfterJudgment)
  return done({
    ...nothing,
    startsOn: plusDays(asked.runsFrom, 1),
    endsOn: asked.authorityOn,
    basisPoints: inBasisPoints(section69Percent.on(asked.runsFrom).value),
    principal: asked.amount,
    endsOthersOn: null,
  })
}

/** Law: SI 1991/1184: from £5,000, or of any size for a debt that the 1998 Act applies to; in the place of what ran before. */
function judgmentInterest(debt: ChargedDebt, asked: NewCharge): Outcome<Charged> {
  if (bearsNone(debt)) return refused(refusals.noInterestOnThis(debt.debtType))
  const { amount: judgment, authorityOn: on } = asked
  if (judgment === undefined) return refused(refusals.amountMissing)
  const isLatePaymentDebt = debt.others.some(({ kind }) => kind.startsWith('late payment'))
  return done({
    ...nothing,
    startsOn: plusDays(on, 1),
    basisPoints: inBasisPoints(judgmentRate({ judgment, isLatePaymentDebt, on })),
    principal: judgment,
    endsOthersOn: on,
  })
}

/** What a clause gives, at its rate, up to its cap; never after a judgment, and never on what statute alone charges. */
function contractInterest(debt: ChargedDebt, asked: NewCharge): Outcome<Charged> {
  if (bearsNone(debt) || debt.debtType === 'adult social care charge')
    return refused(refusals.noInterestOnThis(debt.debtType))
  if (hasJudgment(debt)) return refused(refusals.afterJudgment)
  if (asked.percent === undefined) return refused(refusals.percentMissing)
  if (asked.runsFrom === undefined) return refused(refusals.startMissing)
  if (isBefore(asked.runsFrom, asked.authorityOn)) return refused(refusals.startBeforeContract)
  return done({
    ...nothing,
    startsOn: plusDays(asked.runsFrom, 1),
    basisPoints: inBasisPoints(asked.percent),
    cap: asked.cap ?? null,
    endsOthersOn: null,
  })
}

/** Why the 1998 Act does not apply: not between businesses, not for goods or services, or not late. */
function whyNotLatePayment(debt: ChargedDebt, asked: NewCharge, today: Day) {
  if (bearsNone(debt)) return refusals.noInterestOnThis(debt.debtType)
  if (debt.family !== 'sundry' || debt.debtType === 'adult social care charge')
    return refusals.noGoodsOrServices(debt.debtType)
  if (!debt.isOrganisation && (asked.businessEvidence ?? '') === '')
    return refusals.notBetweenBusinesses
  if (hasJudgment(debt)) return refusals.afterJudgment
  if (debt.dueOn === null || !isBefore(debt.dueOn, today)) return refusals.notYetLate(debt.dueOn)
  if (isBefore(debt.dueOn, asked.authorityOn)) return refusals.startBeforeContract
  return debt.owedOn(plusDays(debt.dueOn, 1)) > 0n ? undefined : refusals.nothingOwed
}

/** Law: Late Payment of Commercial Debts (Interest) Act 1998 ss1 to 6; SI 2002/1675: from the day after it was due. */
function latePaymentInterest(debt: ChargedDebt, asked: NewCharge, today: Day): Outcome<Charged> {
  const problem = whyNotLatePayment(debt, asked, today)
  if (problem || debt.dueOn === null) return refused(problem ?? refusals.notYetLate(null))
  const startsOn = plusDays(debt.dueOn, 1)
  return done({
    ...nothing,
    startsOn,
    basisPoints: inBasisPoints(latePaymentRate(startsOn).percent),
    endsOthersOn: null,
  })
}

/** Law: the same Act s5A: one fixed sum for the debt, by its size, once interest has started on it. */
function latePaymentCompensation(
  debt: ChargedDebt,
  asked: NewCharge,
  today: Day,
): Outcome<Charged> {
  const problem = whyNotLatePayment(debt, asked, today)
  if (problem || debt.dueOn === null) return refused(problem ?? refusals.notYetLate(null))
  if (debt.others.some(other => other.kind === asked.kind)) return refused(refusals.alreadyCharged)
  const startsOn = plusDays(debt.dueOn, 1)
  return done({
    ...nothing,
    startsOn,
    amount: fixedSum(debt.owedOn(startsOn), startsOn),
    endsOthersOn: null,
  })
}

const inBasisPoints = (percent: number): number => Math.round(percent * 100)
