import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { writeLetter } from '#correspondence'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aCouncilInArrears, wholeNight } from '../testing/nights.ts'
import { apologiesOf, withdrawnWhole } from '../testing/withdrawing.ts'
import { withdrawnNotices } from './list.ts'

const database = await aDatabase()
after(() => database.close())

const apologiesOn = async (councilId: number, withdrawalId: string) =>
  (
    await asCouncil(database, councilId, db => withdrawnNotices(db, { councilId, withdrawalId }))
  ).map(({ apology, problem }) => `${apology}: ${problem}`)

suite('a letter of apology', () => {
  test('is a letter like any other, and one that has nowhere to go says so on the list', async () => {
    const { parties } = await aCouncilInArrears(database, 1, 2)
    const run = await wholeNight(database, 1, '2026-04-15')
    await database.run(sql`
      update parties.address set undeliverable_on = '2026-04-20' where council_id = 1 and party_id = ${parties[0] ?? ''}::uuid`)
    await database.run(sql`
      update administration.council set address = 'Town Hall, 1 Square', telephone = '01632 960001' where council_id = 1`)
    const withdrawalId = await withdrawnWhole(database, 1, run)
    await apologiesOf(database, 1, writeLetter)
    const listed = await asCouncil(database, 1, db =>
      withdrawnNotices(db, { councilId: 1, withdrawalId }),
    )
    assert.deepEqual(listed.map(({ apology, problem }) => `${apology}: ${problem}`).sort(), [
      'called off: There is no address that is theirs today.',
      'sent: null',
    ])
    const sent = await asCouncil(database, 1, db =>
      db.run(
        sql`select from correspondence.letter where council_id = 1 and template = 'apology' and pages = 1`,
      ),
    )
    assert.equal(sent, 1)
  })

  test('goes to nobody of whom any record says that they have died, before it was queued or after', async () => {
    const { parties } = await aCouncilInArrears(database, 2, 3)
    const [one = '', two = '', three = ''] = parties
    const run = await wholeNight(database, 2, '2026-04-15')
    // Another source knows the same person, and that they have died.
    const alsoKnownAs = (party: string, died: string | null) =>
      database.run(sql`
        insert into parties.party (council_id, id, kind, name, merged_into, deceased_on)
        select council_id, gen_random_uuid(), kind, name, id, ${died}::date
        from parties.party where council_id = 2 and id = ${party}::uuid`)
    await alsoKnownAs(one, '2026-04-01')
    await alsoKnownAs(two, null)
    const withdrawalId = await withdrawnWhole(database, 2, run)
    await database.run(sql`
      update parties.party set deceased_on = '2026-04-20' where council_id = 2 and merged_into = ${two}::uuid`)
    const letters = await apologiesOf(database, 2)
    assert.deepEqual(
      letters.map(({ partyId }) => partyId),
      [three],
    )
    assert.deepEqual(await apologiesOn(2, withdrawalId), [
      'to be written by a person: null',
      'called off: They have died: a person writes to their family.',
      'sent: null',
    ])
  })

  test('is tried three times when something breaks, then says so; what passes by itself is waited for', async () => {
    await aCouncilInArrears(database, 3, 1)
    const withdrawalId = await withdrawnWhole(
      database,
      3,
      await wholeNight(database, 3, '2026-04-15'),
    )
    const broken = async (problem: Error, isThrown: boolean) => {
      await database.run(
        sql`update platform.effect set lease_until = null where council_id = 3 and state = 'queued'`,
      )
      const write = () => Promise.reject(problem)
      await apologiesOf(database, 3, write, isThrown ? [problem] : [])
      return apologiesOn(3, withdrawalId)
    }
    const font = new Error('The font lacks a letter')
    assert.match((await broken(font, true))[0] ?? '', /^waiting/)
    assert.match((await broken(font, true))[0] ?? '', /^waiting/)
    const lock = Object.assign(new Error('A lock'), { code: '40P01' })
    assert.match((await broken(lock, true))[0] ?? '', /^waiting/)
    assert.deepEqual(await broken(font, false), ['called off: The font lacks a letter'])
  })
})
