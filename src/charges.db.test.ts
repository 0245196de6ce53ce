import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import fc from 'fast-check'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import { divide } from '#values/money.ts'
import { runNight } from './app.ts'
import { aChargingCouncil, day, valueOf } from './domains/charges/testing/council.ts'
import { verify } from './verify.ts'

const database = await aDatabase()
after(() => database.close())

// Interest as a small model has it: a day at a time, from the facts as they are known at the end.

type Day = Temporal.PlainDate
type Stop = { readonly from: Day; until?: Day; readonly isForEver: boolean }
type Known = { readonly movements: { on: Day; amount: bigint }[]; readonly stops: Stop[] }

const first = day('2024-01-10')
const plus = (days: number) => first.add({ days })
const isBefore = (a: Day, b: Day) => Temporal.PlainDate.compare(a, b) < 0

/** 13.25% of £1,000 from 10 January 2024, through the end of the month before today. */
function modelled({ movements, stops }: Known, today: Day): bigint {
  let sum = 0n
  for (let at = first; isBefore(at, today.with({ day: 1 })); at = at.add({ days: 1 })) {
    if (stops.some(({ from, until }) => !isBefore(at, from) && (!until || isBefore(at, until))))
      continue
    const owed = movements
      .filter(({ on }) => isBefore(on, at))
      .reduce((left, { amount }) => left + amount, 1_000_00n)
    if (owed > 0n) sum += owed * 13_25n
  }
  return divide(sum, 365n * 100_00n, 'half away from zero')
}

const days = fc.integer({ min: 0, max: 300 })
const steps = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant('pays' as const), on: days, amount: fc.bigInt(1n, 700_00n) }),
    fc.record({ does: fc.constant('takes back' as const), nth: fc.nat(3) }),
    fc.record({
      does: fc.constant('is held' as const),
      kind: fc.constantFrom(
        'breathing space' as const,
        'mental health crisis' as const,
        'dispute' as const,
      ),
      on: days,
      days: fc.integer({ min: 1, max: 60 }),
    }),
    fc.record({ does: fc.constant('lets run' as const) }),
    fc.record({ does: fc.constant('stops' as const), back: fc.nat(40) }),
    fc.record({ does: fc.constant('a night' as const), later: fc.integer({ min: 1, max: 70 }) }),
  ),
  { minLength: 4, maxLength: 14 },
)

const histories = 10

suite('any history of payments, holds, stops and nights', () => {
  test('comes to what it comes to when it is reckoned from the start, and every invariant holds', async () => {
    const council = await aChargingCouncil(
      database,
      1,
      Array.from({ length: histories }, () => ({ dueOn: '2024-01-09' })),
    )
    let account = 0
    await fc.assert(
      fc.asyncProperty(steps, async history => {
        const n = account % histories
        account += 1
        let today = plus(60)
        const charge = {
          kind: 'late payment interest',
          authorityOn: day('2023-06-01'),
          today: today.toString(),
        } as const
        const id = valueOf(await council.charge(n, charge))
        const known: Known = { movements: [], stops: [] }
        const payments: { entry: string; on: Day; amount: bigint }[] = []
        for (const step of history) {
          if (step.does === 'pays') {
            const on = plus(step.on)
            const entry = await council.pay(n, step.amount, on.toString())
            known.movements.push({ on, amount: -step.amount })
            payments.push({ entry, on, amount: step.amount })
          } else if (step.does === 'takes back') {
            const [gone] = payments.splice(step.nth, 1)
            if (!gone) continue
            await council.takeBack(gone.entry, gone.on.toString())
            known.movements.push({ on: gone.on, amount: gone.amount })
          } else if (step.does === 'is held') {
            // Learned of when it is over: as late as can be.
            const [from, through] = [plus(step.on), plus(step.on + step.days)]
            if (!isBefore(through, today)) continue
            if (!(await council.isHeld(n, step.kind, from.toString(), through.toString()))) continue
            if (step.kind !== 'dispute' && !isBefore(through, first))
              known.stops.push({ from: isBefore(from, first) ? first : from, isForEver: false })
          } else if (step.does === 'lets run') {
            const started = await council.start(id, today.toString())
            if (!started.ok) continue
            for (const stop of known.stops) stop.until ??= today
          } else if (step.does === 'stops') {
            const from = today.subtract({ days: step.back })
            const stopped = await council.stop(id, from.toString(), today.toString())
            if (stopped.ok) known.stops.push({ from, isForEver: false })
          } else {
            today = today.add({ days: step.later })
            await council.night(today.toString())
            assert.equal(await council.charged(id), modelled(known, today), today.toString())
          }
        }
        today = today.add({ days: 31 })
        await council.night(today.toString())
        assert.equal(await council.charged(id), modelled(known, today))
        assert.equal(await council.night(today.toString()), 0)
        const left = (await council.parts(n)).reduce((sum, part) => sum + part.left, 0n)
        assert.equal(left, await council.balance(n))
      }),
      { numRuns: histories },
    )
    assert.deepEqual(await verify(database), [])
  })
})

suite('a council’s night', () => {
  test('posts no interest for the days of a breathing space that a source’s file has just told of', async () => {
    const council = await aChargingCouncil(database, 2, [{}])
    const { councilId, accounts, inCouncil, charged } = council
    const charge = {
      kind: 'late payment interest',
      authorityOn: day('2025-12-01'),
      today: '2026-02-10',
    } as const
    const id = valueOf(await council.charge(0, charge))
    await inCouncil(db =>
      db.run(sql`
        update debts.account set source_breathing_space_from = '2026-04-16', source_breathing_space_to = '2026-06-14'
        where council_id = ${councilId}::int and id = ${accounts[0] ?? ''}::uuid`),
    )
    await runNight(database, {
      councilId,
      businessDate: day('2026-06-11'),
      actor: 'system:nightly',
      now: Temporal.Instant.from('2026-06-11T02:00:00Z'),
    })
    // February, March and 15 days of April: 74 days.
    assert.equal(await charged(id), 23_82n)
    const kinds = (await council.statement(0)).map(({ kind }) => kind)
    assert.deepEqual(
      kinds,
      ['charge', 'interest', 'interest', 'interest'],
      'nothing was taken back',
    )
  })
})
