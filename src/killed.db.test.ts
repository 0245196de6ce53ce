import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { anInstallation } from '../tools/installation.ts'
import { killMany } from '../tools/kill/kills.ts'
import { aLoad, aNight, aStatement, chanceFrom } from '../tools/kill/works.ts'

// The few kills that the whole suite has time for. `tools/kill.ts` does fifty of each on fifty thousand rows.
const rows = 2_000
const seed = 11

const installation = await anInstallation(process.env['TEST_DATABASE_URL'])
after(() => installation.remove())
// The embedded database is copied whole and opened anew for each.
const kills = installation.engine === 'PGlite' ? 2 : 5

suite('killed at any instant and carried on by the same command', () => {
  const chance = chanceFrom(seed)

  test('a load ends as one that was not killed', async () => {
    const killed = await killMany(installation, await aLoad(installation, rows, seed), {
      kills,
      chance,
    })
    assert.equal(killed.kills, kills)
  })

  test('a night ends as one that was not killed', async () => {
    const killed = await killMany(installation, await aNight(installation), { kills, chance })
    assert.equal(killed.kills, kills)
  })

  test('a statement that is taken in ends as one that was not killed', async () => {
    const work = await aStatement(installation, 200)
    const killed = await killMany(installation, work, { kills, chance })
    assert.equal(killed.kills, kills)
  })
})
