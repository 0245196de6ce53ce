import { cite } from '#values/citation.ts'
import { formatDate, lastDayOfYears, plusYears } from '#values/dates.ts'
import type { Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'
import { isKnown, isWorkingDay } from './calendar.ts'

const both: readonly Nation[] = ['England', 'Wales']

type Told = Pick<
  Parameters<typeof parameter<number>>[0],
  'id' | 'title' | 'unit' | 'lookedUpOn' | 'confidence' | 'checked' | 'values'
>
const years = (it: Omit<Told, 'confidence'>) =>
  parameter<number>({ extent: both, confidence: 'high', ...it })

const afterAccrual = 'years after the day it accrued, which is not counted'
const onAccrual = 'the day it accrued'

export const councilTaxLimit = years({
  id: 'lim.council_tax',
  title: 'Time to apply for a liability order for council tax',
  unit: 'years beginning with the day the sum became due',
  lookedUpOn: 'the day the sum became due',
  checked: 'against its text',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'reg 34(3)'),
      note: 'There is no limit on using an order once it is made (Bolsover v Ashfield [2010] EWCA Civ 1129): to confirm.',
      value: 6,
    },
  },
})

export const ratesLimit = years({
  id: 'lim.ndr',
  title: 'Time to apply for a liability order for business rates',
  unit: 'years beginning with the day the sum became due',
  lookedUpOn: 'the day the sum became due',
  checked: 'to confirm',
  values: { '1990-04-01': { source: cite('SI 1989/1058', 'reg 12(3)'), value: 6 } },
})

export const simpleContractLimit = years({
  id: 'lim.simple_contract',
  title: 'Time to sue on an invoice or other simple contract',
  unit: afterAccrual,
  lookedUpOn: onAccrual,
  checked: 'to confirm',
  values: { '1981-05-01': { source: cite('Limitation Act 1980', 's5'), value: 6 } },
})

export const statuteLimit = years({
  id: 'lim.statute',
  title: 'Time to sue for a sum recoverable by statute, such as a housing benefit overpayment',
  unit: afterAccrual,
  lookedUpOn: onAccrual,
  checked: 'to confirm',
  values: {
    '1981-05-01': {
      source: cite('Limitation Act 1980', 's9'),
      note: 'Deductions from benefits and direct earnings attachments go on after it: s9(1A) and (1B).',
      value: 6,
    },
  },
})

export const rentLimit = years({
  id: 'lim.rent',
  title: 'Time to sue for rent arrears',
  unit: afterAccrual,
  lookedUpOn: onAccrual,
  checked: 'to confirm',
  values: { '1981-05-01': { source: cite('Limitation Act 1980', 's19'), value: 6 } },
})

export const specialtyLimit = years({
  id: 'lim.specialty',
  title: 'Time to sue on a deed, such as a lease’s other covenants',
  unit: afterAccrual,
  lookedUpOn: onAccrual,
  checked: 'to confirm',
  values: { '1981-05-01': { source: cite('Limitation Act 1980', 's8'), value: 12 } },
})

export const chargeLimit = years({
  id: 'lim.charge_principal',
  title: 'Time to sue for money secured by a charge; its interest has six years',
  unit: afterAccrual,
  lookedUpOn: onAccrual,
  checked: 'to confirm',
  values: { '1981-05-01': { source: cite('Limitation Act 1980', 's20'), value: 12 } },
})

export const judgmentLimit = years({
  id: 'lim.judgment',
  title: 'Time for a warrant or writ on a judgment without permission',
  unit: 'years after the day of the judgment, which is not counted',
  lookedUpOn: 'the day of the judgment',
  checked: 'to confirm',
  values: {
    '1981-05-01': { source: cite('Limitation Act 1980', 's24'), note: 'With CPR 83.2.', value: 6 },
  },
})

export const careChargeLimit = years({
  id: 'lim.adult_social_care',
  title: 'Time to recover a care charge',
  unit: 'years after the day it became due, which is not counted',
  lookedUpOn: 'the day it became due',
  checked: 'against its text',
  values: {
    '2015-04-01': {
      source: cite('Care Act 2014', 's69(3)'),
      note: 'Three years for what was due before 1 April 2015. In Wales the Social Services and Well-being (Wales) Act 2014 s70(3) is believed to say six: to confirm.',
      value: 6,
    },
  },
})

export const earlierCareChargeLimit = years({
  id: 'lim.adult_social_care.before_2015',
  title: 'Time to recover a care charge that was due before 1 April 2015',
  unit: 'years after the day it became due, which is not counted',
  lookedUpOn: 'the day it became due',
  checked: 'against its text',
  values: {
    '1990-04-01': {
      source: cite('Care Act 2014', 's69(3)(b)'),
      note: 'The day from which it was three years is not in the source: to confirm.',
      value: 3,
    },
  },
})

