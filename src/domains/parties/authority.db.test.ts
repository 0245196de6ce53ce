import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { aCouncil } from '#administration/testing'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import {
  authoritiesOf,
  endAuthority,
  giveAuthority,
  type NewAuthority,
  passAuthority,
} from './authority.ts'
import { identityEventsOf } from './history.ts'

const database = await aDatabase()
after(() => database.close())
await aCouncil(database, 1)

const day = (text: string) => Temporal.PlainDate.from(text)
const theirs = '11111111-1111-4111-8111-111111111111'
const another = '22222222-2222-4222-8222-222222222222'
await asCouncil(database, 1, db =>
  db.run(sql`
    insert into parties.party (council_id, id, kind, name)
    values (1, ${theirs}::uuid, 'person', 'One'), (1, ${another}::uuid, 'person', 'Another')`),
)

const councilTax = { id: randomUUID(), debtType: 'council tax', name: 'council tax 70000001X' }
const garage = { id: randomUUID(), debtType: 'garage', name: 'garage G-1' }
const anAuthority = (differences: Partial<NewAuthority> = {}): NewAuthority => ({
  councilId: 1,
  partyId: theirs,
  kind: 'adviser',
  name: 'Morgan Lee',
  organisation: 'Advice Centre',
  telephone: '',
  letters: [],
  scope: 'discuss',
  debtTypes: [],
  accountIds: [],
  owed: [councilTax, garage],
  evidence: 'a signed form',
  startsOn: day('2026-03-01'),
  endsOn: day('2026-06-30'),
  actor: 'system:test',
  ...differences,
})

suite('who may speak for a person', () => {
  test('is refused when it would end before it begins, or is an adviser’s without a last day', () =>
    asCouncil(database, 1, async db => {
      for (const [differences, code] of [
        [{ endsOn: day('2026-02-28') }, 'parties/authority-ends-first'],
        [{ endsOn: null }, 'parties/authority-needs-an-end'],
      ] as const) {
        const given = await giveAuthority(db, anAuthority(differences))
        assert.equal(given.ok || given.refusal.code, code)
      }
      assert.deepEqual(await authoritiesOf(db, 1, theirs), [])
    }))

  test('is for everything, or for the kinds of debt and the accounts it names, and stays so when it is given to whose it is', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    await asCouncil(database, 1, async db => {
      await db.run(sql`
        insert into parties.party (council_id, id, kind, name)
        values (1, ${first}::uuid, 'person', 'First'), (1, ${second}::uuid, 'person', 'Second')`)
      const some = {
        partyId: first,
        name: 'Some',
        debtTypes: ['council tax'],
        accountIds: [garage.id],
      }
      const given = await giveAuthority(db, anAuthority(some))
      assert(given.ok)
      assert((await giveAuthority(db, anAuthority({ partyId: first, name: 'Whole' }))).ok)
      const theSome = ['Some', ['council tax'], [garage.id], ['garage G-1']]
      const covered = async (personId: string) =>
        (await authoritiesOf(db, 1, personId))
          .filter(({ endedAt }) => !endedAt)
          .map(({ name, debtTypes, accountIds, accountNames }) => [
            name,
            debtTypes,
            accountIds,
            accountNames,
          ])
      assert.deepEqual(await covered(first), [theSome, ['Whole', [], [], []]])
      const actor = 'system:test'
      const passed = { councilId: 1, authorityId: given.value, to: second, why: 'theirs', actor }
      await passAuthority(db, passed)
      assert.deepEqual(await covered(second), [theSome])
      const events = await identityEventsOf(db, 1, second)
      assert(
        events.some(({ says }) => says.endsWith('as adviser, for council tax, garage G-1 only')),
      )
    })
    await assert.rejects(
      asCouncil(database, 1, db =>
        giveAuthority(db, anAuthority({ debtTypes: [''], owed: [{ ...garage, debtType: '' }] })),
      ),
      /debt_types/,
    )
  })

  test('is refused for a debt that they do not owe, and with letters for some of their debts only', () =>
    asCouncil(database, 1, async db => {
      const before = await authoritiesOf(db, 1, another)
      for (const [differences, says] of [
        [{ debtTypes: ['council tax', 'parking'] }, /^They do not owe parking\. /],
        [
          { accountIds: [garage.id, randomUUID()] },
          /^They do not owe an account that was ticked\./,
        ],
        [
          { accountIds: [garage.id], letters: ['2 Court Row', 'QX1 2BB'] },
          /^Somebody who speaks for some debts only cannot have the letters/,
        ],
        [
          { debtTypes: ['garage'], letters: ['2 Court Row', 'QX1 2BB'] },
          /^Somebody who speaks for some debts only cannot have the letters/,
        ],
      ] as const) {
        const given = await giveAuthority(db, anAuthority({ partyId: another, ...differences }))
        assert(!given.ok)
        assert.match(given.refusal.says, says)
      }
      assert.deepEqual(await authoritiesOf(db, 1, another), before)
    }))

  test('is asked of several people at once, two records of one person among them: each is said once, the running first', () =>
    asCouncil(database, 1, async db => {
      const people = [randomUUID(), randomUUID(), randomUUID()] as const
      const [lead, joined, other] = people
      await db.run(sql`
        insert into parties.party (council_id, id, kind, name, merged_into)
        values (1, ${lead}::uuid, 'person', 'Lead', null), (1, ${other}::uuid, 'person', 'Other', null),
          (1, ${joined}::uuid, 'person', 'Joined', ${lead}::uuid)`)
      const ended = await giveAuthority(db, anAuthority({ partyId: lead, name: 'A, ended' }))
      assert(ended.ok)
      const end = { councilId: 1, authorityId: ended.value, why: 'a test', actor: 'system:test' }
      await endAuthority(db, { ...end, personId: lead })
      assert((await giveAuthority(db, anAuthority({ partyId: joined, name: 'B' }))).ok)
      assert((await giveAuthority(db, anAuthority({ partyId: other, name: 'C' }))).ok)
      const namesOf = async (...asked: readonly string[]) =>
        (await authoritiesOf(db, 1, ...asked)).map(({ name }) => name)
      assert.deepEqual(await namesOf(...people), ['B', 'C', 'A, ended'])
      assert.deepEqual(await namesOf(joined), ['B', 'A, ended'])
      assert.deepEqual(await namesOf(), [])
    }))

  test('is ended under their own name only, once, and the first reason stays', () =>
    asCouncil(database, 1, async db => {
      const given = await giveAuthority(db, anAuthority({ endsOn: day('2026-03-01') }))
      assert(given.ok)
      const end = (personId: string, why: string) =>
        endAuthority(db, {
          councilId: 1,
          personId,
          authorityId: given.value,
          why,
          actor: 'system:test',
        })
      assert.equal(await end(another, 'of somebody else'), false)
      assert.equal((await authoritiesOf(db, 1, theirs))[0]?.endedAt, null)
      assert.equal(await end(theirs, 'they rang'), true)
      assert.equal(await end(theirs, 'they rang again'), true)
      assert.equal((await authoritiesOf(db, 1, theirs))[0]?.endedWhy, 'they rang')
    }))
})
