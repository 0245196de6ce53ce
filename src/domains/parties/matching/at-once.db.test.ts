import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aCouncil } from '#administration/testing'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { join, part } from './index.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = await aCouncil(database, 1)
const actor = 'system:test'

suite('officers who join and part the same people at once', () => {
  test('wait for each other: nobody is lost, everybody has one lead, and every membership says so', async () => {
    const ids = await asCouncil(database, councilId, async db =>
      (
        await db.many(
          z.object({ id: z.string() }),
          sql`
            insert into parties.party (council_id, id, kind, name, recorded_at)
            select ${councilId}::int, platform.id_of('party', ${councilId}::int, 'p' || n), 'person', 'Person ' || n,
              '2026-01-01'::timestamptz + n * interval '1 day'
            from generate_series(1, 6) as n
            returning id`,
        )
      ).map(({ id }) => id),
    )
    const one = (n: number) => ids[n % ids.length] ?? ''
    const said: string[] = []
    for (let round = 0; round < 12; round += 1) {
      const works = Array.from({ length: 6 }, (_, n) => {
        const asked = { councilId, why: 'test', actor }
        return asCouncil<{ ok: boolean; refusal?: { code: string } }>(database, councilId, db =>
          (n + round) % 4 === 0
            ? part(db, { ...asked, partyIds: [one(n * 5 + round)] })
            : join(db, { ...asked, one: one(n + round), other: one(n * 3 + round + 1) }),
        )
      })
      for (const outcome of await Promise.all(works))
        if (!outcome.ok) said.push(outcome.refusal?.code ?? '')
    }
    // The only refusal there can be: parting somebody who is alone.
    assert.deepEqual([...new Set(said)], ['parties/alone-already'])
    const state = await asCouncil(database, councilId, db =>
      db.many(
        z.object({ id: z.string(), personId: z.string(), saysSo: z.string().nullable() }),
        sql`
          select party.id, party.person_id, membership.person_id as says_so
          from parties.party as party
          left join parties.membership as membership
            on membership.council_id = ${councilId}::int and membership.party_id = party.id and membership.left_at is null
          where party.council_id = ${councilId}::int`,
      ),
    )
    assert.equal(state.length, ids.length)
    const leads = new Map(state.map(({ id, personId }) => [id, personId]))
    for (const { id, personId, saysSo } of state) {
      assert.equal(leads.get(personId), personId, 'whoever leads is of their own person')
      assert.equal(saysSo, id === personId ? null : personId)
    }
  })
})
