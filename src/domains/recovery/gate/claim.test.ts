import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { regimeOf } from '../regimes/index.ts'
import { aFactSheet } from '../testing/sheet.ts'
import { claimOf } from './judge.ts'

const onDay = Temporal.PlainDate.from('2026-06-01')
/** £100 is late of £900. */
const sheet = aFactSheet({ overdue: 100_00n, balance: 900_00n, 'since due': 21 })

suite('what a step claims', () => {
  for (const [debtType, nation, action, pence] of [
    ['council tax', 'England', 'reminder', 100_00n],
    ['council tax', 'England', 'second reminder', 100_00n],
    ['council tax', 'England', 'final notice', 900_00n],
    ['council tax', 'England', 'summons list', 900_00n],
    ['council tax', 'Wales', 'reminder', 100_00n],
    // In Wales the balance becomes payable when the final notice is not met.
    ['council tax', 'Wales', 'final notice', 100_00n],
    ['council tax', 'Wales', 'summons list', 900_00n],
    ['business rates', 'England', 'reminder', 100_00n],
    ['business rates', 'England', 'final notice', 900_00n],
    ['business rates', 'Wales', 'summons list', 900_00n],
    ['sundry', 'England', 'second letter', 100_00n],
  ] as const)
    test(`${action} of ${debtType} in ${nation}: ${pence === 900_00n ? 'all that is owed' : 'what is late'}`, () => {
      const regime = regimeOf(debtType, nation)?.on(onDay).value
      assert(regime?.before[action])
      assert.equal(claimOf({ action, sheet, claim: 100_00n, regime }), pence)
    })
})
