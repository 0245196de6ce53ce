import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { judgeRow, type RemittanceRow } from './judge-row.ts'

const today = Temporal.PlainDate.from('2026-08-01')
const sound: RemittanceRow = {
  row: 2,
  placement: 'PL1',
  given: '70000012H',
  quoted: '70000012H',
  code: 'PAID',
  notes: '',
  paidOn: Temporal.PlainDate.from('2026-06-02'),
  collected: 100_00n,
  fee: 80_68n,
  remitted: 19_32n,
  faults: [],
}
const owed = {
  debt: 800_00n,
  compliance: 75_00n,
  otherFees: 235_00n,
  auctioneer: 0n,
  councilIsAgent: false,
}
const judged = (differences: Partial<RemittanceRow>) =>
  judgeRow({ ...sound, ...differences }, today)

suite('a row of a remittance', () => {
  test('is to be posted when its amounts agree, and says what was kept', () => {
    assert.deepEqual(judged({}), {
      state: 'to post',
      query: undefined,
      why: 'They kept £80.68 as fees.',
    })
  })

  test('is held against the law when what was owed is said', () => {
    assert.match(judged({ owed }).why, /lets them keep £80.68, and they kept £80.68/)
    const more = judged({ owed, fee: 80_69n, remitted: 19_31n })
    assert.equal(more.state, 'to post')
    assert.match(more.query ?? '', /£0.01 is due to the council/)
    const surplus = judged({ owed: { ...owed, debt: 10_00n, otherFees: 0n } })
    assert.equal(surplus.state, 'put aside')
    assert.match(surplus.query ?? '', /£15.00 more was collected/)
  })

  test('is put aside with what to ask', () => {
    const asides: readonly (readonly [Partial<RemittanceRow>, RegExp])[] = [
      [{ faults: ['Its day cannot be used'] }, /Its day cannot be used/],
      [{ paidOn: today.add({ days: 1 }) }, /which is to come/],
      [{ remitted: 19_31n }, /£19.32, and £19.31 was paid over/],
      [{ fee: 120_00n, remitted: -20_00n }, /takes money back/],
      [{ collected: 75_00n, fee: 75_00n, remitted: 0n }, /all of it kept/],
      [{ collected: 0n, fee: 0n, remitted: 0n }, /Nothing was collected/],
      [{ collected: 0n, fee: 235_00n, remitted: 0n }, /£0.00 collected less £235.00/],
      [{ collected: undefined }, /lacks a day or an amount/],
    ]
    for (const [differences, query] of asides) {
      const { state, query: asked } = judged(differences)
      assert.equal(state, 'put aside')
      assert.match(asked ?? '', query)
    }
    assert.equal(judged({ paidOn: today }).state, 'to post')
  })

  test('property: what is to be posted agrees to the penny and takes nothing back', () => {
    const amount = fc.bigInt({ min: -10_00n, max: 500_00n })
    fc.assert(
      fc.property(amount, amount, amount, (collected, fee, remitted) => {
        if (judged({ collected, fee, remitted }).state === 'put aside') return
        assert(fee >= 0n && remitted > 0n)
        assert.equal(collected, fee + remitted)
      }),
    )
  })
})
