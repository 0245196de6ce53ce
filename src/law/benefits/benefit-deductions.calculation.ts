import { formatPounds } from '#values/money.ts'
import { calculation, type Family, type Worked } from '../calculation.ts'
import { choice, day, money, optional } from '../fields.ts'
import { refuse } from '../refuse.ts'
import {
  type Claimant,
  deductionsCapPercent,
  fromOlderBenefits,
  fromUniversalCreditPercent,
  leastUniversalCredit,
  standardAllowance,
} from './benefit-deduction-rates.ts'
import { councilTaxFromOlderBenefits, councilTaxFromUniversalCredit } from './benefit-deductions.ts'
import {
  disregardSharePercent,
  fivePercentOfAllowance,
  leastHousingBenefit,
  mostWeekly,
  mostWeeklyForFraud,
  personalAllowance,
} from './housing-benefit-overpayment-rates.ts'
import { fromHousingBenefit, mostFromHousingBenefit } from './housing-benefit-overpayments.ts'

const fromHousing = calculation({
  slug: 'housing-benefit',
  title: 'Housing benefit overpayment',
  fields: {
    date: day('Day in the benefit week'),
    category: choice('Kind of overpayment', {
      standard: 'Any other',
      fraud: 'Fraud: found guilty, admitted under caution, or a penalty agreed',
    }),
    earnings_disregard: optional(
      money('Weekly earnings disregard', { hint: 'Up to half of it may be deducted as well' }),
    ),
    weekly_hb: optional(money('Weekly housing benefit')),
    outstanding: optional(money('Overpayment still owed')),
  },
  work({ date, category, earnings_disregard: disregard, weekly_hb: weekly, outstanding }) {
    if (outstanding !== undefined && weekly === undefined)
      return refuse('Say what the weekly housing benefit is: weekly_hb.')
    const { rate, forDisregard, most } = mostFromHousingBenefit({ category, week: date, disregard })
    const fivePercent = fivePercentOfAllowance.on(date).value
    const working = [
      `Five per cent of the allowance of a single person aged 25 or over, ${formatPounds(personalAllowance.on(date).value)}, rounded up to the next 5p, is ${formatPounds(fivePercent)}.`,
      `${rate / fivePercent} times that is ${formatPounds(rate)}${category === 'fraud' ? ', the most there may be for fraud' : ''}.`,
    ]
    const sources = [(category === 'fraud' ? mostWeeklyForFraud : mostWeekly).on(date).source]
    if (forDisregard > 0n) {
      const { value: share, source } = disregardSharePercent.on(date)
      working.push(
        `${share}% of the earnings disregard may be added, ${formatPounds(forDisregard)}: at most ${formatPounds(most)} a week.`,
      )
      sources.push(source)
    }
    if (weekly === undefined) return { answer: { max_weekly_deduction: most }, working, sources }
    const { deduction, paid } = fromHousingBenefit({ weekly, most, week: date, outstanding })
    const { value: least, source } = leastHousingBenefit.on(date)
    if (outstanding !== undefined && outstanding < most)
      working.push(`Only ${formatPounds(outstanding)} is still owed.`)
    working.push(
      `${formatPounds(least)} must be left of ${formatPounds(weekly)}: ${formatPounds(deduction)} is deducted and ${formatPounds(paid)} is paid.`,
    )
    return {
      answer: { deduction, hb_paid: paid },
      working,
      sources: [...sources, source],
    }
  },
})

const claimants = {
  single_u25: 'single under 25',
  single_25: 'single 25 or over',
  couple_u25: 'couple under 25',
  couple_25: 'couple 25 or over',
} as const satisfies Readonly<Record<string, Claimant>>

const forCouncilTax = calculation({
  slug: 'council-tax',
  title: 'Council tax',
  fields: {
    date: day('First day of the assessment period, or day in the benefit week'),
    benefit: choice('Benefit', {
      universal_credit: 'Universal credit',
      income_support_etc:
        'Income support, pension credit, income-based jobseeker’s or employment and support allowance',
    }),
    claimant: optional(
      choice(
        'Who claims universal credit',
        {
          single_u25: 'A single person under 25',
          single_25: 'A single person aged 25 or over',
          couple_u25: 'A couple both under 25',
          couple_25: 'A couple, either aged 25 or over',
        },
        { hint: 'Not asked of the other benefits' },
      ),
    ),
    universal_credit_payable: optional(money('Universal credit before the deduction')),
  },
  work({ date, benefit, claimant, universal_credit_payable: payable }) {
    if (benefit === 'universal_credit')
      return claimant
        ? fromCredit(claimants[claimant], date, payable)
        : refuse('Say who claims universal credit: claimant.')
    if (claimant !== undefined || payable !== undefined)
      return refuse(
        'These benefits have one rate for everybody: claimant and universal_credit_payable go with universal credit.',
      )
    const { source } = fromOlderBenefits.on(date)
    const deduction = councilTaxFromOlderBenefits(date)
    return {
      answer: { weekly_deduction: deduction },
      working: [
        `Five per cent of the allowance of a single person aged 25 or over, ${formatPounds(personalAllowance.on(date).value)}, rounded up to the next 5p, is ${formatPounds(deduction)} a week.`,
      ],
      sources: [source],
    }
  },
})

function fromCredit(
  claimant: Claimant,
  date: Temporal.PlainDate,
  payable: bigint | undefined,
): Worked {
  const made = councilTaxFromUniversalCredit({ claimant, periodBegan: date, payable })
  const { value: percent, source } = fromUniversalCreditPercent.on(date)
  const { value: least } = leastUniversalCredit.on(date)
  const cap = deductionsCapPercent.on(date)
  return {
    answer: {
      council_tax_deduction_per_assessment_period: made.deduction,
      // The cap of 15% has an answer of its own, which is none while another was in force.
      overall_cap_15pct: made.capPercent === 15 ? made.cap : null,
      ...(payable !== undefined && { universal_credit_paid: payable - made.deduction }),
    },
    working: [
      `The standard allowance is ${formatPounds(made.allowance)}, and ${percent}% of it, half a penny taken as a penny, is ${formatPounds(made.fivePercent)}.`,
      ...(payable === undefined
        ? []
        : [
            made.deduction > 0n
              ? `${formatPounds(payable)} is payable, so ${formatPounds(payable - made.deduction)} is left.`
              : `${formatPounds(payable)} is payable and ${formatPounds(least)} must be left, so nothing is deducted.`,
          ]),
      `All deductions together may take ${made.capPercent}% of the allowance, ${formatPounds(made.cap)}, which the Department for Work and Pensions sees to.`,
    ],
    sources: [source, standardAllowance.on(date).source, cap.source],
  }
}

export const benefitDeductions: Family = {
  name: 'benefit_deductions',
  title: 'Deductions from benefits',
  about:
    'The most that may be deducted from housing benefit for an overpayment of it, and what is deducted from other benefits for council tax.',
  calculations: [fromHousing, forCouncilTax],
}