export const restart = parameter<boolean>({
  id: 'lim.restart',
  title: 'A part payment or a signed acknowledgment starts a period that has not run out again',
  extent: both,
  unit: 'rule',
  lookedUpOn: 'the day it was paid or acknowledged',
  confidence: 'high',
  checked: 'to confirm',
  values: {
    '1981-05-01': {
      source: cite('Limitation Act 1980', 'ss29 to 31'),
      note: 'A right that is barred is not revived: s29(7).',
      value: true,
    },
  },
})

export const serviceChargeDemandMonths = years({
  id: 'lim.service_charge_demand',
  title: 'Oldest cost that a leasehold service charge demand may be for',
  unit: 'months before the demand, unless notice was given earlier',
  lookedUpOn: 'the day of the demand',
  checked: 'to confirm',
  values: { '1986-09-01': { source: cite('Landlord and Tenant Act 1985', 's20B'), value: 18 } },
})

/** Each kind of debt, its period, and whether the period includes its first day. */
export const limitedDebts = {
  council_tax_apply_liability_order: { of: councilTaxLimit, includesFirst: true },
  business_rates_apply_liability_order: { of: ratesLimit, includesFirst: true },
  simple_contract_invoice_due_date: { of: simpleContractLimit, includesFirst: false },
  hb_overpayment_court_action: { of: statuteLimit, includesFirst: false },
  rent_arrears: { of: rentLimit, includesFirst: false },
  specialty: { of: specialtyLimit, includesFirst: false },
  charge_principal: { of: chargeLimit, includesFirst: false },
  judgment_warrant_without_permission: { of: judgmentLimit, includesFirst: false },
  care_charge: { of: careChargeLimit, includesFirst: false },
  care_charge_pre_2015: { of: earlierCareChargeLimit, includesFirst: false },
} as const
export type LimitedDebt = keyof typeof limitedDebts

type Day = Temporal.PlainDate

/**
 * The last day on which proceedings may be begun, or a liability order applied for. A period beginning with a day includes
 * it; one from the accrual of a right does not, so the same years end a day apart.
 *
 * Law: Limitation Act 1980 ss5, 8, 9, 19, 20 and 24; SI 1992/613 reg 34(3); SI 1989/1058 reg 12(3); Care Act 2014 s69(3).
 * Where a right accrues at midnight the day after counts whole (Matthew v Sedman [2021] UKSC 19).
 */
export function lastDayToSue(debt: LimitedDebt, start: Day): Day {
  const { of, includesFirst } = limitedDebts[debt]
  const years = of.on(start).value
  return includesFirst ? lastDayOfYears(years, { beginningWith: start }) : plusYears(start, years)
}

/**
 * The same where it was acknowledged or paid in part on a day: begun again from that day, if it had not run out.
 *
 * Law: Limitation Act 1980 ss29 to 31. Does not apply to applications for a liability order.
 */
export function lastDayRestarted(
  debt: LimitedDebt,
  start: Day,
  acknowledgedOn: Day,
): { readonly restarted: boolean; readonly lastDay: Day } {
  const lastDay = lastDayToSue(debt, start)
  const restarted =
    restart.on(acknowledgedOn).value && Temporal.PlainDate.compare(acknowledgedOn, lastDay) <= 0
  return { restarted, lastDay: restarted ? lastDayToSue(debt, acknowledgedOn) : lastDay }
}

/**
 * Whether the court office is shut that day; undefined on a day that may be a bank holiday, in a year whose are not
 * known.
 */
export function isCourtShut(day: Day): boolean | undefined {
  if (day.dayOfWeek > 5) return true
  if (isKnown(day)) return !isWorkingDay(day)
  return mayBeBankHoliday(day) ? undefined : false
}

/** New Year, Easter, May, the end of August and Christmas: whatever the year, no bank holiday of every year is elsewhere. */
function mayBeBankHoliday({ month, day, dayOfWeek }: Day): boolean {
  if (month === 1) return day <= 4
  if (month === 3 || month === 4) return dayOfWeek === 1 || dayOfWeek === 5
  if (month === 5 || month === 8) return dayOfWeek === 1
  return month === 12 && day >= 25 && day <= 28
}

/** “6 years after 30 June 2020” */
export const periodInWords = (debt: LimitedDebt, start: Day): string => {
  const { of, includesFirst } = limitedDebts[debt]
  return `${of.on(start).value} years ${includesFirst ? 'beginning with' : 'after'} ${formatDate(start)}`
}
