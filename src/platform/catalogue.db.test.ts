import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import type { Db } from './db.ts'
import { sql } from './sql.ts'
import { catalogueFaults, installationTables } from './testing/catalogue.ts'
import { aDatabase } from './testing/database.ts'

const database = await aDatabase()
after(() => database.close())

class Undone extends Error {}

/** What the catalogue test would say if a migration did this. Nothing of it stays. */
async function faultsAfter(change: string): Promise<readonly string[]> {
  let faults: readonly string[] = []
  const work = async (db: Db) => {
    await db.script(change)
    faults = await catalogueFaults(db)
    throw new Undone()
  }
  await database.transaction(work).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error
  })
  return faults
}

const wrongs: readonly (readonly [string, RegExp])[] = [
  [
    'create table debts.note (id uuid primary key)',
    /debts\.note has no council_id that must be given/,
  ],
  [
    'create table debts.note (council_id int, id uuid, unique (council_id, id))',
    /debts\.note has no primary key/,
  ],
  [
    'create table debts.note (id uuid, council_id int not null, primary key (id, council_id))',
    /council_id does not lead debts\.note_pkey/,
  ],
  [
    'create unique index sneaky on parties.party (id)',
    /parties\.party: council_id does not lead parties\.sneaky/,
  ],
  [
    'alter table debts.property add exclude using gist (reference with =, council_id with =)',
    /council_id does not lead debts\.property_reference_council_id_excl/,
  ],
  [
    'alter table debts.account add column asker uuid references administration.staff',
    /debts\.account: council_id does not lead the foreign key account_asker_fkey/,
  ],
  [
    'create table debts.note (council_id int primary key)',
    /debts\.note is not fenced: row security is not enabled/,
  ],
  [
    'alter table debts.entry no force row level security',
    /debts\.entry is not fenced: row security is not forced/,
  ],
  ['drop policy of_one_council on debts.entry', /debts\.entry is not fenced by of_one_council/],
  [
    'alter policy of_one_council on debts.entry with check (true)',
    /debts\.entry is not fenced by of_one_council/,
  ],
  ['create policy wide on debts.entry using (true)', /debts\.entry wide to everybody/],
  [
    'create view debts.all_of_it as select * from debts.entry; grant select on debts.all_of_it to evenhand_app',
    /debts\.all_of_it is a view past the fence/,
  ],
  [
    'create function debts.anything() returns int language sql security definer return 1',
    /debts\.anything\(\) runs as its owner/,
  ],
  [
    'grant create on schema debts to evenhand_app; alter table debts.entry owner to evenhand_app',
    /evenhand_app owns debts\.entry/,
  ],
  ['alter role evenhand_app bypassrls', /evenhand_app is more than a role/],
  [
    'grant delete on debts.account to evenhand_app',
    /evenhand_app on debts\.account: the migrations say insert, select, update, the catalogue delete, insert, select, update/,
  ],
  [
    'grant update (narrative) on debts.entry to evenhand_app',
    /evenhand_app may change debts\.entry, which is append-only/,
  ],
  [
    'grant select on parties.party to public',
    /everybody on parties\.party: the migrations say nothing/,
  ],
  [
    'grant select on debts.entry to evenhand_auditor',
    /evenhand_auditor does more than read the integrity views: debts\.entry/,
  ],
  [
    'grant select on debts.entry to evenhand_doorkeeper',
    /evenhand_doorkeeper on debts\.entry: the migrations say nothing/,
  ],
]

suite('how councils are kept apart, by the catalogue', () => {
  test('every table is a council’s or listed, and every council’s table is led and fenced by it', async () => {
    assert.deepEqual(await catalogueFaults(database), [])
  })

  test('there are tables to look at, and each that is listed exists', async () => {
    const tables = await database.many(
      z.object({ name: z.string() }),
      sql`
        select schemaname || '.' || tablename as name from pg_tables
        where schemaname !~ '^pg_' and schemaname <> 'information_schema'`,
    )
    const names = tables.map(({ name }) => name)
    assert(names.length > 30)
    for (const name of Object.keys(installationTables)) assert(names.includes(name), name)
  })

  for (const [change, says] of wrongs)
    test(`found: ${change}`, async () => {
      const faults = await faultsAfter(change)
      assert(
        faults.some(fault => says.test(fault)),
        faults.join('\n'),
      )
    })
})
