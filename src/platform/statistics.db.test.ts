import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil, type Db } from './db.ts'
import { sql } from './sql.ts'
import { fillTable, manyRows } from './statistics.ts'
import { aDatabase } from './testing/database.ts'

const database = await aDatabase()
after(() => database.close())

const jobs = (from: number, count: number) => sql`
  insert into platform.job (council_id, id, kind, key)
  select 1, platform.id_of('job', 1, n::text), 'counted', n::text
  from generate_series(${from}::int, ${from + count - 1}::int) as n`

/** How many rows the planner believes the table has; under none, it was never told. */
const believed = async (db: Db) =>
  (
    await db.one(
      z.object({ rows: z.number() }),
      sql`select reltuples::int as rows from pg_class where oid = 'platform.job'::regclass`,
    )
  ).rows

suite('tables that a transaction fills', () => {
  test('are counted within it when the rows are many, by the role that may only write them', () =>
    asCouncil(database, 1, async db => {
      assert.equal(await fillTable(db, 'platform.job', jobs(1, 10)), 10)
      assert((await believed(db)) <= 0, 'a few rows are not worth the counting')
      assert.equal(await fillTable(db, 'platform.job', jobs(11, manyRows)), manyRows)
      assert.equal(await believed(db), manyRows + 10)
    }))

  test('and nothing that is not a table of ours', async () => {
    const count = asCouncil(database, 1, db =>
      db.run(sql`select platform.count_again('pg_catalog.pg_authid'::regclass)`),
    )
    await assert.rejects(count, /not a table of ours/)
  })
})
