import { daysBetween, formatDate, plusDays } from '#values/dates.ts'
import { divide, formatPounds, type Pence } from '#values/money.ts'
import { refuse } from '../refuse.ts'
import {
  daysOfYear,
  interestRounding,
  judgmentPercent,
  latePaymentCompensation,
  latePaymentMargin,
  leastJudgment,
  referenceRate,
  section69Percent,
} from './interest-rates.ts'

/**
 * The law does not say how a day's interest is reckoned. By default every year has 365 days and only the total is
 * rounded; a day's interest may be rounded first, as HMCTS shows it, or the days of a leap year divided by 366.
 */
export type Reading = 'total rounded' | 'daily rate rounded first' | 'leap years by 366'

export type PartPayment = { readonly on: Temporal.PlainDate; readonly amount: Pence }

/** So many days on which the same is owed. */
export type Stretch = {
  readonly owed: Pence
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly days: number
}

export type Interest = {
  readonly percent: number
  readonly days: number
  readonly interest: Pence
  /** What each day after the last adds. */
  readonly daily: Pence
  readonly stretches: readonly Stretch[]
}

type Asked = {
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly payments?: readonly PartPayment[] | undefined
  readonly reading?: Reading | undefined
}

/**
 * Interest on a claim, simple, for the days from one day to another, of which the first or the last is not counted. A
 * part payment reduces what is owed from its day. The court may give it; it is not given where interest runs under the
 * Late Payment Act.
 *
 * Law: County Courts Act 1984 s69; CPR 16.4(2).
 */
export const section69Interest = ({
  principal,
  ...asked
}: Asked & { principal: Pence }): Interest =>
  accrued(principal, section69Percent.on(asked.from).value, asked)

/**
 * Interest on a county court judgment. Refuses a judgment too small to carry it, unless the debt is one that the Late
 * Payment Act applies to. It does not run while the judgment is being enforced, so the days of that are left out by who
 * asks.
 *
 * Law: SI 1991/1184 arts 1(2) and 2 to 4; Judgments Act 1838 s17.
 */
export function judgmentInterest({
  judgment,
  isLatePaymentDebt = false,
  ...asked
}: Asked & { readonly judgment: Pence; readonly isLatePaymentDebt?: boolean }): Interest {
  return accrued(judgment, judgmentRate({ judgment, isLatePaymentDebt, on: asked.from }), asked)
}

/** The rate a judgment of a day carries, in per cent a year. Refuses one that is too small to carry any. */
export function judgmentRate({
  judgment,
  isLatePaymentDebt = false,
  on,
}: {
  readonly judgment: Pence
  readonly isLatePaymentDebt?: boolean
  readonly on: Temporal.PlainDate
}): number {
  const least = leastJudgment.on(on).value
  if (judgment < least && !isLatePaymentDebt)
    return refuse(
      `A county court judgment carries interest only from ${formatPounds(least)}, and this is for ${formatPounds(judgment)}.`,
    )
  return judgmentPercent.on(on).value
}

export type LatePayment = Interest & {
  readonly starts: Temporal.PlainDate
  readonly referencePercent: number
  /** A fixed sum for the debt, once interest has started. */
  readonly compensation: Pence
  readonly total: Pence
}

/**
 * Interest and the fixed sum for a debt between businesses that was paid late. Interest starts the day after it was due,
 * at the rate of the half-year it starts in, which stays the same however long it runs; the day of payment counts. Paid
 * on the day it was due, it bears nothing and there is no fixed sum.
 *
 * Law: Late Payment of Commercial Debts (Interest) Act 1998 ss4 to 6 and 5A; SI 2002/1675 art 4; A&V Building Solution v
 * J&B Hopkins.
 */
export function latePayment({
  debt,
  dueOn,
  paidOn,
  reading,
}: {
  readonly debt: Pence
  readonly dueOn: Temporal.PlainDate
  readonly paidOn: Temporal.PlainDate
  readonly reading?: Reading | undefined
}): LatePayment {
  if (Temporal.PlainDate.compare(paidOn, dueOn) < 0)
    return refuse(
      `It was paid on ${formatDate(paidOn)}, before it was due on ${formatDate(dueOn)}: nothing was late.`,
    )
  const starts = plusDays(dueOn, 1)
  const { referencePercent, percent } = latePaymentRate(starts)
  const interest = accrued(debt, percent, { from: dueOn, to: paidOn, reading })
  const compensation = interest.days === 0 ? 0n : fixedSum(debt, starts)
  return {
    ...interest,
    starts,
    referencePercent,
    compensation,
    total: debt + interest.interest + compensation,
  }
}

/**
 * The rate of late payment interest that starts on a day, in per cent a year, with the reference rate in it. It stays the
 * same for that debt. Refuses a day whose half-year's reference rate is not known.
 *
 * Law: SI 2002/1675 art 4; A&V Building Solution v J&B Hopkins.
 */
