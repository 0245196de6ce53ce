import { formatDate, isBefore, plusDays } from '#values/dates.ts'
import { divide, formatPounds, type Pence, sum } from '#values/money.ts'
import { ratesInstalments, ratesLeastInstalment } from '../business-rates/process.ts'
import type { Nation } from '../dated.ts'
import { refuse } from '../refuse.ts'
import {
  demandDays,
  instalmentsOnRequest,
  lastDayForTwelve,
  leastInstalment,
  usualInstalments,
} from './process.ts'

type Day = Temporal.PlainDate

/** What is billed. Their schedules are alike but for small charges. */
export type Billed = 'council tax' | 'business rates'

/**
 * The instalments of a year's charge: each of the nearest whole pounds, and the first takes what is left over, so that
 * they come to the charge exactly. The law is silent on 50 pence; councils round it up. Refuses less than one.
 *
 * Law: SI 1992/613 Sch 1 para 2(5) and (6); SI 1989/1058 Sch 1 para 1(4) and (5).
 */
export function instalmentsOf(charge: Pence, count: number): readonly Pence[] {
  if (count < 1) return refuse('There is at least one instalment.')
  const each = BigInt(count) * 100n
  const nearest = divide(charge, each, 'half away from zero') * 100n
  // So small a charge is billed in fewer instalments (para 2(7)); a source that says otherwise never makes one negative.
  const other = BigInt(count - 1) * nearest > charge ? (charge / each) * 100n : nearest
  return [charge - BigInt(count - 1) * other, ...Array.from({ length: count - 1 }, () => other)]
}

/** The year from 1 April that a day is in, by the year that it begins in. */
export const financialYearOf = ({ year, month }: Day): number => (month < 4 ? year - 1 : year)

const usual = { 'council tax': usualInstalments, 'business rates': ratesInstalments } as const

/**
 * How many instalments a year's charge is billed in by the day of its notice: ten until the end of April, then one fewer
 * than the whole months left, and one payment from January. Twelve for whoever asks in time. Refuses a notice that is
 * issued after its year, which is not for instalments.
 *
 * Law: SI 1992/613 Sch 1 para 2(3) and (3A) and later paras; SI 1989/1058 Sch 1 paras 1(2) and 2.
 */
export function instalmentCount(
  issuedOn: Day,
  {
    of = 'council tax',
    year = financialYearOf(issuedOn),
    onRequestIn,
  }: {
    readonly of?: Billed
    /** The year billed, by the year that it begins in; without it, the one that the notice is issued in. */
    readonly year?: number
    readonly onRequestIn?: Nation | undefined
  } = {},
): number {
  const most = usual[of].on(issuedOn).value
  const wholeMonthsLeft = (year - issuedOn.year) * 12 + 15 - issuedOn.month
  if (wholeMonthsLeft < 0)
    return refuse(
      `The year billed was over when the notice was issued on ${formatDate(issuedOn)}: what is billed then is not paid by instalments.`,
    )
  if (onRequestIn !== undefined) return countOnRequest(issuedOn, { of, year, nation: onRequestIn })
  const isFromJanuary = wholeMonthsLeft < 3
  return isFromJanuary ? 1 : Math.min(most, wholeMonthsLeft - 1)
}

function countOnRequest(
  issuedOn: Day,
  { of, year, nation }: { readonly of: Billed; readonly year: number; readonly nation: Nation },
): number {
  if (of === 'business rates')
    return refuse(
      'Whether twelve instalments of business rates can be asked for has not been confirmed: it is believed to be so in England by SI 2014/479.',
    )
  if (!instalmentsOnRequest.extent.includes(nation))
    return refuse(
      `Whether twelve instalments can be asked for in ${nation} has not been confirmed: it is believed to be so by WSI 2013/62.`,
    )
  const last = new Temporal.PlainDate(year, lastDayForTwelve.month, lastDayForTwelve.day)
  if (isBefore(last, issuedOn))
    return refuse(
      `Twelve instalments can be asked for only where the bill was issued by ${formatDate(last)}.`,
    )
  return instalmentsOnRequest.on(issuedOn).value
}

