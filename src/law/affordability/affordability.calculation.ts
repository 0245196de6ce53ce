import { cite } from '#values/citation.ts'
import { formatPounds } from '#values/money.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, money, optional, rows, text } from '../fields.ts'
import { refuse } from '../refuse.ts'
import { affordable, aMonth, type Frequency, type Item, timesAYear } from './affordability.ts'
import { mostSavings, savingsPercent } from './affordability-rates.ts'

const every: Readonly<Record<Frequency, string>> = {
  weekly: 'Weekly',
  fortnightly: 'Fortnightly',
  four_weekly: 'Every four weeks',
  monthly: 'Monthly',
  quarterly: 'Quarterly',
  annual: 'Yearly',
}

const items = {
  item: text('What'),
  amount: money('Amount'),
  frequency: choice('How often', every),
}

/** No lines is an answer: there are people with nothing coming in. The page needs one, which may be of nothing. */
const none = { least: 0, hint: 'Where there is none, write: nothing, 0, monthly' }

/** “Wages: £400.00 weekly, 52 times a year, is £1,733.33 a month.” */
const step =
  (on: Temporal.PlainDate) =>
  (line: Item & { readonly item: string }): string => {
    const amount = formatPounds(line.amount)
    return line.frequency === 'monthly'
      ? `${line.item}: ${amount} a month.`
      : `${line.item}: ${amount} ${every[line.frequency].toLowerCase()}, ${timesAYear(line.frequency, on)} times a year, is ${formatPounds(aMonth(line, on))} a month.`
  }

/** The convention has not changed: a budget that does not say its day is asked of the newest. */
const newest = () => savingsPercent.history[0]?.from ?? refuse('There is no convention.')

const budget = calculation({
  slug: 'budget',
  title: 'Budget',
  fields: {
    income: rows('Income', items, none),
    expenditure: rows('Expenditure', items, none),
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
      ...income.map(step(on)),
      `Income is ${formatPounds(made.income)} a month.`,
      ...expenditure.map(step(on)),
      `Expenditure is ${formatPounds(made.expenditure)} a month.`,
      made.surplus < 0n
        ? `That is ${formatPounds(-made.surplus)} a month more than there is.`
        : `That leaves ${formatPounds(made.surplus)} a month.`,
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
        debt === 0n
          ? 'Nothing is owed.'
          : `${formatPounds(debt)} takes ${made.months} ${made.months === 1 ? 'payment' : 'payments'}, the last of ${formatPounds(made.finalPayment)}.`,
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
