import { z } from 'zod'
import type { Database, Db } from '#platform/db.ts'
import { raw, sql } from '#platform/sql.ts'

/** What a night reads of a book, in the order in which its rows refer to one another; with the columns that number a row. */
const tables: readonly (readonly [table: string, numbered?: string])[] = [
  ['parties.party'],
  ['parties.source_record', 'person_number'],
  ['parties.link'],
  ['parties.address'],
  ['parties.contact_point'],
  ['debts.property', 'reference'],
  ['debts.account', 'reference'],
  ['debts.liability'],
  ['debts.ledger_account'],
  ['debts.entry', 'reference'],
  ['debts.posting'],
]

/**
 * Makes a book so many times as large, by plain SQL: every person, property, account and entry again under ids and
 * numbers of their own, with the same names, days and sums. The files that a row came from stay the same, what is
 * searched by is not repeated, and the ledger accounts of the council itself (bank, income) are one for all.
 *
 * Triggers and foreign keys are off meanwhile, which PostgreSQL lets a superuser do: the rows are copies of checked ones.
 * A table's indexes are made once when its rows are in, because putting rows of random ids into them one by one takes
 * most of an hour from five million accounts on.
 */
export const manyTimes = (database: Database, times: number): Promise<void> =>
  database.transaction(async db => {
    await db.script(`
      set local session_replication_role = replica;
      set local maintenance_work_mem = '1GB';
      create function pg_temp.another(id uuid, nth int) returns uuid language sql immutable
        return md5(id::text || '/' || nth)::uuid`)
    for (const [table, numbered] of tables) {
      await db.run(sql`
        update pg_index set indisready = false, indisvalid = false where indrelid = ${table}::regclass`)
      await again(db, table, numbered, times)
      await db.run(raw(`reindex table ${table}`))
    }
    // What came in through the council's own accounts came in so many times.
    await db.run(
      sql`update debts.ledger_account set balance = balance * ${times}::bigint where kind <> 'account'`,
    )
  })

async function again(
  db: Db,
  table: string,
  numbered: string | undefined,
  times: number,
): Promise<void> {
  const columns = await db.many(
    z.object({ name: z.string(), isId: z.boolean() }),
    sql`
      select quote_ident(attname) as name, atttypid = 'uuid'::regtype and attname <> 'file_id' as "isId"
      from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
      order by attnum`,
  )
  const council = `select id from debts.ledger_account where kind <> 'account'`
  const values = columns.map(({ name, isId }) => {
    if (name === numbered) return `one.${name} || '/' || nth`
    if (!isId) return `one.${name}`
    const another = `pg_temp.another(one.${name}, nth)`
    return table === 'debts.posting' && name !== 'entry_id'
      ? `case when one.${name} in (${council}) then one.${name} else ${another} end`
      : another
  })
  const ofTheCouncil = table === 'debts.ledger_account' ? `where one.kind = 'account'` : ''
  await db.run(
    raw(`
      insert into ${table} (${columns.map(({ name }) => name).join(', ')})
      select ${values.join(', ')} from ${table} as one cross join generate_series(2, ${times}) as nth ${ofTheCouncil}`),
  )
}
