// A million attachments of earnings and a million recovery timelines, beside a plain look-up in a table, and what of it is dates.
// node run.mjs bench/law.ts [--times 1000000]
import { parseArgs } from 'node:util'
import { attachmentDeduction, type Period } from '#law/council-tax/attachment-of-earnings.ts'
import { afterReminder } from '#law/council-tax/recovery-dates.ts'

const { values } = parseArgs({ options: { times: { type: 'string', default: '1000000' } } })
const times = Number(values.times)

/** Operations a second, warmed up first, and something of each so that none is left out. */
function perSecond(work: (n: number) => bigint | number): number {
  let kept = 0n
  for (let n = 0; n < times / 10; n += 1) kept += BigInt(work(n))
  const start = performance.now()
  for (let n = 0; n < times; n += 1) kept += BigInt(work(n))
  const taken = performance.now() - start
  if (kept < 0n) throw new Error('never')
  return (times / taken) * 1000
}

const day = (text: string) => Temporal.PlainDate.from(text)
const orders = ['2006-11-01', '2007-04-01', '2022-04-01', '2025-06-01'].map(day)
const nations = ['England', 'Wales'] as const
const periods: readonly Period[] = ['day', 'week', 'month']

/** Every nation, table, basis and up to three periods of pay at a time, made before the clock starts. */
const questions = Array.from({ length: 4096 }, (_, n) => {
  const nation = nations[n % 2]!
  const period = periods[n % 3]!
  const pay = { net: BigInt((n * 7919) % 100_000), period, times: 1 + (n % 5) }
  // Above £16 a day the Welsh table of 2022 is not known, so its orders are of the years before it.
  const known = nation === 'Wales' && period === 'day' ? orders.slice(0, 2) : orders
  return { nation, orderMadeOn: known[(n >> 2) % known.length]!, pay }
})

const bands = [75_00n, 135_00n, 185_00n, 225_00n, 355_00n, 505_00n]
const percents = [0n, 3n, 5n, 7n, 12n, 17n, 50n]
const lookUp = perSecond(n => {
  const { net } = questions[n % 4096]!.pay
  const at = bands.findIndex(upTo => net <= upTo)
  return (net * percents.at(at)!) / 100n
})
const attachments = perSecond(n => attachmentDeduction(questions[n % 4096]!).deduction)

const first = day('2020-01-01')
const days = Array.from({ length: 4096 }, (_, n) => first.add({ days: n }))
const before = first.subtract({ days: 1 })
const timelines = perSecond(
  n =>
    afterReminder({ nation: 'England', instalmentDue: before, issuedOn: days[n % 4096]! })
      .earliestComplaint.day,
)
const reading = perSecond(n => {
  const { year, month, day } = days[n % 4096]!
  return year + month + day
})
const making = perSecond(n => new Temporal.PlainDate(2026, 1 + (n % 12), 1 + (n % 28)).day)
const adding = perSecond(n => days[n % 4096]!.add({ days: 14 }).day)

const thousands = (perSecond: number) => `${Math.round(perSecond / 1000)} thousand a second`
const beside = (what: string, ours: number) =>
  console.log(
    `${what}: ${thousands(ours)}; a plain look-up in one table: ${thousands(lookUp)}; ratio ${(lookUp / ours).toFixed(2)}`,
  )
beside('attachments of earnings', attachments)
beside('reminder timelines, each of four dates', timelines)
for (const [what, rate] of [
  ['reading a date’s year, month and day', reading],
  ['making one date', making],
  ['adding days to one date as Temporal does', adding],
] as const)
  console.log(
    `${what}: ${thousands(rate)}, or ${(rate / timelines).toFixed(1)} of them to a timeline`,
  )