/**
 * The same charge with none too small, as a council may bill it: of council tax the second instalment joins the first, and
 * where that is not enough there are as many as the least goes into the charge; of business rates only the latter.
 *
 * Law: SI 1992/613 Sch 1 paras 2(7) and 3; SI 1989/1058 Sch 1 para 3.
 */
export function noneTooSmall(
  instalments: readonly Pence[],
  { issuedOn, of = 'council tax' }: { readonly issuedOn: Day; readonly of?: Billed },
): readonly Pence[] {
  const charge = sum(instalments)
  const fewer = (least: Pence) => instalmentsOf(charge, Math.max(1, Number(charge / least)))
  if (of === 'business rates') {
    const least = ratesLeastInstalment.on(issuedOn).value
    return areAllAtLeast(least, instalments) ? instalments : fewer(least)
  }
  const { instalment: least, singleBelow } = leastInstalment.on(issuedOn).value
  if (areAllAtLeast(least, instalments)) return instalments
  const merged = secondJoinsFirst(instalments)
  if (areAllAtLeast(least, merged)) return merged
  if (charge < singleBelow) return [charge]
  const few = fewer(least)
  return areAllAtLeast(least, few) ? few : secondJoinsFirst(few)
}

const areAllAtLeast = (least: Pence, instalments: readonly Pence[]): boolean =>
  instalments.every(amount => amount >= least)

const secondJoinsFirst = ([
  first = 0n,
  second = 0n,
  ...others
]: readonly Pence[]): readonly Pence[] => [first + second, ...others]

/**
 * The first day that an instalment of council tax may fall due.
 *
 * Law: SI 1992/613 regs 18 to 21.
 */
export const earliestInstalment = (issuedOn: Day): Day =>
  plusDays(issuedOn, demandDays.on(issuedOn).value)

/** Monthly from the first, each on the same day of its month, or the month's last where it has no such day. */
export const monthlyFrom = (first: Day, count: number): readonly Day[] =>
  Array.from({ length: count }, (_, n) => first.add({ months: n }))

/**
 * The instalments with the days they fall due: in months without a break, all in the year billed. Refuses a first that is
 * too soon after the notice, and a last that is after the year.
 *
 * Law: SI 1992/613 Sch 1 para 2(4); SI 1989/1058 Sch 1 para 1(3).
 */
export function dueMonthly(
  instalments: readonly Pence[],
  asked: {
    readonly firstDue: Day
    readonly issuedOn: Day
    readonly of?: Billed
    readonly year?: number
  },
): readonly { readonly due: Day; readonly amount: Pence }[] {
  const { firstDue, issuedOn, of = 'council tax', year = financialYearOf(issuedOn) } = asked
  const earliest = of === 'council tax' ? earliestInstalment(issuedOn) : issuedOn
  if (isBefore(firstDue, earliest))
    return refuse(
      `The notice was issued on ${formatDate(issuedOn)}, so the first instalment cannot fall due before ${formatDate(earliest)}.`,
    )
  const days = monthlyFrom(firstDue, instalments.length)
  const outside = days.find(day => financialYearOf(day) !== year)
  if (outside)
    return refuse(
      `The instalment of ${formatDate(outside)} would not be in the year that is billed.`,
    )
  return days.map((due, n) => ({ due, amount: instalments[n] ?? 0n }))
}

/** “£202.37, then 9 of £198.00” */
export const instalmentsInWords = ([first = 0n, ...others]: readonly Pence[]): string =>
  others[0] === undefined
    ? `one payment of ${formatPounds(first)}`
    : `${formatPounds(first)}, then ${others.length} of ${formatPounds(others[0])}`
