import { cite } from '#values/citation.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import { type Calculation, calculation, type Family } from '../calculation.ts'
import type { Nation } from '../dated.ts'
import {
  exactPounds,
  type Pay,
  payBases,
  type PayBasis,
  payBasis,
  sliceInWords,
} from '../deduction-bands.ts'
import { choice, count, day, list, money, optional, rows, yesOrNo } from '../fields.ts'
import { refuse } from '../refuse.ts'
import {
  attachmentDeduction,
  type Deduction,
  deductionsFromSeries,
  deductionsUnderOrders,
} from './attachment-of-earnings.ts'
import { otherSeriesPercent } from './attachment-tables.ts'

const payFields = {
  pay_basis: payBasis,
  net_earnings: money('Net earnings', {
    hint: 'What is paid on this pay-day after tax, Class 1 national insurance and pension',
  }),
  number_of_weeks: optional(count('Number of weeks', { most: 60 })),
  number_of_months: optional(count('Number of months', { most: 12 })),
  number_of_days: optional(count('Number of days', { most: 366 })),
}

const byTable = cite('SI 1992/613', 'reg 38')
const orderMade = day('Day the order was made')

/** The pay that the fields describe. A number of weeks belongs to pay by weeks, and is needed for it. */
function payOf(asked: {
  readonly pay_basis: PayBasis
  readonly net_earnings: Pence
  readonly number_of_weeks?: number | undefined
  readonly number_of_months?: number | undefined
  readonly number_of_days?: number | undefined
}): Pay {
  const { pay_basis, net_earnings: net } = asked
  const { period } = payBases[pay_basis]
  const numbers = {
    weeks: asked.number_of_weeks,
    months: asked.number_of_months,
    days: asked.number_of_days,
  }
  const wanted = pay_basis in numbers ? (pay_basis as keyof typeof numbers) : undefined
  for (const [kind, number] of Object.entries(numbers)) {
    if (kind !== wanted && number !== undefined)
      return refuse(`number_of_${kind} goes with pay by ${kind}, and this pay is ${pay_basis}.`)
  }
  if (!wanted) return { net, period, times: 1 }
  const times = numbers[wanted]
  return times === undefined
    ? refuse(`Say how many ${wanted} this pay is for: number_of_${wanted}.`)
    : { net, period, times }
}

/** A nation's code is the only one its family takes: another nation is refused, never worked out by these tables. */
const jurisdictionOf = (nation: Nation, code: string) => choice('Nation', { [code]: nation })

const onePayDay = (nation: Nation, code: string): Calculation =>
  calculation({
    slug: 'pay-day',
    title: 'One pay-day',
    fields: {
      jurisdiction: jurisdictionOf(nation, code),
      order_made: orderMade,
      ...payFields,
      advance_of_future_pay: optional(
        money('Pay in advance', { hint: 'Net, such as holiday pay for later pay-days' }),
      ),
      advance_covers_paydays: optional(count('Pay-days that the advance is for', { most: 60 })),
      outstanding_under_order: optional(money('Still owed under the order')),
      half_penny: optional(
        choice('A half-penny', { down: 'Dropped (the law is silent)', up: 'Rounded up' }),
      ),
    },
    work(asked) {
      const { advance_of_future_pay: net, advance_covers_paydays: payDays } = asked
      if ((net === undefined) !== (payDays === undefined))
        return refuse('Say both what is paid in advance and how many pay-days it is for.')
      const pay = payOf(asked)
      const made = attachmentDeduction({
        nation,
        orderMadeOn: asked.order_made,
        pay,
        advance: net !== undefined && payDays !== undefined ? { net, payDays } : undefined,
        outstanding: asked.outstanding_under_order,
        ...(asked.half_penny === 'up' && { rounding: 'half away from zero' }),
      })
      return {
        answer: {
          deduction: made.deduction,
          // Of a table that is not all known, no more is said than what it does say.
          ...(made.table.value.remainder !== undefined && {
            with_employer_admin_charge: made.withEmployersCharge,
          }),
        },
        working: inWords(made, pay),
        sources: [byTable, made.table.source],
      }
    },
  })

