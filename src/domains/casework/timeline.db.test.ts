import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { anOfficer } from '#administration/testing'
import { aCouncilWithAccounts } from '#debts/testing'
import {
  detailsOf,
  endMark,
  endSafeRoute,
  identityEventsOf,
  join,
  lift,
  markDetail,
  marksOf,
  reachEventsOf,
  restrict,
  saySafeRoute,
} from '#parties'
import { asCouncil, type Db } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { timeline } from './timeline.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const {
  parties: [one = '', other = ''],
} = await aCouncilWithAccounts(database, councilId, 2)
const officer = await anOfficer(database, 'mina', [1])
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
const by = { councilId, personId: one, actor: officer }

const told = async (personId: string) =>
  timeline({
    personId,
    contacts: [],
    notes: [],
    statements: [],
    letters: [],
    holds: [],
    decisions: [],
    disclosures: [],
    companies: [],
    escalations: [],
    segments: [],
    identity: await inCouncil(db => identityEventsOf(db, councilId, personId)),
    reach: await inCouncil(db => reachEventsOf(db, councilId, personId)),
  }).map(({ kind, says, detail }) => [kind, says, detail])

suite('what has happened to a person', () => {
  test('has what was marked and said of how to reach them, by whom; of a confidential address no words', async () => {
    await inCouncil(async db => {
      const [address] = await detailsOf(db, councilId, one)
      const marking = {
        ...by,
        detailId: address?.id ?? '',
        onDay: Temporal.PlainDate.from('2026-06-01'),
      }
      for (const mark of ['gone away', 'confidential'] as const)
        assert((await markDetail(db, { ...marking, mark, because: 'it is 1 High Street' })).ok)
      for (const { id, mark } of await marksOf(db, councilId, one))
        assert(await endMark(db, { ...by, markId: id, why: `no longer ${mark}` }))
      const says = 'Ring no number'
      assert(
        (await saySafeRoute(db, { ...by, route: 'letters only', addressId: undefined, says })).ok,
      )
      assert(await endSafeRoute(db, { ...by, why: 'they say so' }))
    })
    assert.deepEqual(
      new Set(await told(one)),
      new Set([
        [
          'reach',
          'Letters only is not the one safe way any more; mina of the tests',
          'they say so',
        ],
        [
          'reach',
          'The one safe way to reach them: letters only; mina of the tests',
          'Ring no number',
        ],
        ['reach', 'Taken back: An address marked confidential; mina of the tests', undefined],
        [
          'reach',
          'Taken back: An address marked gone away; mina of the tests',
          'no longer gone away',
        ],
        ['reach', 'An address marked confidential; mina of the tests', undefined],
        ['reach', 'An address marked gone away; mina of the tests', 'it is 1 High Street'],
      ]),
    )
  })

  test('has who restricted the record and lifted it, once however many records they have, and not why', async () => {
    await inCouncil(async db => {
      assert((await join(db, { councilId, one, other, why: 'the same', actor: 'system:test' })).ok)
      assert((await restrict(db, { ...by, why: 'works here', allowed: [] })).ok)
      await lift(db, { ...by, why: 'has left' })
      assert((await restrict(db, { ...by, why: 'works here', allowed: [] })).ok)
    })
    const restricted = (await told(one)).filter(([, says]) => /restrict/i.test(says ?? ''))
    assert.deepEqual(restricted, [
      ['identity', 'The record was restricted; mina of the tests', undefined],
      ['identity', 'The restriction was lifted; mina of the tests', undefined],
      ['identity', 'The record was restricted; mina of the tests', undefined],
    ])
  })
})
