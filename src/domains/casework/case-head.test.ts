import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ageBand } from './case-head.ts'
import { furthest } from './pages/case-head.ts'

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

suite('the stage that a case says it is at', () => {
  const at = (...stages: readonly string[]) =>
    furthest(stages.map(stage => ({ stage, balance: 1n })))

  test('is the furthest of anything still owed, from a reminder to a judgment', () => {
    assert.equal(at('reminder', 'liability order', 'final notice'), 'Liability order')
    assert.equal(at('summons', 'second letter'), 'Summons')
    assert.equal(at('invoice reminder', 'letter before claim'), 'Letter before claim')
    assert.equal(at('judgment', 'liability order'), 'Judgment')
    assert.equal(at('billed'), undefined)
    assert.equal(furthest([{ stage: 'judgment', balance: 0n }]), undefined)
  })

  test('is said too where it is only that somebody has it on their list', () =>
    assert.equal(at('billed', 'phone call'), 'Phone call'))
})