export function latePaymentRate(starts: Temporal.PlainDate): {
  readonly referencePercent: number
  readonly percent: number
} {
  const newest = referenceRate.history[0]
  if (newest?.to && Temporal.PlainDate.compare(starts, newest.to) > 0)
    return refuse(
      `The reference rate for interest that starts after ${formatDate(newest.to)} is not known to us: it is Bank Rate on the last day before the half-year. Add it before working this out.`,
    )
  const referencePercent = referenceRate.on(starts).value
  return { referencePercent, percent: referencePercent + latePaymentMargin.on(starts).value }
}

/** The fixed sum for a debt on which late payment interest starts on a day. Law: 1998 Act s5A(2). */
export function fixedSum(debt: Pence, starts: Temporal.PlainDate): Pence {
  const { bands, otherwise } = latePaymentCompensation.on(starts).value
  return bands.find(({ under }) => debt < under)?.sum ?? otherwise
}

/** Simple interest on one stretch of days after another, each on what is owed then; the whole is rounded, once. */
export const interestOnStretches = (
  stretches: readonly Stretch[],
  { percent, from }: { readonly percent: number; readonly from: Temporal.PlainDate },
): Interest => accruedOn(stretches, percent, { from })

const accrued = (
  principal: Pence,
  percent: number,
  { from, to, payments = [], reading }: Asked,
): Interest => accruedOn(stretchesOf(principal, from, to, payments), percent, { from, reading })

function accruedOn(
  stretches: readonly Stretch[],
  percent: number,
  { from, reading = 'total rounded' }: Pick<Asked, 'from' | 'reading'>,
): Interest {
  const year = daysOfYear.on(from).value
  const rounding = interestRounding.on(from).value
  const basisPoints = BigInt(Math.round(percent * 100))
  const byYear = 100_00n * BigInt(year)
  const day = (owed: Pence) => divide(owed * basisPoints, byYear, rounding)
  const daysOf = ({ from, to, days }: Stretch) => {
    if (reading !== 'leap years by 366') return BigInt(days * (year + 1))
    const leap = leapDays(from, to)
    return BigInt((days - leap) * (year + 1) + leap * year)
  }
  const total = (part: (stretch: Stretch) => Pence) =>
    stretches.reduce((sum, stretch) => sum + part(stretch), 0n)
  return {
    percent,
    days: stretches.reduce((sum, { days }) => sum + days, 0),
    interest:
      reading === 'daily rate rounded first'
        ? total(({ owed, days }) => day(owed) * BigInt(days))
        : divide(
            total(stretch => stretch.owed * basisPoints * daysOf(stretch)),
            byYear * BigInt(year + 1),
            rounding,
          ),
    daily: day(stretches.at(-1)?.owed ?? 0n),
    stretches,
  }
}

function stretchesOf(
  principal: Pence,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  payments: readonly PartPayment[],
): readonly Stretch[] {
  const stretch = (owed: Pence, from: Temporal.PlainDate, to: Temporal.PlainDate) => ({
    owed,
    from,
    to,
    days: daysBetween(from, to),
  })
  const whole = stretch(principal, from, to)
  if (whole.days < 0)
    return refuse(`${formatDate(to)} is before interest runs, from ${formatDate(from)}.`)
  if (payments.length === 0) return [whole]
  const stretches: Stretch[] = []
  let owed = principal
  let since = from
  for (const { on, amount } of payments.toSorted((a, b) =>
    Temporal.PlainDate.compare(a.on, b.on),
  )) {
    if (Temporal.PlainDate.compare(on, from) < 0 || Temporal.PlainDate.compare(on, to) > 0)
      return refuse(
        `A part payment is from ${formatDate(from)} to ${formatDate(to)}: take one that was made before off what is owed at the start.`,
      )
    if (amount > owed)
      return refuse(
        `${formatPounds(amount)} was paid on ${formatDate(on)}, and only ${formatPounds(owed)} was owed.`,
      )
    stretches.push(stretch(owed, since, on))
    owed -= amount
    since = on
  }
  return [...stretches, stretch(owed, since, to)]
}

/** Days that are in leap years, of those after the first up to the last. */
function leapDays(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  let days = 0
  for (let year = from.year; year <= to.year; year += 1) {
    const first = Temporal.PlainDate.from({ year, month: 1, day: 1 })
    if (!first.inLeapYear) continue
    const before = plusDays(first, -1)
    const start = Temporal.PlainDate.compare(from, before) > 0 ? from : before
    const last = first.with({ month: 12, day: 31 })
    const end = Temporal.PlainDate.compare(to, last) < 0 ? to : last
    days += daysBetween(start, end)
  }
  return days
}
