import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, money, optional, rows, someMoney, yesOrNo } from '../fields.ts'
import { refuse } from '../refuse.ts'
import {
  type Interest,
  judgmentInterest,
  latePayment,
  type PartPayment,
  type Reading,
  section69Interest,
} from './interest.ts'
import {
  daysOfYear,
  latePaymentCompensation,
  latePaymentMargin,
  leastJudgment,
  referenceRate,
  section69Percent,
} from './interest-rates.ts'

const readings = {
  total_rounded: 'total rounded',
  daily_rate_rounded_first: 'daily rate rounded first',
  leap_years_by_366: 'leap years by 366',
} as const satisfies Readonly<Record<string, Reading>>

const reckoned = optional(
  choice(
    'How days are reckoned',
    {
      total_rounded: 'By 365 days, the total to the nearest penny',
      daily_rate_rounded_first: 'By 365 days, each day’s interest to the nearest penny',
      leap_years_by_366: 'Days of a leap year by 366, the total to the nearest penny',
    },
    { hint: 'The law does not say' },
  ),
)

const partPayments = optional(
  rows('Part payments', { date: day('Day'), amount: someMoney('Amount') }, { most: 100 }),
)

const paymentsOf = (
  given: readonly { readonly date: Temporal.PlainDate; readonly amount: bigint }[] = [],
): readonly PartPayment[] => given.map(({ date, amount }) => ({ on: date, amount }))

const onClaim = calculation({
  slug: 'claim',
  title: 'On a claim',
  fields: {
    principal: money('Debt'),
    interest_from: day('Interest from'),
    to: day('To', { hint: 'The day of issue, or of judgment' }),
    part_payments: partPayments,
    reckoned,
  },
  work({ principal, interest_from: from, to, part_payments, reckoned: how }) {
    const made = section69Interest({
      principal,
      from,
      to,
      payments: paymentsOf(part_payments),
      ...(how && { reading: readings[how] }),
    })
    return {
      answer: { days: made.days, interest: made.interest, daily_rate_from_end: made.daily },
      working: [...inWords(made, how), runsOn(made)],
      sources: [section69Percent.on(from).source, cite('CPR', '16.4(2)')],
    }
  },
})

const onJudgment = calculation({
  slug: 'judgment',
  title: 'On a judgment',
  fields: {
    judgment: someMoney('Judgment'),
    judgment_date: day('Day of the judgment'),
    to: day('To'),
    part_payments: partPayments,
    late_payment_debt: optional(
      yesOrNo('A debt between businesses', {
        hint: 'Such a judgment carries interest at any size',
      }),
    ),
    reckoned,
  },
  work({ judgment, judgment_date: from, to, part_payments, late_payment_debt, reckoned: how }) {
    const made = judgmentInterest({
      judgment,
      isLatePaymentDebt: late_payment_debt ?? false,
      from,
      to,
      payments: paymentsOf(part_payments),
      ...(how && { reading: readings[how] }),
    })
    return {
      answer: { days: made.days, interest: made.interest, daily_rate_from_end: made.daily },
      working: [
        ...inWords(made, how),
        runsOn(made),
        'It does not run while the judgment is being enforced: leave those days out.',
      ],
      sources: [leastJudgment.on(from).source],
    }
  },
})

const onLateDebt = calculation({
  slug: 'late-payment',
  title: 'Paid late',
  fields: {
    debt_inc_vat: someMoney('Debt, with VAT'),
    due_date: day('Day it was due'),
    paid_date: day('Day it was paid'),
    between_businesses: optional(yesOrNo('Both sides acted in the course of a business')),
    reckoned,
  },
  work({
    debt_inc_vat: debt,
    due_date: dueOn,
    paid_date: paidOn,
    between_businesses,
    reckoned: how,
  }) {
    if (between_businesses === false)
      return refuse(
        'Late payment interest is only between businesses: never on a consumer’s debt, council tax, business rates or a statutory charge.',
      )
    const made = latePayment({ debt, dueOn, paidOn, ...(how && { reading: readings[how] }) })
    const { starts, referencePercent, percent, days, interest, compensation, total } = made
    const margin = latePaymentMargin.on(starts).value
    return {
      answer: {
        interest_starts: starts,
        reference_rate: asFraction(referencePercent),
        rate: asFraction(percent),
        days,
        interest,
        compensation,
        total_claim: total,
      },
      working:
        days === 0
          ? ['It was paid on the day it was due, so there is no interest and no fixed sum.']
          : [
              `Interest starts on ${formatDate(starts)}. The reference rate of that half-year is ${referencePercent}%, and with ${margin}% added it is ${percent}%, which stays the same for this debt.`,
              ...inWords(made, how),
              `The fixed sum for a debt of ${formatPounds(debt)} is ${formatPounds(compensation)}.`,
              `${formatPounds(debt)}, ${formatPounds(interest)} and ${formatPounds(compensation)} are ${formatPounds(total)}.`,
            ],
      sources: [
        cite('Late Payment of Commercial Debts (Interest) Act 1998', 'ss4 to 6'),
        referenceRate.on(starts).source,
        latePaymentCompensation.on(starts).source,
      ],
    }
  },
})

/** 11.75 as "0.1175": four places at the most, so the division is exact as it is written. */
const asFraction = (percent: number): string => String(Math.round(percent * 100) / 100_00)

function inWords(
  { stretches, percent, days, interest }: Interest,
  how: keyof typeof readings | undefined,
): string[] {
  const year = daysOfYear.history[0]?.value
  return [
    ...stretches.map(
      stretch =>
        `${formatPounds(stretch.owed)} is owed for ${stretch.days} ${stretch.days === 1 ? 'day' : 'days'} to ${formatDate(stretch.to)}.`,
    ),
    `${percent}% a year for ${days} ${days === 1 ? 'day' : 'days'}, ${
      how === 'daily_rate_rounded_first'
        ? `a day being a ${year}th of a year and its interest to the nearest penny`
        : how === 'leap_years_by_366'
          ? `a day being a ${year}th of a year, and less of a leap year`
          : `a day being a ${year}th of any year`
    }, is ${formatPounds(interest)}.`,
  ]
}

const runsOn = ({ daily }: Interest): string =>
  `Each day after that adds ${formatPounds(daily)}, to the nearest penny.`

export const interestOnClaims: Family = {
  name: 'interest_s69',
  title: 'Interest on a claim or a judgment',
  about:
    'Simple interest that the court may give on a claim, and interest on a county court judgment. Never on council tax, business rates or a housing benefit overpayment.',
  calculations: [onClaim, onJudgment],
}

export const lateCommercialPayment: Family = {
  name: 'interest_late_payment',
  title: 'Late payment between businesses',
  about:
    'Statutory interest and the fixed sum on a debt that one business owes another. The rate is that of the half-year in which interest starts and does not change after.',
  calculations: [onLateDebt],
}
