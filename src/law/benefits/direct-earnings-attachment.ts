import { divide, percentOf, type Pence } from '#values/money.ts'
import type { InForce } from '../dated.ts'
import {
  type DeductionTable,
  type Pay,
  type Period,
  type Slice,
  sliceOf,
} from '../deduction-bands.ts'
import type { Parameter } from '../parameter.ts'
import { refuse } from '../refuse.ts'
import {
  dailyHigher,
  dailyStandard,
  directAttachmentEmployersCharge,
  directAttachmentRounding,
  monthlyHigher,
  monthlyStandard,
  payOverByDay,
  protectedEarningsPercent,
  type Rate,
  weeklyHigher,
  weeklyStandard,
} from './direct-earnings-attachment-tables.ts'

export type DirectDeduction = {
  readonly deduction: Pence
  /** The deduction and what the employer may keep, which is nothing when nothing is deducted. */
  readonly withEmployersCharge: Pence
  /** What the table takes, before it is limited by protected earnings and by what is still owed. */
  readonly byTable: Pence
  readonly protectedEarnings: Pence
  /** What protected earnings and other attachments leave for this one. */
  readonly room: Pence
  readonly slice: Slice
  readonly table: InForce<DeductionTable>
}

const tables: Readonly<Record<Rate, Readonly<Record<Period, Parameter<DeductionTable>>>>> = {
  standard: { day: dailyStandard, week: weeklyStandard, month: monthlyStandard },
  higher: { day: dailyHigher, week: weeklyHigher, month: monthlyHigher },
}

/** The first day of the newest table we know, for a question that names no pay-day. */
export const newestTableFrom: Temporal.PlainDate = Object.values(tables)
  .flatMap(byPeriod => Object.values(byPeriod).flatMap(({ history }) => history))
  .map(({ from }) => from)
  .reduce((a, b) => (Temporal.PlainDate.compare(a, b) < 0 ? b : a))

/**
 * What an employer deducts on a pay-day under a direct earnings attachment, such as for a housing benefit overpayment.
 * No court makes one: the council gives the employer a notice.
 *
 * The rate of a band applies to all of the net earnings; pay for several weeks is taken by the band of one. It gives way
 * to what other attachments take first, so that protected earnings are left. Half a penny or less is dropped; protected
 * earnings are to the nearest penny too, so the same penny rule serves both. Refuses other attachments of more than
 * there is.
 *
 * Law: SI 2013/384 regs 17 and 20, Sch 2; the higher rate by reg 20(3A), on conviction only.
 */
export function directEarningsDeduction({
  rate,
  payDay,
  pay,
  otherDeductions = 0n,
  outstanding,
}: {
  readonly rate: Rate
  readonly payDay: Temporal.PlainDate
  readonly pay: Pay
  /** What attachments that come before this one take from the same pay. */
  readonly otherDeductions?: Pence | undefined
  readonly outstanding?: Pence | undefined
}): DirectDeduction {
  const { net, period, times } = pay
  if (otherDeductions > net)
    return refuse('Other attachments cannot take more than the net earnings.')
  const table = tables[rate][period].on(payDay)
  const slice =
    sliceOf(table.value, net, times) ?? refuse('The table says nothing of earnings as large.')
  const byTable = divide(slice.hundredths, 100n, directAttachmentRounding.on(payDay).value)
  const percent = protectedEarningsPercent.on(payDay).value
  const protectedEarnings = percentOf(net, percent, 'half away from zero')
  const left = net - protectedEarnings - otherDeductions
  const room = left > 0n ? left : 0n
  const limit = outstanding !== undefined && outstanding < room ? outstanding : room
  const deduction = byTable < limit ? byTable : limit
  return {
    deduction,
    withEmployersCharge:
      deduction > 0n ? deduction + directAttachmentEmployersCharge.on(payDay).value : 0n,
    byTable,
    protectedEarnings,
    room,
    slice,
    table,
  }
}

/**
 * The last day for an employer to pay over what it deducted on a pay-day.
 *
 * Law: SI 2013/384 reg 22.
 */
export const paidOverBy = (payDay: Temporal.PlainDate): Temporal.PlainDate =>
  payDay
    .with({ day: 1 })
    .add({ months: 1 })
    .with({ day: payOverByDay.on(payDay).value })
