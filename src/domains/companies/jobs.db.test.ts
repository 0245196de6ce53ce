import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { clockAt } from '#platform/clock.ts'
import { claimJob, endTurn, type Job, LeaseLost } from '#platform/jobs.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { companiesHouse, type Register } from './client.ts'
import { askForCompanies, companyJobs } from './jobs.ts'
import { madeUpCompany } from './made-up.ts'
import { aCouncilOfCompanies, moment, number } from './testing/council.ts'
import { aRegisterServer } from './testing/stub.ts'

const database = await aDatabase()
after(() => database.close())
const { inCouncil } = await aCouncilOfCompanies(database, 2, 9)
const stub = await aRegisterServer(
  Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map(n => [
      number(n),
      madeUpCompany('active', number(n), `Bread ${n} Ltd`),
    ]),
  ),
)
after(() => stub.close())

suite('the job that reads companies', () => {
  const clock = clockAt('2026-03-27T12:00:00Z')
  const kinds = ['read companies', 'read a company']
  const claim = async (): Promise<Job> => {
    const job = await inCouncil(db => claimJob(db, 2, kinds))
    assert(job)
    return job
  }
  const ask = (most: number, hour: number) =>
    inCouncil(db => askForCompanies(db, { councilId: 2, most, now: moment(hour) }))
  const read = async () =>
    (
      await inCouncil(db =>
        db.many(
          z.object({ number: z.string() }),
          sql`select number from companies.company where council_id = 2 and last_read_at is not null order by number`,
        ),
      )
    ).map(({ number }) => number)
  const turn = (register: Register, job: Job) => {
    const work = companyJobs(register, clock)[job.kind]
    assert(work)
    return work(database, job)
  }
  const register = () => companiesHouse({ address: stub.address, key: stub.key })

  test('killed half-way, it goes on where it was, and no late write of the killed one counts', async () => {
    await ask(7, 11)
    const first = await claim()
    // Its worker dies after two: the third answer never comes back.
    const real = register()
    let n = 0
    const dying: Register = {
      ...real,
      read: of => {
        if (++n === 3) throw new Error('killed')
        return real.read(of)
      },
    }
    await assert.rejects(turn(dying, first), /killed/)
    assert.deepEqual(await read(), [number(1), number(2)])
    await database.run(
      sql`update platform.job set lease_until = now() - interval '1 minute' where council_id = 2`,
    )
    const second = await claim()
    await assert.rejects(turn(register(), first), LeaseLost)
    let end = await turn(register(), second)
    assert.deepEqual(end, { is: 'again', inSeconds: 0 })
    end = await turn(register(), second)
    assert.deepEqual(end, { is: 'done' })
    await inCouncil(db => endTurn(db, second, end))
    // Seven for this night and no more; the ninth owes nothing and is never read.
    assert.deepEqual(await read(), [1, 2, 3, 4, 5, 6, 7].map(number))
  })

  test('the next night reads those never read first, then the oldest; one that owes nothing never', async () => {
    await ask(2, 13)
    const job = await claim()
    const later: Register = register()
    const work = companyJobs(later, clockAt('2026-03-27T14:00:00Z'))['read companies']
    assert(work)
    stub.requests.length = 0
    await work(database, job)
    const asked = stub.requests
      .map(({ url }) => url)
      .filter(url => /^\/company\/\d+$/.test(url ?? ''))
    assert.deepEqual(asked, [`/company/${number(8)}`, `/company/${number(1)}`])
    assert.deepEqual(await work(database, job), { is: 'done' })
    await inCouncil(db => endTurn(db, job, { is: 'done' }))
  })

  test('a register that is busy is left alone for as long as it says, longer each time, and keeps its place', async () => {
    await ask(2, 15)
    const job = await claim()
    const busy: Register = {
      source: 'busy',
      secondsToWait: () => 0,
      read: () =>
        Promise.resolve({
          is: 'failed',
          problem: 'It had more requests than it allows',
          isEverybodys: true,
          tryAgainInSeconds: 42,
        }),
    }
    assert.deepEqual(await turn(busy, job), {
      is: 'again',
      inSeconds: 42,
      problem: 'It had more requests than it allows',
    })
    assert.deepEqual(await turn(busy, { ...job, attempts: 3 }), {
      is: 'again',
      inSeconds: 168,
      problem: 'It had more requests than it allows',
    })
    assert.deepEqual(await turn({ ...busy, secondsToWait: () => 17 }, job), {
      is: 'again',
      inSeconds: 17,
    })
  })
})
