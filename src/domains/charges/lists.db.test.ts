import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { restrict } from '#parties'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { runningInterest } from './running.ts'
import { aChargingCouncil, day, valueOf } from './testing/council.ts'
import { waitingWaivers } from './waiting.ts'
import { waive } from './waive.ts'

const database = await aDatabase()
after(() => database.close())

suite('the lists of charges', () => {
  test('keep restricted people back from whoever may not see them', async () => {
    const { councilId, inCouncil, charge, parties } = await aChargingCouncil(database, 1, [{}, {}])
    for (const n of [0, 1]) {
      const componentId = valueOf(
        await charge(n, {
          kind: 'late payment interest',
          authorityOn: day('2025-12-01'),
          today: '2026-06-10',
        }),
      )
      const asked = await inCouncil(db =>
        waive(db, {
          councilId,
          componentId,
          amount: 1_00n,
          reason: 'hardship',
          because: 'Seen their budget',
          roles: ['team leader'],
          today: day('2026-06-10'),
          actor: 'tom',
        }),
      )
      assert.equal(valueOf(asked), 'asked')
    }
    const restricted = await inCouncil(db =>
      restrict(db, {
        councilId,
        personId: parties[0] ?? '',
        why: 'Works here',
        allowed: [],
        actor: 'system:test',
      }),
    )
    assert(restricted.ok)
    const viewer = '00000000-0000-4000-8000-0000000000aa'
    const seen = await asCouncil(
      database,
      councilId,
      async db => [
        (await runningInterest(db, councilId)).length,
        (await waitingWaivers(db, councilId)).length,
      ],
      { viewer },
    )
    assert.deepEqual(seen, [1, 1])
    const all = await inCouncil(async db => [
      (await runningInterest(db, councilId)).length,
      (await waitingWaivers(db, councilId)).length,
    ])
    assert.deepEqual(all, [2, 2])
  })
})
