import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { type HoldKind, placeHold } from '#protections'
import { anOrderToCarryOut, chosenFor, tell } from '../testing/choosing.ts'
import { dayOf, onDay, valueOf } from '../testing/nights.ts'
import { choicesOn } from './choices.ts'
import { endRemedy } from './end-remedy.ts'
import { remediesToStop } from './to-stop.ts'

const database = await aDatabase()
after(() => database.close())

const held = async (councilId: number, accountId: string, partyId: string, kind: HoldKind) =>
  asCouncil(database, councilId, async db => {
    valueOf(
      await placeHold(db, {
        councilId,
        partyId,
        accountId,
        kind,
        startsAt: onDay('2026-06-20').now(),
        receivedAt: onDay('2026-06-20').now(),
        reason: 'A test',
        actor: 'officer',
      }),
    )
  })

const toStop = async (councilId: number, day: string, accountId?: string) =>
  (
    await asCouncil(database, councilId, db =>
      remediesToStop(db, {
        councilId,
        now: onDay(day).now(),
        ...(accountId !== undefined && { accountId }),
      }),
    )
  ).map(({ remedy, why, since }) => `${remedy}: ${why}, ${since}`)

/** Accounts of each of which an attachment of earnings runs since 16 June. */
async function attachments(councilId: number, count: number) {
  const council = await anOrderToCarryOut(database, councilId, count)
  for (const account of council.accounts) {
    await tell(database, councilId, account, { employment: 'employer known' })
    valueOf(await chosenFor(database, councilId, { account, remedy: 'attachment of earnings' }))
  }
  return council
}

suite('a remedy that runs', () => {
  test('must stop in a breathing space, and is listed until it ended', async () => {
    const council = await attachments(1, 2)
    const [account = '', other = ''] = council.accounts
    const [party = ''] = council.parties
    assert.deepEqual(await toStop(1, '2026-06-19'), [])
    await held(1, account, party, 'breathing space')
    assert.deepEqual(await toStop(1, '2026-06-19'), [], 'it has not begun')
    const listed = ['attachment of earnings: breathing space, 2026-06-20']
    assert.deepEqual(await toStop(1, '2026-06-20'), listed)
    assert.deepEqual(await toStop(1, '2026-06-20', account), listed)
    assert.deepEqual(await toStop(1, '2026-06-20', other), [])
    await asCouncil(database, 1, async db => {
      const [choice] = await choicesOn(db, { councilId: 1, accountIds: [account] })
      assert(choice)
      valueOf(
        await endRemedy(db, {
          councilId: 1,
          accountId: account,
          choiceId: choice.id,
          ending: 'called off',
          why: 'The employer was told',
          by: 'officer',
          today: dayOf('2026-06-21'),
          now: onDay('2026-06-21').now(),
        }),
      )
    })
    assert.deepEqual(await toStop(1, '2026-06-21'), [])
  })

  test('must stop for a death and for what an officer has put on hold since, and goes on beside an arrangement', async () => {
    const council = await attachments(2, 3)
    const [dead = '', stopped = '', agreed = ''] = council.accounts
    const [first = '', second = '', third = ''] = council.parties
    await database.run(sql`
      update parties.party set deceased_on = '2026-06-18' where council_id = 2 and id = ${first}::uuid`)
    await held(2, stopped, second, 'other')
    await held(2, agreed, third, 'arrangement')
    assert.deepEqual(await toStop(2, '2026-06-20', dead), [
      'attachment of earnings: death, 2026-06-18',
    ])
    assert.deepEqual(await toStop(2, '2026-06-20'), [
      'attachment of earnings: death, 2026-06-18',
      'attachment of earnings: other, 2026-06-20',
    ])
  })

  test('an officer’s hold in spite of which it was chosen does not stop it', async () => {
    const council = await attachments(3, 1)
    const [account = ''] = council.accounts
    await held(3, account, council.parties[0] ?? '', 'other')
    await database.run(sql`
      update protections.hold set recorded_at = recorded_at - interval '1 day' where council_id = 3`)
    assert.deepEqual(await toStop(3, '2026-06-20'), [])
  })
})
