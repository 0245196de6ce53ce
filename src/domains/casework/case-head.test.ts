import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ageBand } from './case-head.ts'

suite('the band of somebody’s age', () => {
  const today = Temporal.PlainDate.from('2026-11-26')
  for (const [born, band] of [
    ['2008-11-27', 'under 18'],
    ['2008-11-26', '18 to 24'],
    ['2001-11-27', '18 to 24'],
    ['2001-11-26', '25 to 34'],
    ['1991-11-27', '25 to 34'],
    ['1991-11-26', '35 to 44'],
    ['1951-11-27', '65 to 74'],
    ['1951-11-26', '75 or over'],
  ] as const) {
    test(`born ${born}: ${band}`, () => {
      assert.equal(ageBand(Temporal.PlainDate.from(born), today), band)
    })
  }
})
