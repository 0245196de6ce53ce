// A million attachments of earnings and a million recovery timelines, beside a plain look-up in a table.
// node run.mjs bench/law.ts [--times 1000000]
import { parseArgs } from 'node:util'
import { afterReminder } from '#law/council-tax/recovery-dates.ts'
import { attachmentDeduction, type Period } from '#law/council-tax/attachment-of-earnings.ts'

const { values } = parseArgs({ options: { times: { type: 'string', default: '1000000' } } })
const times = Number(values.times)

const periods: readonly Period[] = ['week', 'month']
const orders = ['2006-11-01', '2007-04-01', '2022-04-01', '2025-06-01'].map(day =>
  Temporal.PlainDate.from(day),
)
const nations = ['England', 'Wales'] as const
const first = Temporal.PlainDate.from('2020-01-01')
const days = Array.from({ length: 4000 }, (_, n) => first.add({ days: n }))

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

const bands = [75_00n, 135_00n, 185_00n, 225_00n, 355_00n, 505_00n]
const percents = [0n, 3n, 5n, 7n, 12n, 17n, 50n]
const lookUp = perSecond(n => {
  const net = BigInt((n * 7919) % 100_000)
  const at = bands.findIndex(upTo => net <= upTo)
  return (net * percents.at(at)!) / 100n
})
const attachments = perSecond(n => {
  const { deduction } = attachmentDeduction({
    nation: nations[n % 2]!,
    orderMadeOn: orders[n % 4]!,
    pay: { net: BigInt((n * 7919) % 100_000), period: periods[(n >> 1) % 2]!, times: 1 + (n % 3) },
  })
  return deduction
})
const addition = perSecond(n => days[n % 4000]!.add({ days: 14 }).day)
const before = first.subtract({ days: 1 })
const timelines = perSecond(
  n =>
    afterReminder({ nation: 'England', instalmentDue: before, issuedOn: days[n % 4000]! })
      .earliestComplaint.day,
)

const say = (what: string, ours: number, floor: number, floorIs: string) =>
  console.log(
    `${what}: ${Math.round(ours / 1000)} thousand a second; ${floorIs}: ${Math.round(floor / 1000)} thousand; ratio ${(floor / ours).toFixed(2)}`,
  )
say('attachments of earnings', attachments, lookUp, 'a plain look-up in one table')
say('reminder timelines', timelines, addition, 'adding days to one date')
