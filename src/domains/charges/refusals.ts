import { cite, type Citation } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import type { Refusal } from '#values/outcome.ts'
import { capitalised } from '#values/text.ts'

const latePaymentAct = (provision: string) =>
  cite('Late Payment of Commercial Debts (Interest) Act 1998', provision)
const moratorium = cite('SI 2020/1311', 'reg 7')

/** Every way this room says no. */
export const onlyTaxes: Refusal = {
  code: 'only-taxes',
  says: 'Costs of a summons or a liability order are only for council tax and business rates. Costs of a county court claim are in its judgment.',
  law: cite('SI 1992/613', 'reg 34'),
}
export const noInterestOnThis = (debtType: string): Refusal => ({
  code: 'no-interest-on-this',
  says: `There is no interest on ${debtType}: nothing in the law that governs it gives any. Nothing was charged.`,
})
export const notBetweenBusinesses: Refusal = {
  code: 'not-between-businesses',
  says: 'Late payment interest and its fixed sum are only between businesses, never from a consumer. If this person dealt as a business, say how that is known.',
  law: latePaymentAct('s2'),
}
export const noGoodsOrServices = (debtType: string): Refusal => ({
  code: 'no-goods-or-services',
  says: `Late payment interest is for contracts for goods or services. ${capitalised(debtType)} is none, so nothing was charged.`,
  law: latePaymentAct('s2'),
})
export const notYetLate = (dueOn: Temporal.PlainDate | null): Refusal => ({
  code: 'not-yet-late',
  says: dueOn
    ? `It is due on ${formatDate(dueOn)}, and interest starts the day after if it is not paid by then.`
    : 'It is not known when this was due, so nothing says when interest starts. Nothing was charged.',
  law: latePaymentAct('s4'),
})
export const nothingOwed: Refusal = {
  code: 'nothing-owed',
  says: 'Nothing of the debt itself was owed on that day, so there is nothing to charge interest on.',
}
export const afterJudgment: Refusal = {
  code: 'after-judgment',
  says: 'There is a judgment on this debt. From its day interest runs on the judgment and on nothing else, and what the court did not give is not charged beside it.',
  law: cite('SI 1991/1184'),
}
export const notBesideLatePayment: Refusal = {
  code: 'not-beside-late-payment',
  says: 'Late payment interest is charged on this debt, so the court gives no other interest for the same days.',
  law: cite('County Courts Act 1984', 's69(4)'),
}
export const somebodyHidden: Refusal = {
  code: 'somebody-hidden',
  says: 'Somebody who is liable for this account has a restricted record, and may be protected. Nothing was changed: ask a colleague who may open it.',
}
export const alreadyRuns: Refusal = {
  code: 'already-runs',
  says: 'Interest runs on this debt already, and there is never interest of two kinds for the same days. Nothing was charged. A judgment’s interest takes the place of any other.',
}
export const alreadyCharged: Refusal = {
  code: 'already-charged',
  says: 'This was charged already: the costs of a hearing, and the fixed sum for a debt, are charged once.',
}
export const dayToCome: Refusal = {
  code: 'day-to-come',
  says: 'That day is still to come. It is charged when the evidence is there.',
}
export const orderBeforeHearing: Refusal = {
  code: 'order-before-hearing',
  says: 'An order is made at its hearing or after it. Look at the two days again.',
}
export const complaintAfterHearing: Refusal = {
  code: 'complaint-after-hearing',
  says: 'A complaint is made before its hearing. Look at the two days again.',
}
export const hearingMissing: Refusal = {
  code: 'hearing-missing',
  says: 'Enter the day of the hearing.',
}
export const amountMissing: Refusal = {
  code: 'amount-missing',
  says: 'Enter the amount, in pounds and pence.',
}
export const percentMissing: Refusal = {
  code: 'percent-missing',
  says: 'Enter the rate that the clause gives, like 4 or 4.25, in per cent a year.',
}
export const startMissing: Refusal = {
  code: 'start-missing',
  says: 'Enter the day interest runs from.',
}
export const startBeforeContract: Refusal = {
  code: 'start-before-contract',
  says: 'Interest does not run from a day before its contract was made.',
}
export const startAfterJudgment: Refusal = {
  code: 'start-after-judgment',
  says: 'Interest on a claim runs to the day of the judgment: it starts before that.',
  law: cite('County Courts Act 1984', 's69'),
}
export const overTheCap = ({
  cap,
  before,
  law,
}: {
  readonly cap: Pence
  readonly before: Pence
  readonly law: Citation
}): Refusal => ({
  code: 'over-the-cap',
  says: `In Wales the costs of a summons and an order together are ${formatPounds(cap)} at most${before > 0n ? `, and ${formatPounds(before)} is charged already` : ''}. Nothing was charged.`,
  law,
})
export const moratoriumRuns: Refusal = {
  code: 'moratorium-runs',
  says: 'A breathing space or a mental health crisis moratorium covers this debt, so no interest, fee or charge may be added. Nothing was charged.',
  law: moratorium,
}
export const moratoriumCovered: Refusal = {
  code: 'moratorium-covered',
  says: 'That day is within a moratorium, and what could not be charged then is not charged later. Nothing was charged.',
  law: moratorium,
}
export const insolvent: Refusal = {
  code: 'insolvent',
  says: 'There is an insolvency on this debt: what runs after its day cannot be claimed. Nothing was charged.',
  law: cite('SI 2016/1024', 'r14.23'),
}
export const lawDoesNotSay = (says: string): Refusal => ({ code: 'law-does-not-say', says })
export const noSuchAccount: Refusal = {
  code: 'no-such-account',
  says: 'There is no such account in this council.',
}

export const noSuchCharge: Refusal = {
  code: 'no-such-charge',
  says: 'There is no such charge on this account.',
}
export const notInterest: Refusal = {
  code: 'not-interest',
  says: 'This was charged once and does not run, so there is nothing to stop.',
}
export const isStopped: Refusal = {
  code: 'is-stopped',
  says: 'It is stopped already from that day or an earlier one.',
}
export const hasEnded: Refusal = {
  code: 'has-ended',
  says: 'It ended before that day. Nothing was changed.',
}
export const notStopped: Refusal = {
  code: 'not-stopped',
  says: 'It is running: there is nothing to start again.',
}
export const neverAgain: Refusal = {
  code: 'never-again',
  says: 'An insolvency stopped it, and what that stopped does not run again.',
  law: cite('SI 2016/1024', 'r14.23'),
}
export const stillHeld: Refusal = {
  code: 'still-held',
  says: 'What stopped it is still running. It can be started again on the day after that is over.',
  law: moratorium,
}
export const beforeItStarts: Refusal = {
  code: 'before-it-starts',
  says: 'It had not started by that day. Choose its first day or a later one.',
}

export const moreThanLeft = (left: Pence): Refusal => ({
  code: 'more-than-left',
  says:
    left > 0n
      ? `That is more than is left of this charge: ${formatPounds(left)} is. Nothing was waived.`
      : 'Nothing is left of this charge to waive.',
})
export const waiverWaits: Refusal = {
  code: 'waiver-waits',
  says: 'A waiver of this charge waits for somebody’s agreement. Decide on that first.',
}
export const secondPerson: Refusal = {
  code: 'second-person',
  says: 'Somebody else has to agree: whoever asked cannot. Nothing was changed.',
}
export const nothingWaits: Refusal = {
  code: 'nothing-waits',
  says: 'No waiver waits for agreement: it was decided already.',
}
