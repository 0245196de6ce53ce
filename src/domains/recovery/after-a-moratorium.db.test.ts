import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { placeHold } from '#protections'
import { noticesOn } from './queries.ts'
import { aCouncilInArrears, dayOf, planOn, valueOf, wholeNight } from './testing/nights.ts'
import { why } from './why.ts'

const database = await aDatabase()
after(() => database.close())

const at = (moment: string) => Temporal.Instant.from(moment)

/** A breathing space of whoever owes an account. */
async function aBreathingSpace(
  councilId: number,
  partyId: string,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<void> {
  const held = await asCouncil(database, councilId, db =>
    placeHold(db, {
      councilId,
      partyId,
      kind: 'breathing space',
      startsAt: at(from),
      endsAt: at(until),
      receivedAt: at(from),
      reason: 'The notice of the Insolvency Service',
      actor: 'officer',
    }),
  )
  valueOf(held)
}

/** Lives each night of these days; answers what has gone by the last. */
async function lived(councilId: number, account: string, from: string, until: string) {
  for (let day = dayOf(from); `${day}` <= until; day = day.add({ days: 1 })) {
    await wholeNight(database, councilId, `${day}`)
  }
  const notices = await asCouncil(database, councilId, db =>
    noticesOn(db, { councilId, accountId: account }),
  )
  return notices.map(({ kind, servedOn }) => `${kind} ${servedOn}`)
}

suite('when a moratorium has ended', () => {
  test('whose days of a notice passed in it is left the longest that any notice gives, once more', async () => {
    const {
      accounts: [account = ''],
      parties: [party = ''],
    } = await aCouncilInArrears(database, 1, 1)
    await lived(1, account, '2026-04-15', '2026-04-15')
    // Through the fourteenth of June: London's midnight.
    await aBreathingSpace(1, party, {
      from: '2026-04-16T23:00:00Z',
      until: '2026-06-14T23:00:00Z',
    })
    assert.deepEqual(await lived(1, account, '2026-06-14', '2026-07-14'), ['reminder 2026-04-15'])
    const waits = await asCouncil(database, 1, db =>
      why(db, { councilId: 1, account, on: dayOf('2026-07-14') }),
    )
    assert.equal(valueOf(waits).rule, 'A moratorium has just ended')
    assert.deepEqual(await lived(1, account, '2026-07-15', '2026-07-15'), [
      'reminder 2026-04-15',
      'final notice 2026-07-15',
    ])
  })

  test('one that was placed and ended on the same day leaves nothing waiting', async () => {
    const {
      accounts: [account = ''],
      parties: [party = ''],
    } = await aCouncilInArrears(database, 2, 1)
    await planOn(database, 2, '2026-04-14')
    await aBreathingSpace(2, party, {
      from: '2026-04-16T08:00:00Z',
      until: '2026-04-16T09:00:00Z',
    })
    assert.deepEqual(await lived(2, account, '2026-04-17', '2026-05-02'), [
      'reminder 2026-04-17',
      'final notice 2026-05-01',
    ])
  })
})
