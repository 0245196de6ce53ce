import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aCouncilWithAccounts } from '#debts/testing'
import {
  confidentialPostcodes,
  detailsOf,
  endMark,
  findMatch,
  findParty,
  markDetail,
  marksOf,
  searchParties,
} from '#parties'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { permissions } from '#web/permissions.ts'
import { someSession } from '#web/testing.ts'
import { matchPage, type Side } from './pages/matches.page.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const {
  parties: [one = '', other = ''],
} = await aCouncilWithAccounts(database, councilId, 2)
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
const actor = 'system:test'
const by = { councilId, personId: one, actor }

const mark = async (db: Db) => {
  const [address] = await detailsOf(db, councilId, one)
  const marking = {
    ...by,
    detailId: address?.id ?? '',
    onDay: Temporal.PlainDate.from('2026-06-01'),
  }
  assert((await markDetail(db, { ...marking, mark: 'confidential', because: 'they asked' })).ok)
}
const takeBack = async (db: Db) => {
  for (const { id, endedAt } of await marksOf(db, councilId, one))
    if (!endedAt) assert(await endMark(db, { ...by, markId: id, why: 'safe again' }))
}
const found = async (typed: string) =>
  (await inCouncil(db => searchParties(db, councilId, typed))).map(({ name }) => name)

suite('an address that is confidential', () => {
  test('leads a search to nobody: not its postcode, its street, nor either with a name; the neighbour is found', async () => {
    const asked = ['QX1 1AA', 'qx11aa', '1 high street', 'high street', 'person QX1', 'person high']
    for (const typed of asked) assert((await found(typed)).includes('Person 1'), typed)
    await inCouncil(mark)
    for (const typed of asked) assert(!(await found(typed)).includes('Person 1'), typed)
    assert.deepEqual(await found('QX1 1AA'), ['Person 2'])
    assert.deepEqual(await found('person 1'), ['Person 1'], 'by name they are found as ever')
    const near = (code: string) => inCouncil(db => confidentialPostcodes(db, councilId, [code]))
    assert.deepEqual([...(await near('QX11AA')), ...(await near('QX11AB'))], ['QX11AA'])
    await inCouncil(takeBack)
    for (const typed of asked) assert((await found(typed)).includes('Person 1'), typed)
  })

  test('is not in what speaks for two records being one, nor whether it agrees, but for a team leader', async () => {
    const [left = '', right = ''] = [one, other].toSorted()
    const evidence = [
      { respect: 'given name', level: 'same', bits: 3, one: 'given-one', other: 'given-other' },
      { respect: 'address', level: 'same', bits: 9, one: 'home-one', other: 'home-other' },
      {
        respect: 'postcode or town',
        level: 'same',
        bits: 9,
        one: 'place-one',
        other: 'place-other',
      },
    ]
    await inCouncil(db =>
      db.run(sql`
        insert into parties.proposed_match (council_id, left_id, right_id, probability, evidence, state)
        values (1, ${left}::uuid, ${right}::uuid, 0.9, ${JSON.stringify(evidence)}::jsonb, 'waiting')`),
    )
    const shownTo = async (may: readonly (typeof permissions)[number][]) => {
      const ofPair = { councilId, leftId: left, rightId: right }
      const match = await inCouncil(db => findMatch(db, ofPair))
      const party = await inCouncil(db => findParty(db, councilId, left))
      assert(match && party)
      const side: Side = { party, records: [], addresses: [], contactPoints: [], accounts: [] }
      const session = someSession({ permissions: may })
      return String(matchPage({ session, match, sides: [side, side], next: undefined }))
    }
    const officer = permissions.filter(may => may !== 'restricted:view')
    assert.match(await shownTo(officer), /home-one/)
    await inCouncil(mark)
    const narrowed = await shownTo(officer)
    assert.match(narrowed, /given-one/)
    assert.match(narrowed, /because one is confidential/)
    assert.doesNotMatch(narrowed, /home-|place-/)
    assert.match(await shownTo(permissions), /home-one/)
  })
})
