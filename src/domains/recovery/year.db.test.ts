import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { liveAYear } from './testing/year/live.ts'

const database = await aDatabase()
after(() => database.close())

/** `tools/year.ts` lives whole years of larger councils, from any seed. */
suite('months of a council that is owed every kind of debt, night by night', () => {
  test('under policies that take every step at once, none goes before the law lets it', async () => {
    const { nights, steps, payments, confirmed } = await liveAYear(database, {
      councilId: 51,
      nation: 'England',
      policies: 'reckless',
      ofEach: 3,
      seed: 6,
      days: 170,
    })
    assert(nights < 170, 'some nights were missed and caught up')
    assert(payments > 20 && confirmed > 50, `${payments} payments, ${confirmed} confirmed`)
    const kinds = new Set([...steps.keys()].map(step => step.split(': ')[1]))
    for (const kind of [
      'second reminder',
      'final notice',
      'summons list',
      'late payment letter',
      'court claim review',
      'remedy decision',
    ])
      assert(kinds.has(kind), `${kind} went at least once, or nothing was shown of it`)
  })

  test('under the policies that are shipped, in Wales, nobody is forgotten', async () => {
    const { nights, steps, confirmed } = await liveAYear(database, {
      councilId: 52,
      nation: 'Wales',
      policies: 'shipped',
      ofEach: 3,
      seed: 3,
      days: 80,
    })
    assert(nights < 80 && confirmed > 20, `${nights} nights, ${confirmed} confirmed`)
    assert(steps.size > 10, [...steps.keys()].join('; '))
  })
})