const severalSeries = (nation: Nation, code: string): Calculation =>
  calculation({
    slug: 'series',
    title: 'Several series of earnings from one employer',
    fields: {
      jurisdiction: jurisdictionOf(nation, code),
      order_made: orderMade,
      series: rows('Series of earnings', payFields, {
        least: 2,
        most: 10,
        hint: 'The table applies to the shortest; a flat rate to every other',
      }),
    },
    work({ order_made: orderMadeOn, series }) {
      const made = deductionsFromSeries({ nation, orderMadeOn, series: series.map(payOf) })
      const { value: percent, source } = otherSeriesPercent.on(orderMadeOn)
      return {
        answer: named(
          series.map(({ pay_basis }) => `${pay_basis}_series`),
          made.map(({ deduction }) => deduction),
        ),
        working: made.map(({ pay, deduction, byTable }) =>
          byTable
            ? `${formatPounds(pay.net)} comes at the shortest interval, so the table applies: ${formatPounds(deduction)}.`
            : `${formatPounds(pay.net)} is another series: ${percent}% of it is ${formatPounds(deduction)}.`,
        ),
        sources: [source],
      }
    },
  })

const severalOrders = (nation: Nation, code: string): Calculation =>
  calculation({
    slug: 'orders',
    title: 'Several orders against one person',
    fields: {
      jurisdiction: jurisdictionOf(nation, code),
      orders_made: list('Days the orders were made', day('Day'), { least: 2, most: 6 }),
      same_authority: yesOrNo('One authority has them all'),
      ...payFields,
    },
    work(asked) {
      const pay = payOf(asked)
      const made = deductionsUnderOrders({
        nation,
        ordersMadeOn: asked.orders_made,
        sameAuthority: asked.same_authority,
        pay,
      })
      const deductions = made.map(({ deduction }) => deduction)
      return {
        answer: {
          ...named(['first', 'second', 'third', 'fourth', 'fifth', 'sixth'], deductions),
          total: deductions.reduce((sum, deduction) => sum + deduction, 0n),
        },
        working: made.flatMap(one => [
          `The order made on ${one.orderMadeOn} takes from ${formatPounds(one.from)}.`,
          ...inWords(one, { ...pay, net: one.from }),
        ]),
        sources: [cite('SI 1992/613', 'reg 42'), ...made.map(({ table }) => table.source)],
      }
    },
  })

/** Amounts by name. A name that comes twice is numbered from its second. */
function named(
  names: readonly string[],
  amounts: readonly Pence[],
): Readonly<Record<string, Pence>> {
  const seen = new Map<string, number>()
  return Object.fromEntries(
    amounts.map((amount, n) => {
      const name = names[n] ?? ''
      const nth = (seen.get(name) ?? 0) + 1
      seen.set(name, nth)
      return [nth === 1 ? name : `${name}_${nth}`, amount]
    }),
  )
}

/** The working of one deduction, a sentence a step. */
function inWords({ slices, exact, beforeLimit, deduction }: Deduction, { period }: Pay): string[] {
  const steps = slices.map(
    (slice, n) => (n === 0 ? '' : 'Paid in advance: ') + sliceInWords(slice, period),
  )
  if (slices.length > 1) steps.push(`Together that is ${exactPounds(exact)}.`)
  if (exact !== beforeLimit * 100n)
    steps.push(`To the penny, with no law to say how, that is ${formatPounds(beforeLimit)}.`)
  if (deduction < beforeLimit)
    steps.push(`Only ${formatPounds(deduction)} is still owed under the order, so that is taken.`)
  return steps
}

const inNation = (nation: Nation, code: string, name: string): Family => ({
  name,
  title: `Council tax attachment of earnings in ${nation}`,
  about:
    'What an employer deducts on a pay-day under an attachment of earnings order for council tax. The table is the one that was in force on the day the order was made.',
  calculations: [onePayDay(nation, code), severalSeries(nation, code), severalOrders(nation, code)],
})

export const attachmentInEngland = inNation('England', 'E', 'aeo_council_tax_england')
export const attachmentInWales = inNation('Wales', 'W', 'aeo_council_tax_wales')
