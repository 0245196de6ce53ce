import {
  afterFurtherNotice,
  afterLaterDefault,
  afterRatesReminder,
} from '#law/business-rates/recovery-dates.ts'
import { ratesNoticeServed } from '#law/business-rates/service.ts'
import { replyDays } from '#law/county-court/pre-action-periods.ts'
import {
  afterFinalNotice,
  afterReminder,
  afterThirdDefault,
} from '#law/council-tax/recovery-dates.ts'
import { welshRecovery } from '#law/council-tax/recovery-dates-wales.ts'
import { isBefore, plusDays } from '#values/dates.ts'
import { type Pence, sum } from '#values/money.ts'
import type { Day, Nation } from './book.ts'
import type { Lived } from './record.ts'

/**
 * Why a step may not have gone on a day: the law as `#law` reads it, of what the test itself did to the account. It knows nothing of
 * facts, policies and nights, so that they cannot be wrong together.
 */
export function whyNotOn(
  record: Lived,
  nation: Nation,
  kind: string,
  day: Day,
): string | undefined {
  const { holds, steps, diedOn, goneOn, owed } = record
  // An order is for the whole balance: it stands until all of it is paid, whatever the instalments were.
  const asked = kind === 'remedy decision' ? plusDays(lastInstalment(record), 1) : day
  if (dueBefore(record, asked) <= paidBy(record, day)) return 'nothing is late'
  if (diedOn && !isBefore(day, diedOn)) return 'somebody has died'
  if (holds.some(({ from, to }) => !isBefore(day, from) && isBefore(day, to)))
    return 'it is on hold'
  if (goneOn && !isBefore(day, goneOn) && isPosted.has(kind)) return 'nobody lives there'
  if (steps.some(({ on }) => on.equals(day))) return 'it has had a step today'
  const soonest = soonestOf(record, nation, kind, day)
  if (soonest === undefined) return `nothing before it lets ${owed.family} have one`
  return isBefore(day, soonest) ? `the law has it on ${soonest} at the soonest` : undefined
}

const isPosted = new Set([
  'reminder',
  'second reminder',
  'final notice',
  'invoice reminder',
  'second letter',
  'late payment letter',
  'letter before claim',
  'visit request',
])

const paidBy = ({ paid }: Lived, day: Day): Pence =>
  sum(paid.filter(({ on }) => !isBefore(day, on)).map(({ amount }) => amount))
const dueBefore = ({ owed }: Lived, day: Day): Pence =>
  sum(owed.instalments.filter(({ due }) => isBefore(due, day)).map(({ amount }) => amount))
/** What is late on a day: due before it and not paid by it. */
export const lateOn = (record: Lived, day: Day): Pence =>
  dueBefore(record, day) - paidBy(record, day)

const lastInstalment = ({ owed }: Lived): Day => latest(...owed.instalments.map(({ due }) => due))

/** The oldest instalment that is not paid by a day. */
const oldestUnpaid = (record: Lived, day: Day): Day | undefined => {
  let paid = paidBy(record, day)
  for (const { due, amount } of record.owed.instalments) {
    paid -= amount
    if (paid < 0n) return due
  }
  return undefined
}

const lastOf = (record: Lived, ...kinds: readonly string[]) =>
  record.steps.findLast(({ kind }) => kinds.includes(kind))
const returned = (record: Lived, kind: string, code: string) =>
  record.returns.findLast(one => one.kind === kind && one.code === code)?.on
const latest = (...days: readonly Day[]): Day =>
  days.reduce((one, other) => (isBefore(one, other) ? other : one))
/** Whether what a notice was about has been paid: what was late, and what fell due in the seven days that began with it. */
const wasMet = (record: Lived, notice: Day, day: Day): boolean =>
  paidBy(record, day) >= dueBefore(record, plusDays(notice, 7))

/** The soonest day of a step that `day` can be held against; undefined where nothing before it lets it be. */
function soonestOf(record: Lived, nation: Nation, kind: string, day: Day): Day | undefined {
  const due = oldestUnpaid(record, day)
  if (!due) return undefined
  const unpaid = plusDays(due, 1)
  if (anyTime.has(kind)) return unpaid
  if (kind === 'remedy decision') return returned(record, 'court outcome check', 'order made')
  if (kind === 'court outcome check')
    return lastOf(record, 'summons list', 'court claim review', 'court outcome check')?.on
  const { family } = record.owed
  const of =
    family === 'business rates'
      ? rates(record, kind, day, due)
      : family === 'council tax'
        ? (nation === 'Wales' ? wales : england)(record, kind, day, due)
        : contract(record, kind, day)
  return of && latest(of, unpaid)
}

