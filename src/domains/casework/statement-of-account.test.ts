import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { StatementLine } from '#debts'
import { linesToRead } from './statement-of-account.ts'

const line = (differences: Partial<StatementLine>): StatementLine => ({
  entryId: 'entry',
  kind: 'charge',
  part: 'principal',
  isWaiver: false,
  reversedKind: null,
  effectiveOn: Temporal.PlainDate.from('2026-04-01'),
  recordedAt: Temporal.Instant.from('2026-04-01T12:00:00Z'),
  reference: 'reference',
  narrative: 'Council tax for the year',
  amount: 10_00n,
  balance: 10_00n,
  ...differences,
})
const why = 'Meant for her neighbour, Owen Castle'

suite('a statement of account', () => {
  test('says what was charged, what came off and what was left, each in its place', () => {
    const [charge, payment] = linesToRead([
      line({ amount: 100_00n, balance: 100_00n }),
      line({ kind: 'payment', narrative: 'BGC 4411', amount: -30_00n, balance: 70_00n }),
    ])
    assert.deepEqual(
      [charge?.what, charge?.charged, charge?.off, charge?.balance],
      ['Council tax for the year', 100_00n, undefined, 100_00n],
    )
    assert.deepEqual(
      [payment?.what, payment?.charged, payment?.off, payment?.balance],
      ['You paid, or somebody paid for you', undefined, 30_00n, 70_00n],
    )
  })

  test('never has what an officer wrote as their reason: it may name somebody else', () => {
    const says = linesToRead([
      line({ kind: 'reversal', reversedKind: 'payment', narrative: why }),
      line({ kind: 'reversal', reversedKind: 'charge', narrative: why }),
      line({ kind: 'adjustment', isWaiver: true, narrative: why }),
      line({ kind: 'reversal', reversedKind: 'adjustment', isWaiver: true, narrative: why }),
      line({ kind: 'transfer', narrative: why }),
      line({ kind: 'refund', narrative: why }),
    ]).map(({ what }) => what)
    assert(says.every(what => what !== '' && !what.includes('Owen')))
    assert.match(says[0] ?? '', /^A payment was taken off/)
    assert.equal(says[2], 'We no longer ask for this')
    assert.equal(says[3], 'We ask for this again')
  })
})
