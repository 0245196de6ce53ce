import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Authority, coversDebt, mayBeSaid } from './authority.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const authority = (differences: Partial<Authority> = {}): Authority => ({
  id: '',
  partyId: '',
  kind: 'adviser',
  name: 'Morgan Lee',
  organisation: '',
  telephone: '',
  letters: null,
  scope: 'discuss and agree',
  debtTypes: [],
  accountIds: [],
  accountNames: [],
  evidence: 'a form',
  startsOn: day('2026-03-01'),
  endsOn: day('2026-06-30'),
  recordedAt: Temporal.Instant.from('2026-03-01T10:00:00Z'),
  endedAt: null,
  endedWhy: null,
  ...differences,
})

suite('what may be said to somebody who speaks for a person', () => {
  test('what was agreed, from its first day to its last and not beyond', () => {
    for (const [on, isAllowed] of [
      ['2026-02-28', false],
      ['2026-03-01', true],
      ['2026-06-30', true],
      ['2026-07-01', false],
    ] as const)
      assert.equal(mayBeSaid(authority(), day(on)).isAllowed, isAllowed, on)
    assert.match(mayBeSaid(authority(), day('2026-07-01')).says, /ran out on 30 June 2026/)
  })

  test('a power without a last day goes on until it is ended', () => {
    const deputy = authority({ kind: 'deputy', endsOn: null })
    assert.equal(mayBeSaid(deputy, day('2040-01-01')).isAllowed, true)
    const endedAt = Temporal.Instant.from('2026-04-01T10:00:00Z')
    const ended = authority({ endsOn: null, endedAt, endedWhy: 'the order was discharged' })
    assert.deepEqual(mayBeSaid(ended, day('2026-04-02')), {
      isAllowed: false,
      says: 'Say nothing: it was ended, the order was discharged',
    })
  })

  test('who may only pay hears only what is left to pay', () => {
    const says = mayBeSaid(authority({ scope: 'pay only' }), day('2026-04-01')).says
    assert.match(says, /only what is left/)
  })

  test('who speaks for some kinds of debt hears nothing of the others, and of none once it has run out', () => {
    const both = authority({ debtTypes: ['council tax', 'garage'] })
    assert.deepEqual(mayBeSaid(both, day('2026-04-01')), {
      isAllowed: true,
      says: 'May hear everything, and agree to pay, for council tax and garage only: say nothing of other debts',
    })
    assert.equal(coversDebt(both, { id: 'g', debtType: 'garage' }), true)
    assert.equal(coversDebt(both, { id: 's', debtType: 'sundry invoice' }), false)
    assert.equal(coversDebt(authority(), { id: 's', debtType: 'sundry invoice' }), true)
    assert.equal(mayBeSaid(both, day('2026-07-01')).isAllowed, false)
  })

  test('who speaks for single accounts hears nothing of others, of the same kind neither; kinds and accounts add up', () => {
    const garage = { id: 'one', debtType: 'garage' }
    const another = { id: 'another', debtType: 'garage' }
    const one = authority({ accountIds: ['one'], accountNames: ['garage G-1'] })
    assert.match(mayBeSaid(one, day('2026-04-01')).says, /, for garage G-1 only: say nothing/)
    assert.deepEqual([coversDebt(one, garage), coversDebt(one, another)], [true, false])
    const more = authority({ ...one, debtTypes: ['council tax'] })
    assert.match(mayBeSaid(more, day('2026-04-01')).says, /for council tax and garage G-1 only/)
    assert.equal(coversDebt(more, { id: 'c', debtType: 'council tax' }), true)
    assert.equal(coversDebt(more, another), false)
  })
})