const anyTime = new Set([
  'phone call',
  'visit request',
  'find them',
  'capacity check',
  'payment options talk',
  'deferred payment offer',
  'recoverability check',
  'demand check',
])

function england(record: Lived, kind: string, day: Day, due: Day): Day | undefined {
  const notice = lastOf(record, 'reminder', 'second reminder', 'final notice')
  if (kind === 'reminder') return notice ? undefined : plusDays(due, 1)
  if (!notice) return undefined
  const met = wasMet(record, notice.on, day)
  if (kind === 'second reminder')
    return notice.kind === 'reminder' && met ? plusDays(due, 1) : undefined
  if (notice.kind === 'final notice')
    return kind === 'summons list'
      ? afterFinalNotice('England', notice.on).earliestComplaint
      : undefined
  if (!met)
    return afterReminder({ nation: 'England', instalmentDue: due, issuedOn: notice.on })[
      kind === 'summons list' ? 'earliestComplaint' : 'balancePayableEndOf'
    ]
  return notice.kind === 'second reminder'
    ? afterThirdDefault('England', due).balancePayable
    : undefined
}

function wales(record: Lived, kind: string, _day: Day, due: Day): Day | undefined {
  const reminder = lastOf(record, 'reminder')?.on
  const final = lastOf(record, 'final notice')?.on
  if (kind === 'reminder') return reminder ? undefined : plusDays(due, 1)
  if (kind === 'final notice' && final) return undefined
  const first = record.owed.instalments[0]?.due ?? due
  if (kind !== 'final notice')
    return (
      final &&
      welshRecovery({ missedInstalmentDue: first, finalNoticeIssued: final }).earliestComplaint
    )
  const afterDefault = welshRecovery({ missedInstalmentDue: due }).earliestFinalNotice
  if (!reminder) return afterDefault
  return latest(
    afterDefault,
    welshRecovery({ missedInstalmentDue: first, reminderIssued: reminder }).earliestFinalNotice,
  )
}

function rates(record: Lived, kind: string, day: Day, due: Day): Day | undefined {
  const reminder = lastOf(record, 'reminder')?.on
  const final = lastOf(record, 'final notice')?.on
  if (kind === 'reminder') return reminder ? undefined : plusDays(due, 1)
  if (!reminder) return undefined
  const served = ratesNoticeServed(reminder)
  if (kind === 'summons list' && final)
    return afterRatesReminder(ratesNoticeServed(final)).earliestComplaint
  if (!wasMet(record, reminder, day)) return afterFurtherNotice(served).earliestComplaint
  return kind === 'final notice'
    ? afterLaterDefault({ furtherNoticeServed: served, instalmentDue: due }).earliestComplaint
    : undefined
}

/** What was answered to a question by a day. */
const answered = (record: Lived, question: string, ...answers: readonly string[]): boolean =>
  answers.includes(record.answers.get(question)?.answer ?? '')

function contract(record: Lived, kind: string, day: Day): Day | undefined {
  const letter = lastOf(record, 'invoice reminder', 'second letter', 'late payment letter')
  if (!isReady(record, kind, day)) return undefined
  if (kind === 'invoice reminder') return letter ? undefined : plusDays(day, 0)
  if (kind === 'deduction decision') return plusDays(day, 0)
  if (kind === 'court claim review') {
    const sent = returned(record, 'letter before claim', 'carried out')
    return sent && plusDays(sent, replyDays.on(sent).value + 1)
  }
  if (!letter || (letter.kind === 'invoice reminder') === (kind === 'letter before claim'))
    return undefined
  return plusDays(letter.on, 14)
}

/** Whether what the law of a family asks first has been answered as it asks. */
function isReady(record: Lived, kind: string, day: Day): boolean {
  switch (record.owed.family) {
    case 'adult social care':
      return (
        kind === 'invoice reminder' ||
        (answered(record, 'capacity', 'can decide', 'somebody acts') &&
          answered(record, 'other options', 'considered') &&
          answered(record, 'deferred payment', 'cannot be offered', 'refused'))
      )
    case 'benefit overpayment': {
      const decision = record.answers.get('recoverable')
      return (
        decision?.answer === 'recoverable from them' &&
        isBefore(decision.on.add({ months: 1 }), day)
      )
    }
    case 'leasehold':
      return answered(record, 'demand', 'valid') && answered(record, 'demand in time', 'in time')
    default:
      return true
  }
}
