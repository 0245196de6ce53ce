import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { asCouncil, type Db } from '#platform/db.ts'
import { raw, sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { done } from '#values/outcome.ts'
import { redirect, type Reply } from '#web/route.ts'
import { recordView } from './access.ts'
import { record, recordSet } from './audit.ts'
import { auditLines, verifyChain } from './chain.ts'
import { once } from './idempotency.ts'
import { aCouncil } from './testing/index.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = await aCouncil(database, 1)
const other = await aCouncil(database, 2)
const actor = 'system:test'
const entries = 12

await asCouncil(database, councilId, async db => {
  await record(db, {
    councilId,
    actor,
    action: 'did',
    objectKind: 'thing',
    objectId: 'a',
    detail: { n: 1, said: 'naïve “quotes” \\ and ☃' },
  })
  const objects = sql`select 'item ' || n as object_id, '{}' as detail from generate_series(1, 10) as n`
  await recordSet(db, { councilId, actor, action: 'made', objectKind: 'item', objects })
  await recordView(db, {
    councilId,
    actor,
    partyId: '00000000-0000-4000-8000-000000000001',
    purpose: 'a call',
    route: 'GET /people/:person',
  })
})

class Undo extends Error {}

/** What the chain says after something was done to it that the application cannot do; nothing of it stays. */
async function afterwards(tamper: (db: Db) => Promise<unknown>, newest?: number) {
  let found: Awaited<ReturnType<typeof verifyChain>> | undefined
  await database
    .transaction(async db => {
      await db.script(`
        set local app.council_id = '${councilId}';
        alter table administration.audit disable trigger is_append_only`)
      await tamper(db)
      found = await verifyChain(db, councilId, newest === undefined ? {} : { newest })
      throw new Undo()
    })
    .catch(error => assert(error instanceof Undo, error))
  return found?.brokenAt
}

suite('the audit chain', () => {
  test('an untouched chain holds, whole and in its newest part; so does an empty one', async () => {
    await asCouncil(database, councilId, async db => {
      assert.deepEqual(await verifyChain(db, councilId), { entries, brokenAt: undefined })
      assert.deepEqual(await verifyChain(db, councilId, { newest: 3 }), {
        entries: 3,
        brokenAt: undefined,
      })
      assert.deepEqual(await verifyChain(db, councilId, { newest: 5000 }), {
        entries,
        brokenAt: undefined,
      })
    })
    await asCouncil(database, other, async db =>
      assert.deepEqual(await verifyChain(db, other), { entries: 0, brokenAt: undefined }),
    )
  })

  test('an entry taken out of the middle, the newest cut off, and two that change places are found', async () => {
    const at = (seq: number) => sql`council_id = ${councilId}::int and seq = ${seq}::bigint`
    assert.equal(
      await afterwards(db => db.run(sql`delete from administration.audit where ${at(5)}`)),
      6,
    )
    assert.equal(
      await afterwards(db => db.run(sql`delete from administration.audit where ${at(entries)}`)),
      entries,
    )
    assert.equal(
      await afterwards(db => db.run(sql`delete from administration.audit where ${at(1)}`)),
      2,
    )
    assert.equal(
      await afterwards(db =>
        db.run(sql`delete from administration.audit where council_id = ${councilId}::int`),
      ),
      1,
    )
    assert.equal(
      await afterwards(db => db.run(sql`delete from administration.audit where ${at(10)}`), 3),
      11,
    )
    const swapped = await afterwards(async db => {
      for (const [from, to] of [
        [3, 1000],
        [4, 3],
        [1000, 4],
      ] as const)
        await db.run(sql`update administration.audit set seq = ${to}::bigint where ${at(from)}`)
    })
    assert.equal(swapped, 3)
  })

  test('property: one byte changed, in any column of any entry, is found', async () => {
    const columns = [
      'at',
      'actor_id',
      'action',
      'object_kind',
      'object_id',
      'canonical',
      'prev_hash',
      'hash',
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: entries }),
        fc.constantFrom(...columns),
        fc.nat(),
        fc.integer({ min: 1, max: 125 }),
        async (seq, column, where, by) => {
          const entry = sql`council_id = ${councilId}::int and seq = ${seq}::bigint`
          const broken = await afterwards(async db => {
            if (column === 'at')
              return db.run(
                sql`update administration.audit set at = at + interval '1 microsecond' where ${entry}`,
              )
            const { text } = await db.one(
              z.object({ text: z.string() }),
              sql`select ${raw(column)} as text from administration.audit where ${entry}`,
            )
            const n = where % text.length
            const changed = String.fromCharCode(1 + ((text.charCodeAt(n) + by - 1) % 126))
            const tampered =
              text.slice(0, n) + (changed === '/' ? '.' : changed) + text.slice(n + 1)
            if (tampered === text)
              return db.run(sql`delete from administration.audit where ${entry}`)
            return db.run(
              sql`update administration.audit set ${raw(column)} = ${tampered} where ${entry}`,
            )
          })
          assert(broken !== undefined && broken <= seq + 1, `${column} of entry ${seq}`)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('it refuses an edit and a deletion, from its owner too', async () => {
    for (const change of [
      sql`update administration.audit set action = 'undid' where council_id = ${councilId}::int`,
      sql`delete from administration.audit where council_id = ${councilId}::int`,
      sql`truncate administration.audit`,
      sql`delete from administration.access_log where council_id = ${councilId}::int`,
    ]) {
      await assert.rejects(database.run(change), /keeps what was written/)
      await assert.rejects(
        asCouncil(database, councilId, db => db.run(change)),
        /permission denied/,
      )
    }
  })

  test('entries made side by side still make one chain', async () => {
    const one = (n: number) =>
      asCouncil(database, other, db =>
        record(db, {
          councilId: other,
          actor,
          action: 'did',
          objectKind: 'thing',
          objectId: String(n),
        }),
      )
    await Promise.all(Array.from({ length: 20 }, (_, n) => one(n)))
    const chain = await asCouncil(database, other, db => verifyChain(db, other))
    assert.deepEqual(chain, { entries: 20, brokenAt: undefined })
  })

  test('it is read newest first, by what it was done to, and from where the last page ended', async () => {
    await asCouncil(database, councilId, async db => {
      const lines = await auditLines(db, councilId, {}, 2)
      assert.deepEqual(
        lines.map(({ seq, action }) => [seq, action]),
        [
          [12, 'viewed'],
          [11, 'made'],
        ],
      )
      assert.equal((await auditLines(db, councilId, { before: 2 })).length, 1)
      assert.equal((await auditLines(db, councilId, { objectKind: 'item' })).length, 10)
      assert.equal((await auditLines(db, councilId, { objectId: 'item 3' })).length, 1)
    })
  })
})

suite('a form sent twice', () => {
  const sent = { councilId, actor, route: 'POST /things', key: 'k1', content: ['x'] }
  const sending = (work: () => Promise<Reply>, differences = {}) =>
    asCouncil(database, councilId, db => once(db, { ...sent, ...differences }, work))

  test('is done once, however close together, and answered the same', async () => {
    let times = 0
    const work = async () => {
      times += 1
      return redirect(`/things/${times}`)
    }
    const answers = await Promise.all([1, 2, 3, 4].map(() => sending(work)))
    assert.equal(times, 1)
    for (const answer of answers) assert.deepEqual(answer, done(redirect('/things/1')))
  })

  test('with other content is refused; another person’s or page’s key is its own', async () => {
    const never = async (): Promise<Reply> => assert.fail('done twice')
    const answer = await sending(never, { content: ['y'] })
    assert(!answer.ok && answer.refusal.code === 'administration/sent-before')
    for (const differences of [
      { actor: 'somebody else' },
      { route: 'POST /others' },
      { key: 'k2' },
    ])
      assert((await sending(async () => redirect('/'), differences)).ok)
  })

  test('that failed, or had errors on its page, may be sent again', async () => {
    const key = { key: 'k3' }
    await assert.rejects(sending(async () => assert.fail('a fault'), key))
    let times = 0
    const work = async () => {
      times += 1
      return redirect('/')
    }
    await sending(work, key)
    assert.equal(times, 1)
  })
})
