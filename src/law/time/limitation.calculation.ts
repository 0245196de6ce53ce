import { cite } from '#values/citation.ts'
import { formatDate, isBefore, plusDays } from '#values/dates.ts'
import { calculation, type Family, type Worked } from '../calculation.ts'
import { choice, day, optional, yesOrNo } from '../fields.ts'
import { refuse } from '../refuse.ts'
import { firstCareChargeOfSixYears } from './limitation-periods.ts'
import {
  isCourtShut,
  lastDayRestarted,
  lastDayToSue,
  type LimitedDebt,
  limitedDebts,
  mayRestart,
  nextOpenDay,
  periodInWords,
  type Restart,
} from './limitation.ts'

const restarts: Readonly<Record<'acknowledged' | 'part_paid', Restart>> = {
  acknowledged: 'acknowledgment',
  part_paid: 'part payment',
}

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
    how: optional(
      choice(
        'Which of the two',
        { acknowledged: 'Acknowledged, signed and in writing', part_paid: 'Paid in part' },
        { hint: 'It matters for rent: a part payment gives no more time for the rest' },
      ),
    ),
    care_charge_restarts: optional(
      yesOrNo('A care charge is read to start again', {
        hint: 'Its time is in the Care Act, which says nothing of it; the kinder reading is no',
      }),
    ),
  },
  work(asked) {
    const { debt_type: debt, start_date: start, acknowledged_or_part_paid: on } = asked
    if (debt === 'care_charge_pre_2015' && !isBefore(start, firstCareChargeOfSixYears))
      return refuse(
        `It was due from ${formatDate(firstCareChargeOfSixYears)}, so it is an ordinary care charge: six years.`,
      )
    if (!on) {
      if (asked.how !== undefined) return refuse('Say on which day it was acknowledged or paid.')
      return ending(debt, start)
    }
    if (isBefore(on, start))
      return refuse('It was acknowledged before it was due, which starts nothing again.')
    if (debt === 'rent_arrears' && asked.how === undefined)
      return refuse(
        'Say how: an acknowledgment of rent starts its time again, and a part payment does not.',
      )
    return restarting(debt, start, {
      on,
      by: restarts[asked.how ?? 'acknowledged'],
      ofCareCharges: asked.care_charge_restarts ?? false,
    })
  },
})

function ending(debt: LimitedDebt, start: Temporal.PlainDate): Worked {
  const last = lastDayToSue(debt, start)
  const barred = plusDays(last, 1)
  const isShut = isCourtShut(last)
  const next = isShut ? nextOpenDay(last) : undefined
  return {
    answer: {
      last_day: last,
      statute_barred_from: barred,
      court_office_closed_on_last_day: isShut ?? null,
    },
    ...(next && { also: { court_office_next_open: next } }),
    working: [
      `${periodInWords(debt, start)} end on ${formatDate(last)}; it is barred from ${formatDate(barred)}.`,
      isShut === undefined
        ? 'Whether the court office is open on that day is not known: we do not have the bank holidays of its year.'
        : isShut
          ? 'The court office is shut that day: proceedings may be issued on the next that it is open (Pritam Kaur v S Russell [1973] QB 336), but do not rely on it.'
          : 'The court office is open that day.',
    ],
    sources: [limitedDebts[debt].of.on(start).source],
  }
}

function restarting(
  debt: LimitedDebt,
  start: Temporal.PlainDate,
  event: {
    readonly on: Temporal.PlainDate
    readonly by: Restart
    readonly ofCareCharges: boolean
  },
): Worked {
  const { restarted, lastDay } = lastDayRestarted(debt, start, event)
  const first = lastDayToSue(debt, start)
  const on = formatDate(event.on)
  return {
    answer: { restarted, last_day: lastDay },
    working: [
      `${periodInWords(debt, start)} end on ${formatDate(first)}.`,
      restarted
        ? `Acknowledged or paid in part on ${on}, before it ran out, it starts again and ends on ${formatDate(lastDay)}.`
        : mayRestart(debt, event)
          ? `Acknowledged or paid in part on ${on}, after that: a right that is barred is not revived.`
          : whyNot(debt),
    ],
    sources: [
      limitedDebts[debt].of.on(start).source,
      cite('Limitation Act 1980', 'ss29 to 31 and 39'),
    ],
  }
}

function whyNot(debt: LimitedDebt): string {
  if (debt === 'rent_arrears')
    return 'A payment of part of the rent gives no more time for the rest of it: s29(6).'
  return limitedDebts[debt].restartedBy === 'in doubt'
    ? 'The time for a care charge is in another Act, so the Limitation Act does not start it again: s39. To confirm.'
    : 'An acknowledgment or a part payment gives no more time to apply to the court for this.'
}

export const limitation: Family = {
  name: 'limitation',
  title: 'Limitation',
  about:
    'The last day on which the council may sue, or apply for a liability order. What is barred is still owed: nobody is to be told otherwise, or threatened with court.',
  calculations: [lastDay],
}
