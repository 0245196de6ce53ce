import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil, type Db } from './db.ts'
import { type Sql, join, raw, sql } from './sql.ts'
import { aDatabase } from './testing/database.ts'
import { installationTables } from './testing/catalogue.ts'

// Tries to cross from one council to another in every table there is, by every way a statement has.

const database = await aDatabase()
after(() => database.close())

const column = z.object({
  table: z.string(),
  name: z.string(),
  type: z.string(),
  mayUpdate: z.boolean(),
})
const columns = await database.many(
  column,
  sql`
    select attrelid::regclass::text as table, quote_ident(attname) as name, format_type(atttypid, atttypmod) as type,
      has_column_privilege('evenhand_app', attrelid, attnum, 'update') as may_update
    from pg_attribute
    join pg_class as relation on relation.oid = attrelid and relation.relkind in ('r', 'p')
    join pg_namespace as namespace on namespace.oid = relation.relnamespace
    where namespace.nspname !~ '^pg_' and namespace.nspname <> 'information_schema'
      and namespace.nspname || '.' || relation.relname <> all(${Object.keys(installationTables)}::text[])
      and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
    order by attrelid::regclass::text, attnum`,
)
const tables = [...Map.groupBy(columns, ({ table }) => table)].map(([name, has]) => ({ name, has }))

/** Something of each type. What it means does not matter here: only whose it is. */
const samples: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: `'x'`,
  boolean: 'false',
  date: `date '2026-06-01'`,
  'timestamp with time zone': 'now()',
  json: `'{}'`,
  jsonb: `'{}'`,
  bytea: `''`,
  daterange: `'[2026-06-01,2026-07-01)'`,
  'text[]': `'{}'`,
  'uuid[]': `'{}'`,
  'date[]': `'{}'`,
  'bigint[]': `'{}'`,
  'integer[]': `'{}'`,
}
const sampleOf = (
  { name, type }: { readonly name: string; readonly type: string },
  council: number,
) => (name === 'council_id' ? String(council) : (samples[type] ?? '1'))

const insertInto = ({ name, has }: (typeof tables)[number], council: number): Sql =>
  sql`insert into ${raw(name)} (${raw(has.map(one => one.name).join(', '))})
    select ${raw(has.map(one => sampleOf(one, council)).join(', '))}`

before(async () => {
  // Rows of no meaning, one for each council in each table: what would refuse them for their meaning goes away first.
  await database.script(`
    do $$ declare rule record; begin
      for rule in select conrelid::regclass as of, conname from pg_constraint
        where contype in ('f', 'c') and connamespace::regnamespace::text !~ '^pg_|information_schema'
      loop
        execute format('alter table %s drop constraint %I', rule.of, rule.conname);
      end loop;
      for rule in select tgrelid::regclass as of, tgname from pg_trigger where not tgisinternal loop
        execute format('drop trigger %I on %s', rule.tgname, rule.of);
      end loop;
    end $$`)
  for (const council of [1, 2])
    for (const table of tables) await database.run(insertInto(table, council))
})

const councilsSeen = z.object({ councilId: z.number() })
const seenIn = (db: Db, table: string) =>
  db.many(councilsSeen, sql`select distinct council_id from ${raw(table)} order by council_id`)

/** The rows of council 2, as whoever owns the database sees them. */
const theirs = (table: string) =>
  database.one(
    z.object({ rows: z.string().nullable() }),
    sql`select json_agg(theirs)::text as rows from ${raw(table)} as theirs where council_id = 2`,
  )

const refusedByTheDatabase = /row-level security|permission denied/

class Undone extends Error {}
/** As a council, whatever happens undone. */
const trying = <T>(council: number, work: (db: Db) => Promise<T>): Promise<T> => {
  let result: T
  return asCouncil(database, council, async db => {
    result = await work(db)
    throw new Undone()
  }).catch((error: unknown) => {
    if (error instanceof Undone) return result
    throw error
  })
}

