import { cite } from '#values/citation.ts'
import { formatDate, plusDays } from '#values/dates.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, optional } from '../fields.ts'
import { refuse } from '../refuse.ts'
import {
  isCourtShut,
  lastDayRestarted,
  lastDayToSue,
  limitedDebts,
  periodInWords,
} from './limitation.ts'

const lastDay = calculation({
  slug: 'last-day',
  title: 'Last day to act',
  fields: {
    debt_type: choice('What it is', {
      council_tax_apply_liability_order: 'Council tax: apply for a liability order',
      business_rates_apply_liability_order: 'Business rates: apply for a liability order',
      simple_contract_invoice_due_date: 'Invoice, from the day it was due',
      hb_overpayment_court_action: 'Housing benefit overpayment, by a court',
      rent_arrears: 'Rent arrears',
      specialty: 'Deed',
      charge_principal: 'Money secured by a charge',
      judgment_warrant_without_permission: 'Judgment: warrant or writ without permission',
      care_charge: 'Care charge due from 1 April 2015',
      care_charge_pre_2015: 'Care charge due before 1 April 2015',
    }),
    start_date: day('Day it became due or accrued'),
    acknowledged_or_part_paid: optional(day('Day it was acknowledged in writing or paid in part')),
  },
  work({ debt_type: debt, start_date: start, acknowledged_or_part_paid: acknowledged }) {
    if (debt === 'care_charge_pre_2015' && start.year * 100 + start.month >= 2015_04)
      return refuse('It was due from 1 April 2015, so it is an ordinary care charge: six years.')
    const { includesFirst, of } = limitedDebts[debt]
    const { source } = of.on(start)
    if (acknowledged) {
      if (includesFirst)
        return refuse('An acknowledgment does not give more time to apply for a liability order.')
      if (Temporal.PlainDate.compare(acknowledged, start) < 0)
        return refuse('It was acknowledged before it was due, which starts nothing again.')
      const first = lastDayToSue(debt, start)
      const { restarted, lastDay } = lastDayRestarted(debt, start, acknowledged)
      return {
        answer: { restarted, last_day: lastDay },
        working: [
          `${periodInWords(debt, start)} end on ${formatDate(first)}.`,
          restarted
            ? `Acknowledged on ${formatDate(acknowledged)}, before that, it starts again and ends on ${formatDate(lastDay)}.`
            : `Acknowledged on ${formatDate(acknowledged)}, after that: a right that is barred is not revived.`,
        ],
        sources: [source, cite('Limitation Act 1980', 'ss29 to 31')],
      }
    }
    const last = lastDayToSue(debt, start)
    const barred = plusDays(last, 1)
    const isShut = isCourtShut(last)
    return {
      answer: {
        last_day: last,
        statute_barred_from: barred,
        court_office_closed_on_last_day: isShut ?? null,
      },
      working: [
        `${periodInWords(debt, start)} end on ${formatDate(last)}; it is barred from ${formatDate(barred)}.`,
        isShut === undefined
          ? 'Whether the court office is open on that day is not known yet: bank holidays so far ahead have not been published.'
          : isShut
            ? 'The court office is shut that day: proceedings may be issued on the next that it is open (Pritam Kaur v S Russell [1973] QB 336), but do not rely on it.'
            : 'The court office is open that day.',
      ],
      sources: [source],
    }
  },
})

export const limitation: Family = {
  name: 'limitation',
  title: 'Limitation',
  about:
    'The last day on which the council may sue, or apply for a liability order. What is barred is still owed: nobody is to be told otherwise, or threatened with court.',
  calculations: [lastDay],
}
