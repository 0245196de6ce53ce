import { divide, percentOf, type Pence, type Rounding } from '#values/money.ts'
import type { InForce, Nation } from '../dated.ts'
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
  attachmentRounding,
  dailyInEngland,
  dailyInWales,
  employersCharge,
  monthlyInEngland,
  monthlyInWales,
  mostOrders,
  otherSeriesPercent,
  weeklyInEngland,
  weeklyInWales,
} from './attachment-tables.ts'

export type { Pay, Period } from '../deduction-bands.ts'

/** Pay for later pay-days that is paid now, such as holiday pay. */
export type Advance = { readonly net: Pence; readonly payDays: number }

export type Deduction = {
  readonly deduction: Pence
  /** The deduction and what the employer may keep, which is nothing when nothing is deducted. */
  readonly withEmployersCharge: Pence
  readonly slices: readonly Slice[]
  readonly table: InForce<DeductionTable>
  /** Hundredths of a penny, before rounding. */
  readonly exact: bigint
  /** The deduction before it was limited to what is still owed under the order. */
  readonly beforeLimit: Pence
}

const tables: Readonly<Record<Period, Partial<Record<Nation, Parameter<DeductionTable>>>>> = {
  day: { England: dailyInEngland, Wales: dailyInWales },
  week: { England: weeklyInEngland, Wales: weeklyInWales },
  month: { England: monthlyInEngland, Wales: monthlyInWales },
}

/**
 * What an employer deducts on a pay-day under one council tax attachment of earnings order.
 *
 * Law: SI 1992/613 reg 38(1) and (2), Sch 4. Net earnings are after tax, Class 1 national insurance and pension (reg
 * 32). Several weeks or months are divided to find the band and multiplied back (38(1)(c)); an advance is deducted from
 * as though paid in equal parts on its later pay-days (38(2)); another regular interval, or none, is taken by its days
 * (38(4) and (8)). The law does not say what becomes of a half-penny: it is dropped unless the caller says otherwise.
 */
export function attachmentDeduction({
  nation,
  orderMadeOn,
  pay,
  advance,
  outstanding,
  rounding = attachmentRounding.on(orderMadeOn).value,
}: {
  readonly nation: Nation
  readonly orderMadeOn: Temporal.PlainDate
  readonly pay: Pay
  readonly advance?: Advance | undefined
  readonly outstanding?: Pence | undefined
  readonly rounding?: Rounding
}): Deduction {
  const parameter = tables[pay.period][nation]
  if (!parameter)
    return refuse(`Council tax is not attached from earnings by these rules in ${nation}.`)
  const table = parameter.on(orderMadeOn)
  const slices = [knownSlice(table.value, pay.net, pay.times, pay.period)]
  if (advance)
    slices.push(knownSlice(table.value, advance.net, pay.times * advance.payDays, pay.period))
  const exact = slices.reduce((sum, { hundredths }) => sum + hundredths, 0n)
  const beforeLimit = divide(exact, 100n, rounding)
  const deduction =
    outstanding !== undefined && outstanding < beforeLimit ? outstanding : beforeLimit
  return {
    deduction,
    withEmployersCharge:
      deduction > 0n ? deduction + (employersCharge.history[0]?.value ?? 0n) : 0n,
    slices,
    table,
    exact,
    beforeLimit,
  }
}

function knownSlice(table: DeductionTable, net: Pence, times: number, period: Period): Slice {
  const last = table.bands.at(-1)
  return (
    sliceOf(table, net, times) ??
    refuse(
      `The rates for more than ${last ? `£${last.upTo / 100n}` : 'nothing'} a ${period} are not known to us: they were missing from every copy of the table that we could read, and we do not guess. Read the table in force and add it before working this out.`,
    )
  )
}

const lengths: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30 }

/**
 * Two or more series of earnings from one employer: the table applies to the shortest, and a flat rate to every other.
 *
 * Law: SI 1992/613 reg 38(7).
 */
export function deductionsFromSeries({
  nation,
  orderMadeOn,
  series,
}: {
  readonly nation: Nation
  readonly orderMadeOn: Temporal.PlainDate
  readonly series: readonly Pay[]
}): readonly { readonly pay: Pay; readonly deduction: Pence; readonly byTable: boolean }[] {
  const length = ({ period, times }: Pay) => lengths[period] * times
  const shortest = series.toSorted((a, b) => length(a) - length(b))[0]
  const percent = otherSeriesPercent.on(orderMadeOn).value
  const rounding = attachmentRounding.on(orderMadeOn).value
  return series.map(pay =>
    pay === shortest
      ? { pay, byTable: true, ...attachmentDeduction({ nation, orderMadeOn, pay }) }
      : { pay, byTable: false, deduction: percentOf(pay.net, percent, rounding) },
  )
}

/**
 * Several orders against one person: each in the order it was made, a later one on what is left after the earlier.
 * Refuses more than one authority may have.
 *
 * Law: SI 1992/613 regs 37 and 42.
 */
export function deductionsUnderOrders({
  nation,
  ordersMadeOn,
  sameAuthority,
  pay,
}: {
  readonly nation: Nation
  readonly ordersMadeOn: readonly Temporal.PlainDate[]
  readonly sameAuthority: boolean
  readonly pay: Pay
}): readonly (Deduction & { readonly orderMadeOn: Temporal.PlainDate; readonly from: Pence })[] {
  const inOrder = ordersMadeOn.toSorted(Temporal.PlainDate.compare)
  const latest = inOrder.at(-1)
  const most = latest ? mostOrders.on(latest).value : 0
  if (sameAuthority && inOrder.length > most)
    return refuse(
      `One authority may have ${most} attachment of earnings orders against a person at a time (SI 1992/613 reg 37), and there are ${inOrder.length}.`,
    )
  let left = pay.net
  return inOrder.map(orderMadeOn => {
    const from = left
    const made = attachmentDeduction({ nation, orderMadeOn, pay: { ...pay, net: from } })
    left -= made.deduction
    return { ...made, orderMadeOn, from }
  })
}
