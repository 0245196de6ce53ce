import {
  formatDate,
  isBefore,
  lastDayOfYears,
  ordinal,
  plusDays,
  plusYears,
} from '#values/dates.ts'
import { isKnown, isWorkingDay, nextWorkingDay } from './calendar.ts'
import * as periods from './limitation-periods.ts'

type Day = Temporal.PlainDate

/**
 * Each kind of debt, its period, whether the period includes its first day, and what starts it again. Nothing starts again
 * an application to magistrates or leave to enforce, which are no action, nor a period that is in another Act than the
 * Limitation Act (its s39), which is the kinder reading for care charges.
 */
export const limitedDebts = {
  council_tax_apply_liability_order: {
    of: periods.councilTaxLimit,
    includesFirst: true,
    restartedBy: 'nothing',
  },
  business_rates_apply_liability_order: {
    of: periods.ratesLimit,
    includesFirst: true,
    restartedBy: 'nothing',
  },
  simple_contract_invoice_due_date: {
    of: periods.simpleContractLimit,
    includesFirst: false,
    restartedBy: 'either',
  },
  hb_overpayment_court_action: {
    of: periods.statuteLimit,
    includesFirst: false,
    restartedBy: 'either',
  },
  rent_arrears: { of: periods.rentLimit, includesFirst: false, restartedBy: 'acknowledgment' },
  specialty: { of: periods.specialtyLimit, includesFirst: false, restartedBy: 'either' },
  charge_principal: { of: periods.chargeLimit, includesFirst: false, restartedBy: 'either' },
  judgment_warrant_without_permission: {
    of: periods.judgmentLimit,
    includesFirst: false,
    restartedBy: 'nothing',
  },
  care_charge: { of: periods.careChargeLimit, includesFirst: false, restartedBy: 'in doubt' },
  care_charge_pre_2015: {
    of: periods.earlierCareChargeLimit,
    includesFirst: false,
    restartedBy: 'in doubt',
  },
} as const
export type LimitedDebt = keyof typeof limitedDebts

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

export type Restart = 'acknowledgment' | 'part payment'

/**
 * The same where it was acknowledged in writing or paid in part on a day: begun again from that day, if it had not run out
 * and it is a debt that may be. Care charges may be on the reading that the Limitation Act applies to them.
 *
 * Law: Limitation Act 1980 ss29 to 31 and 39.
 */
export function lastDayRestarted(
  debt: LimitedDebt,
  start: Day,
  { on, by, ofCareCharges = false }: RestartOn,
): { readonly restarted: boolean; readonly lastDay: Day } {
  const lastDay = lastDayToSue(debt, start)
  const restarted =
    mayRestart(debt, { by, ofCareCharges }) &&
    periods.restart.on(on).value &&
    !isBefore(lastDay, on)
  return { restarted, lastDay: restarted ? lastDayToSue(debt, on) : lastDay }
}

type RestartOn = {
  readonly on: Day
  readonly by: Restart
  readonly ofCareCharges?: boolean
}

/** Whether such an event starts the time for such a debt again, if it has not run out. */
export function mayRestart(
  debt: LimitedDebt,
  { by, ofCareCharges }: { readonly by: Restart; readonly ofCareCharges: boolean },
): boolean {
  const { restartedBy } = limitedDebts[debt]
  if (restartedBy === 'in doubt') return ofCareCharges
  return restartedBy === 'either' || restartedBy === by
}

const onceHolidays: ReadonlySet<number> = new Set(
  periods.onceHolidays.history.flatMap(({ value }) =>
    value.map(day => ordinal(Temporal.PlainDate.from(day))),
  ),
)

/**
 * Whether the court office is shut that day; undefined on a day that may be a bank holiday, in a year whose are not
 * known.
 */
export function isCourtShut(day: Day): boolean | undefined {
  if (day.dayOfWeek > 5) return true
  if (isKnown(day)) return !isWorkingDay(day)
  if (onceHolidays.has(ordinal(day))) return true
  return mayBeBankHoliday(day) ? undefined : false
}

/** New Year, Easter, May, the end of August and Christmas: whatever the year, no bank holiday of every year is elsewhere. */
function mayBeBankHoliday({ month, day, dayOfWeek }: Day): boolean {
  if (month === 1) return day <= 4
  if (month === 3 || month === 4) return dayOfWeek === 1 || dayOfWeek === 5
  if (month === 5 || month === 8) return dayOfWeek === 1
  return month === 12 && day >= 25 && day <= 28
}

/** The next day that the court office is open, if the bank holidays until then are known. */
export const nextOpenDay = (day: Day): Day | undefined =>
  isKnown(day) && isKnown(plusDays(day, 7)) ? nextWorkingDay(day) : undefined

/** “6 years after 30 June 2020” */
export const periodInWords = (debt: LimitedDebt, start: Day): string => {
  const { of, includesFirst } = limitedDebts[debt]
  return `${of.on(start).value} years ${includesFirst ? 'beginning with' : 'after'} ${formatDate(start)}`
}