suite(`as council 1, with council 2 beside it, on ${database.engine}`, () => {
  test('there are rows of both in every table', async () => {
    assert(tables.length > 25)
    for (const { name } of tables)
      assert.deepEqual(await seenIn(database, name), [{ councilId: 1 }, { councilId: 2 }], name)
  })

  for (const table of tables) {
    const { name, has } = table
    test(`${name}: nothing of theirs is seen, changed, added or taken away`, async () => {
      const before = await theirs(name)
      const counted = z.object({ mine: z.boolean(), theirs: z.boolean() })
      const seen = await trying(1, db =>
        db.one(
          counted,
          sql`
            select exists (select from ${raw(name)} where council_id = 1) as mine,
              exists (select from ${raw(name)} where council_id <> 1 or council_id is null) as theirs`,
        ),
      )
      assert.deepEqual(seen, { mine: true, theirs: false })

      await assert.rejects(
        trying(1, db => db.run(insertInto(table, 2))),
        refusedByTheDatabase,
      )
      await assert.rejects(
        trying(1, db => db.run(sql`update ${raw(name)} set council_id = 2`)),
        refusedByTheDatabase,
        'our own row cannot be made theirs',
      )
      const set = has
        .filter(({ mayUpdate }) => mayUpdate)
        .map(one => raw(`${one.name} = ${one.name}`))
      const update = sql`update ${raw(name)} set ${join(set, ', ')} where council_id = 2`
      if (set.length > 0) assert.equal(await trying(1, db => db.run(update)), 0)
      const removed = trying(1, db => db.run(sql`delete from ${raw(name)} where council_id = 2`))
      assert.equal(
        await removed.catch((error: unknown) => {
          assert.match(String(error), refusedByTheDatabase)
          return 0
        }),
        0,
      )
      await assert.rejects(
        trying(1, db => db.script(`truncate ${name}`)),
        refusedByTheDatabase,
      )
      assert.deepEqual(await theirs(name), before)
    })
  }

  test('with no council set, or what is none, there is nothing', async () => {
    const asNobody = (council: string | undefined, work: (db: Db) => Promise<unknown>) =>
      database.transaction(async db => {
        await db.script('set local role evenhand_app')
        if (council !== undefined) await db.script(`set local app.council_id = '${council}'`)
        return work(db)
      })
    for (const table of tables) {
      for (const council of [undefined, '', '3', '-1'])
        assert.deepEqual(await asNobody(council, db => seenIn(db, table.name)), [], table.name)
      await assert.rejects(
        asNobody(undefined, db => db.run(insertInto(table, 1))),
        refusedByTheDatabase,
      )
    }
    await assert.rejects(
      asNobody('1 or true', db => seenIn(db, 'parties.party')),
      /invalid input syntax/,
    )
  })

  test('a council is a positive whole number, whatever it was read from', async () => {
    for (const council of [0, -1, 1.5, NaN, '1; reset role', undefined])
      assert.throws(
        () => asCouncil(database, council as number, async () => {}),
        /a council is a positive whole number/,
      )
  })

  test('two councils at once never meet', async () => {
    const work = Array.from({ length: 40 }, (_, n) => (n % 2) + 1).map(council =>
      asCouncil(database, council, async db => {
        for (let n = 0; n < 3; n++)
          assert.deepEqual(await seenIn(db, 'parties.party'), [{ councilId: council }])
      }),
    )
    await Promise.all(work)
  })
})

suite('ways round the fence', () => {
  test('the role of requests owns nothing and cannot take the fence down', async () => {
    const { role, owns } = await trying(1, db =>
      db.one(
        z.object({ role: z.string(), owns: z.boolean() }),
        sql`
          select current_user::text as role,
            exists (select from pg_class where pg_get_userbyid(relowner) = current_user) as owns`,
      ),
    )
    assert.deepEqual({ role, owns }, { role: 'evenhand_app', owns: false })
    for (const wall of [
      'alter table parties.party disable row level security',
      'alter table parties.party no force row level security',
      'drop policy of_one_council on parties.party',
      'create policy mine on parties.party using (true)',
      'alter role evenhand_app bypassrls',
      'create table parties.copy as select * from parties.party',
      'create view parties.past as select * from parties.party',
      `create or replace function platform.current_council() returns int language sql return 2`,
      `copy parties.party to program 'cat'`,
    ])
      await assert.rejects(
        trying(1, db => db.script(wall)),
        /permission denied|must be owner|must be superuser|must have/,
        wall,
      )
  })

  test('a statement cannot bring another with it', async () => {
    await asCouncil(database, 1, async db => {
      await assert.rejects(
        db.run(raw('select 1; reset role')),
        /cannot insert multiple commands into a prepared statement/,
      )
      throw new Undone()
    }).catch((error: unknown) => assert(error instanceof Undone))
  })

  test('a value never becomes part of a statement', async () => {
    const name = `'; reset role; select '`
    const { said } = await trying(1, db =>
      db.one(z.object({ said: z.string() }), sql`select ${name}::text as said`),
    )
    assert.equal(said, name)
  })

  // PostgreSQL lets any statement change the setting and the role it fences by. So no code of ours may, but the one
  // door; and what ends as another than it began is undone, whoever did it.
  for (const way of [
    `set local app.council_id = '2'`,
    `select set_config('app.council_id', '2', true)`,
    'reset role',
    'set local role none',
    `set session authorization default`,
  ])
    test(`undone: ${way}`, async () => {
      const change = asCouncil(database, 1, async db => {
        await db.script(way)
        await db.script('create temporary table left_behind ()')
      })
      await assert.rejects(change, /ends as the council it began as|permission denied/)
      const { isThere } = await database.one(
        z.object({ isThere: z.boolean() }),
        sql`select to_regclass('pg_temp.left_behind') is not null as is_there`,
      )
      assert(!isThere)
    })

  test('the council may be set twice, and then only the second is seen', async () => {
    const seen = await trying(1, async db => {
      await db.script(`set local app.council_id = '2'`)
      return seenIn(db, 'parties.party')
    })
    assert.deepEqual(seen, [{ councilId: 2 }], 'never both')
  })

  test('nothing of it outlives its transaction', async () => {
    await trying(1, db => seenIn(db, 'parties.party'))
    const { role, council } = await database.one(
      z.object({ role: z.string(), council: z.string().nullable() }),
      sql`select current_user::text as role, nullif(current_setting('app.council_id', true), '') as council`,
    )
    assert.equal(council, null)
    assert.notEqual(role, 'evenhand_app')
  })

  test('only the one door speaks of roles and of the setting', async () => {
    const files = await Array.fromAsync(
      glob('src/**/*.ts', { exclude: ['**/*.test.ts', '**/testing/**', '**/testing.ts'] }),
    )
    const speaks =
      /\b(re)?set\s+(local\s+|session\s+)?(role|session authorization)\b|set_config\(|app\.(council_id|viewer)/i
    const found: string[] = []
    for (const file of files) if (speaks.test(await readFile(file, 'utf8'))) found.push(file)
    // PGlite's COPY is the owner's alone; it fills temporary tables.
    assert.deepEqual(found.sort(), ['src/platform/db.ts', 'src/platform/pglite.ts'])
  })
})
