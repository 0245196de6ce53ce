import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aCouncil, anOfficer } from '#administration/testing'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { Refused } from '#web/refused.ts'
import { NotFound } from '#web/route.ts'
import { join } from './matching/index.ts'
import { findParty } from './queries.ts'
import { lift, partyToOpen, restrict, restrictionOf } from './restriction.ts'
import { searchParties } from './search.ts'

const database = await aDatabase()
after(() => database.close())
await aCouncil(database, 1)
const named = await anOfficer(database, 'named', [1])
const other = await anOfficer(database, 'other', [1])
const actor = 'system:test'

const theirs = '11111111-1111-4111-8111-111111111111'
const sibling = '22222222-2222-4222-8222-222222222222'
const nobody = '33333333-3333-4333-8333-333333333333'
await asCouncil(database, 1, db =>
  db.run(sql`
    insert into parties.party (council_id, id, kind, name)
    values (1, ${theirs}::uuid, 'person', 'Quentin Hidden'), (1, ${sibling}::uuid, 'person', 'Quentin Hidden-Too')`),
)
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, 1, work)
const as = <T>(viewer: string, work: (db: Db) => Promise<T>) =>
  asCouncil(database, 1, work, { viewer })
const begin = (allowed: readonly string[]) =>
  inCouncil(db =>
    restrict(db, { councilId: 1, personId: theirs, why: 'works here', allowed, actor }),
  )
const end = (personId = theirs) =>
  inCouncil(db => lift(db, { councilId: 1, personId, why: 'has left', actor }))

suite('a restricted record', () => {
  test('is opened by whom it names and by jobs; others learn only that it is there', async () => {
    assert((await begin([named])).ok)
    const again = await begin([])
    assert.equal(again.ok || again.refusal.code, 'parties/restricted-already')

    assert.equal((await as(named, db => findParty(db, 1, theirs)))?.isRestricted, true)
    assert.equal((await inCouncil(db => findParty(db, 1, theirs)))?.name, 'Quentin Hidden')
    assert.equal(await as(other, db => findParty(db, 1, theirs)), undefined)
    await assert.rejects(
      as(other, db => partyToOpen(db, 1, theirs)),
      (error: unknown) =>
        error instanceof Refused && error.statusCode === 403 && !error.says.includes('Quentin'),
    )
    await assert.rejects(
      as(other, db => partyToOpen(db, 1, nobody)),
      NotFound,
    )
    await end()
    assert.equal((await as(other, db => findParty(db, 1, theirs)))?.isRestricted, false)
  })

  test('is “Restricted” in a search, and nothing else of it', async () => {
    await inCouncil(db =>
      db.run(sql`
        insert into parties.address (council_id, id, party_id, lines, postcode, source, valid_from)
        values (1, ${theirs}::uuid, ${theirs}::uuid, '{9 Secret Row}', 'ZZ9 9ZZ', 'test', '2020-01-01')`),
    )
    assert((await begin([])).ok)
    for (const typed of ['secret row', 'ZZ9 9ZZ']) {
      const found = await as(other, db => searchParties(db, 1, typed))
      assert.deepEqual(found, [
        {
          id: theirs,
          name: 'Restricted',
          isRestricted: true,
          dateOfBirth: null,
          address: '',
          postcode: '',
        },
      ])
    }
    await end()
    assert.equal(
      (await as(other, db => searchParties(db, 1, 'secret row')))[0]?.name,
      'Quentin Hidden',
    )
  })

  test('restricts whoever is joined with it, opened by the same officers; an officer it is kept from cannot join it', async () => {
    assert((await begin([named])).ok)
    const joinAs = (work: typeof as | undefined) =>
      work ? work(other, joinThem) : inCouncil(joinThem)
    const joinThem = (db: Db) =>
      join(db, { councilId: 1, one: sibling, other: theirs, why: 'test', actor })
    const refusal = await joinAs(as)
    assert.equal(refusal.ok || refusal.refusal.code, 'parties/nobody-there')
    assert((await joinAs(undefined)).ok)
    for (const party of [theirs, sibling]) {
      assert.equal(await as(other, db => findParty(db, 1, party)), undefined)
      assert((await as(named, db => findParty(db, 1, party)))?.isRestricted)
    }
    await end()
    assert.equal(await inCouncil(db => restrictionOf(db, 1, theirs)), undefined)
    for (const party of [theirs, sibling])
      assert.equal((await as(other, db => findParty(db, 1, party)))?.isRestricted, false)
  })
})
