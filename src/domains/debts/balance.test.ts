import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { componentsOf, explainBalance } from './balance.ts'
import type { StatementLine } from './queries.ts'

let balance = 0n
const line = (differences: Partial<StatementLine> & { readonly amount: bigint }): StatementLine => {
  balance += differences.amount
  return {
    entryId: 'entry',
    kind: 'charge',
    part: 'principal',
    isWaiver: false,
    reversedKind: null,
    effectiveOn: Temporal.PlainDate.from('2026-04-01'),
    recordedAt: Temporal.Instant.from('2026-04-01T12:00:00Z'),
    reference: 'reference',
    narrative: 'An invoice',
    balance,
    ...differences,
  }
}

suite('what a balance is made of', () => {
  const statement = [
    line({ amount: 1_000_00n }),
    line({ kind: 'costs', part: 'costs', amount: 65_00n, narrative: 'Costs of a summons' }),
    line({ kind: 'interest', part: 'interest', amount: 9_01n, narrative: 'Interest for March' }),
    line({ kind: 'costs', part: 'compensation', amount: 70_00n, narrative: 'The fixed sum' }),
    line({ kind: 'adjustment', part: 'interest', amount: -4_00n, narrative: 'Interest corrected' }),
    line({
      kind: 'reversal',
      reversedKind: 'costs',
      part: 'compensation',
      amount: -70_00n,
      narrative: 'Taken off',
    }),
    line({
      kind: 'adjustment',
      part: 'costs',
      isWaiver: true,
      amount: -25_00n,
      narrative: 'Waived: costs of a summons',
    }),
    line({ kind: 'adjustment', amount: 1_00n, narrative: 'A mistake' }),
    line({ kind: 'payment', amount: -300_00n, narrative: 'At the bank' }),
  ]

  test('is told by its parts: a correction counts with what it corrects, a waiver apart', () => {
    assert.deepEqual(
      componentsOf(statement).map(({ name, amount }) => [name, amount]),
      [
        ['Charged', 1_000_00n],
        ['Costs', 65_00n],
        ['Interest', 5_01n],
        ['Compensation', 0n],
        ['Waived', -25_00n],
        ['Adjustments', 1_00n],
        ['Paid', -300_00n],
      ],
    )
  })

  test('is explained a sentence a movement, which says what part it was of', () => {
    const told = explainBalance(statement)
    for (const says of [
      '£65.00 of costs was added: Costs of a summons',
      '£9.01 of interest was added: Interest for March',
      '£70.00 of compensation was taken off to put something right',
      'we stopped asking for £25.00 of costs',
      '£1.00 was added: A mistake',
      '£300.00 was paid',
    ])
      assert(
        told.some(sentence => sentence.includes(says)),
        says,
      )
    assert.match(told.at(-1) ?? '', /the balance is: £746\.01 to pay/)
  })

  test('is explained in words that may be read out: never by an officer’s reason, which may name somebody else', () => {
    const why = 'For her neighbour, Owen Castle.'
    const told = (differences: Partial<StatementLine> & { readonly amount: bigint }) =>
      explainBalance([line({ narrative: why, balance: 0n, ...differences })])[0]
    const reversal = (reversedKind: StatementLine['reversedKind'], amount: bigint) =>
      told({ kind: 'reversal', reversedKind, amount })
    const says = [
      reversal('payment', 50_00n),
      reversal('payment', -50_00n),
      reversal('refund', -50_00n),
      reversal('refund', 50_00n),
      reversal('transfer', 50_00n),
      reversal('charge', -50_00n),
      told({ kind: 'refund', amount: 50_00n }),
      told({ kind: 'refund', amount: -50_00n }),
      told({ kind: 'transfer', amount: 50_00n }),
      told({ kind: 'transfer', amount: -50_00n }),
      told({ kind: 'payment', amount: 50_00n }),
      told({ kind: 'adjustment', part: 'costs', isWaiver: true, amount: 50_00n }),
    ]
    assert.deepEqual(
      says.map(
        sentence => /^On 1 April 2026 (.+)\. That left nothing to pay\.$/.exec(sentence ?? '')?.[1],
      ),
      [
        '£50.00 that had been paid was taken off again: it was for another account, or did not reach us',
        '£50.00 that had been taken off was counted as paid again',
        '£50.00 that was paid back to you came back to us',
        '£50.00 that had come back to us was paid back to you after all',
        '£50.00 that had been moved was moved back',
        '£50.00 was taken off to put something right',
        '£50.00 was paid back to you',
        '£50.00 that was paid back to you came back to us',
        '£50.00 was moved from here to another account',
        '£50.00 was moved here from another account',
        '£50.00 that had been paid was taken off again',
        'we asked for £50.00 of costs again',
      ],
    )
  })

  test('says of money that went back, or was never theirs, what became of it and when it was known', () => {
    const told = explainBalance([
      line({ kind: 'payment', amount: -50_00n }),
      line({
        kind: 'reversal',
        reversedKind: 'payment',
        amount: 50_00n,
        narrative: 'It was for another account.',
        recordedAt: Temporal.Instant.from('2026-05-20T12:00:00Z'),
      }),
      line({ kind: 'refund', amount: 60_00n, narrative: 'Credit paid back to a bank account' }),
      line({
        kind: 'reversal',
        reversedKind: 'refund',
        amount: -60_00n,
        narrative: 'The refund came back',
      }),
    ])
    assert.match(
      told[1] ?? '',
      /£50\.00 that had been paid was taken off again: .+ \(we learned of it on 20 May 2026\)\. That left/,
    )
    assert.match(told[2] ?? '', /£60\.00 was paid back to you\./)
    assert.match(told[3] ?? '', /£60\.00 that was paid back to you came back to us\./)
  })
})
