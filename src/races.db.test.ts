import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { playRace, races } from '#recovery/testing'
import { verify } from './verify.ts'

// `tools/interleave.ts` plays them a thousand times, from any seed.
const database = await aDatabase()
after(() => database.close())

suite('whoever acts on one case at once', () => {
  for (const [n, name] of Object.keys(races).entries()) {
    test(`${name}: whatever the order of their statements, it ends as it must`, async () => {
      const { turns } = await playRace(database, name, {
        rounds: 5,
        seed: 6,
        firstCouncil: 1 + n * 100,
      })
      assert(turns > 10, `${turns} turns`)
    })
  }

  test('no invariant is broken after all of them', async () => {
    assert.deepEqual(await verify(database), [])
  })
})
