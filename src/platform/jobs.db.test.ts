import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from './db.ts'
import { claimJob, endTurn, enqueue, keepLease, LeaseLost, whileLeased } from './jobs.ts'
import { createLog } from './log.ts'
import { sql } from './sql.ts'
import { aDatabase } from './testing/database.ts'
import { startWorker } from './worker.ts'

const database = await aDatabase()
after(() => database.close())
const log = createLog('silent')

// A council of its own for each test, so that none sees another's work.
let lastCouncil = 0
const aCouncil = () => ++lastCouncil

const ask = (councilId: number, key: string, kind = 'count') =>
  asCouncil(database, councilId, db => enqueue(db, { councilId, kind, key }))
const claim = (councilId: number) =>
  asCouncil(database, councilId, db => claimJob(db, councilId, ['count']))
const state = z.object({ state: z.string(), problem: z.string().nullable() })
const jobOf = (councilId: number) =>
  database.one(
    state,
    sql`select state, problem from platform.job where council_id = ${councilId}::int`,
  )
const lapse = async (councilId: number) => {
  const over = sql`lease_until = clock_timestamp() - interval '1 second'`
  await database.run(sql`update platform.job set ${over} where council_id = ${councilId}::int`)
  await database.run(sql`update platform.effect set ${over} where council_id = ${councilId}::int`)
}
suite('jobs', () => {
  test('asking twice while it waits is one job; asking again when it is done is another', async () => {
    const councilId = aCouncil()
    await ask(councilId, 'a')
    await ask(councilId, 'a')
    const job = await claim(councilId)
    assert(job)
    await ask(councilId, 'a')
    assert.equal(await claim(councilId), undefined)
    assert.equal(await asCouncil(database, councilId, db => endTurn(db, job, { is: 'done' })), true)
    await ask(councilId, 'a')
    assert.notEqual((await claim(councilId))?.id, job.id)
  })

  test('asked in a transaction that is undone, it was not asked', async () => {
    const councilId = aCouncil()
    await assert.rejects(
      asCouncil(database, councilId, async db => {
        await enqueue(db, { councilId, kind: 'count', key: 'undone' })
        throw new Error('no')
      }),
    )
    assert.equal(await claim(councilId), undefined)
  })

  test('a worker whose lease ran out can write nothing more, and the other can', async () => {
    const councilId = aCouncil()
    await ask(councilId, 'slow')
    const first = await claim(councilId)
    await lapse(councilId)
    const second = await claim(councilId)
    assert(first && second)
    assert.equal(second.id, first.id)
    assert(second.fence > first.fence)
    await assert.rejects(
      asCouncil(database, councilId, db => keepLease(db, first, '1 of 9')),
      LeaseLost,
    )
    assert.equal(
      await asCouncil(database, councilId, db => endTurn(db, first, { is: 'done' })),
      false,
    )
    await asCouncil(database, councilId, db => keepLease(db, second, '1 of 9'))
    assert.equal(
      await asCouncil(database, councilId, db => endTurn(db, second, { is: 'done' })),
      true,
    )
  })

  test('a fault is tried again later, and at last has failed with a sentence', async () => {
    const councilId = aCouncil()
    await ask(councilId, 'bad')
    const problem = 'The printer is on fire.'
    for (let n = 1; n <= 5; n++) {
      const job = await claim(councilId)
      assert(job, `try ${n}`)
      await asCouncil(database, councilId, db =>
        endTurn(db, job, { is: 'again', inSeconds: 0, problem }),
      )
    }
    assert.equal(await claim(councilId), undefined)
    assert.deepEqual(await jobOf(councilId), { state: 'failed', problem })
  })

  test('one that ends every worker that takes it has failed, and others get their turn', async () => {
    const councilId = aCouncil()
    await ask(councilId, 'deadly')
    for (let n = 1; n <= 5; n++) {
      assert(await claim(councilId), `try ${n}`)
      await lapse(councilId)
    }
    assert.equal(await claim(councilId), undefined)
    const { state, problem } = await jobOf(councilId)
    assert.equal(state, 'failed')
    assert.match(problem ?? '', /again and again/)
    await ask(councilId, 'next')
    assert.equal((await claim(councilId))?.key, 'next')
  })

  test('a turn that says so has failed at the first try', async () => {
    const councilId = aCouncil()
    await ask(councilId, 'hopeless')
    const job = await claim(councilId)
    assert(job)
    const problem = 'It would take for ever.'
    await asCouncil(database, councilId, db => endTurn(db, job, { is: 'failed', problem }))
    assert.equal(await claim(councilId), undefined)
    assert.deepEqual(await jobOf(councilId), { state: 'failed', problem })
  })

  test('the lease of long work is renewed beside it, so that nobody else takes it', async () => {
    const councilId = aCouncil()
    await ask(councilId, 'long')
    const job = await claim(councilId)
    assert(job)
    const leased = z.object({ holds: z.boolean() })
    const answer = await whileLeased(
      database,
      job,
      async () => {
        // One connection: nobody renews, and nobody else could take it.
        if (database.engine === 'PGlite') return 'done'
        await lapse(councilId)
        for (;;) {
          const { holds } = await database.one(
            leased,
            sql`select lease_until > clock_timestamp() as holds from platform.job where council_id = ${councilId}::int`,
          )
          if (holds) break
        }
        assert.equal(await claim(councilId), undefined)
        return 'done'
      },
      { everySeconds: 0.02 },
    )
    assert.equal(answer, 'done')
  })

  test('many workers at once do each job once, a poison one fails alone, and stopping is clean', async () => {
    const councilId = aCouncil()
    const keys = Array.from({ length: 40 }, (_, n) => `${n}`)
    for (const key of keys) await ask(councilId, key)
    const done: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const workers = Array.from({ length: 4 }, () =>
      startWorker({
        database,
        councilIds: async () => [councilId],
        jobs: {
          count: async (_, { key }) => {
            if (key === '7') throw new Error('poison')
            done.push(key)
            if (done.length === keys.length - 1) resolve()
            return { is: 'done' }
          },
        },
        effects: {},
        log,
      }),
    )
    await promise
    await Promise.all(workers.map(worker => worker.stop()))
    assert.deepEqual(done.toSorted(), keys.filter(key => key !== '7').toSorted())
    const left = await database.many(
      z.object({ key: z.string(), state: z.string() }),
      sql`select key, state from platform.job where council_id = ${councilId}::int and state <> 'done'`,
    )
    assert.deepEqual(left, [{ key: '7', state: 'queued' }])
  })
})
