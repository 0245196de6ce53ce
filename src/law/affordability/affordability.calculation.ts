import { cite } from '#values/citation.ts'
import { formatPounds } from '#values/money.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, money, optional, rows, text } from '../fields.ts'
import { refuse } from '../refuse.ts'
import { affordable } from './affordability.ts'
import { mostSavings, savingsPercent } from './affordability-rates.ts'

const items = {
  item: text('What'),
  amount: money('Amount'),
  frequency: choice('How often', {
    weekly: 'Weekly',
    fortnightly: 'Fortnightly',
    four_weekly: 'Every four weeks',
    monthly: 'Monthly',
    quarterly: 'Quarterly',
    annual: 'Yearly',
  }),
}

/** The convention has not changed: a budget that does not say its day is asked of the newest. */
const newest = () => savingsPercent.history[0]?.from ?? refuse('There is no convention.')

const budget = calculation({
  slug: 'budget',
  title: 'Budget',
  fields: {
    income: rows('Income', items),
    expenditure: rows('Expenditure', items),
    debt: money('Debt'),
    date: optional(day('Day of the budget')),
  },
  work({ income, expenditure, debt, date }) {
    const on = date ?? newest()
    const made = affordable({ income, expenditure, debt, on })
    const common = {
      income_monthly: made.income,
      expenditure_monthly: made.expenditure,
      surplus: made.surplus,
      savings_contribution: made.savings,
      available_for_debts: made.available,
    }
    const working = [
      `Income is ${formatPounds(made.income)} a month and expenditure ${formatPounds(made.expenditure)}: weekly amounts by 52 over 12, fortnightly by 26, four-weekly by 13.`,
      `That leaves ${formatPounds(made.surplus)}.`,
    ]
    const sources = [cite('Standard Financial Statement', 'user guidance')]
    if (made.months === undefined || made.finalPayment === undefined)
      return {
        answer: {
          ...common,
          months_to_clear: null,
          outcome: 'no affordable payment: hold, advice referral, s13A(1)(c)/write-off review',
        },
        working: [...working, 'Nothing can be paid: hold, offer advice, and look at relief.'],
        sources,
      }
    return {
      answer: { ...common, months_to_clear: made.months, final_payment: made.finalPayment },
      working: [
        ...working,
        `${savingsPercent.on(on).value}% of it, at most ${formatPounds(mostSavings.on(on).value)}, is savings: ${formatPounds(made.savings)}. ${formatPounds(made.available)} is left for debts.`,
        `${formatPounds(debt)} takes ${made.months} ${made.months === 1 ? 'payment' : 'payments'}, the last of ${formatPounds(made.finalPayment)}.`,
      ],
      sources,
    }
  },
})

export const affordability: Family = {
  name: 'affordability',
  title: 'What somebody can afford',
  about:
    'What is left of a household’s budget for debts each month, and how long a debt takes to pay by it. A convention, not a law.',
  calculations: [budget],
}
