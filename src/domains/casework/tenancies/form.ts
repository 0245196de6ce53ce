import { z } from 'zod'
import { tellings } from '#parties'
import { formatPounds } from '#values/money.ts'
import { amountOfMoney, maybeDate, someDate, someText, type Typed } from '#web/form.ts'
import type { TenancyNotice } from './notice.ts'
import { type Expected, rentPeriods } from './projected-balance.ts'

const wrongDay = 'The day must be a real one, like 27/3/2027'
const wrongMoney = 'Enter pounds and pence, like 104 or 104.20'
const empty = z.literal('').transform(() => undefined)
const day = (missing: string) => someDate({ missing, wrong: wrongDay })
const money = z.union([empty, amountOfMoney({ missing: wrongMoney, wrong: wrongMoney })], {
  error: wrongMoney,
})

/** Days, one a line or with commas between them. */
const days = z.string().transform((text, context): readonly Temporal.PlainDate[] => {
  const found = text
    .split(/[\n,]/)
    .map(one => one.trim())
    .filter(one => one !== '')
    .map(one => day(wrongDay).safeParse(one))
  if (found.length <= 10 && found.every(({ success }) => success))
    return found.flatMap(({ data }) => (data ? [data] : []))
  context.addIssue({ code: 'custom', message: `${wrongDay}; ten at most, one a line` })
  return z.NEVER
})

/** How many payments to come the form has room for. */
export const expectedRows = [1, 2, 3] as const

export const noticeForm = z.strictObject({
  notice: z.guid(),
  givenOn: day('Enter the day on which they gave notice'),
  lastDay: day('Enter the last day of the tenancy'),
  rent: money,
  every: z.union([empty, z.enum(rentPeriods)]),
  weekBegins: z.enum(['1', '2', '3', '4', '5', '6', '7']).transform(Number),
  freeWeeks: days,
  chargedTo: day('Enter the last day for which the balance has rent'),
  'on-1': maybeDate(wrongDay),
  'on-2': maybeDate(wrongDay),
  'on-3': maybeDate(wrongDay),
  'amount-1': money,
  'amount-2': money,
  'amount-3': money,
  'by-1': someText({ longest: 60 }),
  'by-2': someText({ longest: 60 }),
  'by-3': someText({ longest: 60 }),
  keysReturnedOn: maybeDate(wrongDay),
  forwarding: someText({ longest: 500 }),
  telephone: someText({ longest: 40 }),
  how: z.enum(tellings, { error: 'Choose how they told us' }),
})
export type NoticeForm = z.infer<typeof noticeForm>

/** The payments to come, or the field of the first that is half said. */
export function expectedIn(
  form: NoticeForm,
): { readonly expected: readonly Expected[] } | { readonly halfSaid: string } {
  const expected: Expected[] = []
  for (const row of expectedRows) {
    const [on, amount, by] = [form[`on-${row}`], form[`amount-${row}`], form[`by-${row}`]]
    if (on === undefined && amount === undefined && by === '') continue
    if (on === undefined) return { halfSaid: `on-${row}` }
    if (amount === undefined) return { halfSaid: `amount-${row}` }
    if (by === '') return { halfSaid: `by-${row}` }
    expected.push({ on, amount, by })
  }
  return { expected }
}

const typedDay = (on: Temporal.PlainDate | null | undefined) => on?.toLocaleString('en-GB') ?? ''
const typedMoney = (amount: bigint | null | undefined) =>
  amount === null || amount === undefined ? '' : formatPounds(amount).replaceAll(/[£,]/g, '')

/** A notice as somebody would type it, to record it anew. What they said of how to reach them is with their details. */
export const asTyped = (one: TenancyNotice): Typed => ({
  givenOn: typedDay(one.givenOn),
  lastDay: typedDay(one.lastDay),
  rent: typedMoney(one.rent),
  every: one.rentEvery ?? '',
  weekBegins: String(one.weekBegins),
  freeWeeks: one.freeWeeks.map(typedDay).join('\n'),
  chargedTo: typedDay(one.chargedTo),
  keysReturnedOn: typedDay(one.keysReturnedOn),
  ...Object.fromEntries(
    expectedRows.flatMap(row => [
      [`on-${row}`, typedDay(one.expectedOn[row - 1])],
      [`amount-${row}`, typedMoney(one.expected[row - 1])],
      [`by-${row}`, one.expectedBy[row - 1] ?? ''],
    ]),
  ),
})
