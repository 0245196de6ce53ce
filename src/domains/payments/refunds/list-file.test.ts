import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { sum } from '#values/money.ts'
import { hashOfList, listFile, type ListLine } from './list-file.ts'

const by = { proposedBy: 'Tim Leader', releasedBy: 'Ann O’Neill' }
const someLine = (differences: Partial<ListLine> = {}): ListLine => ({
  refundId: 'a',
  holder: 'Zoë O’Hara',
  sortCode: '001001',
  accountNumber: '00345679',
  amount: 10_00n,
  reference: '70000002D',
  proposedBy: 'Ola Officer',
  agreedBy: 'Tim Leader',
  ...differences,
})

suite('the file of a list', () => {
  test('keeps noughts at the front, and has no name that a spreadsheet would run', () => {
    const [, line] = String(
      listFile(
        7,
        [someLine({ holder: '=HYPERLINK("x"), Ltd', reference: '-1+2', agreedBy: '=1+1, "Tim"' })],
        by,
      ),
    ).split('\r\n')
    assert.equal(
      line,
      'PAY,1,R000007-0001,HYPERLINK X LTD,001001,00345679,10.00,1 2,Ola Officer,1 1 Tim',
    )
  })

  test('of other details has another hash', () => {
    assert.notEqual(hashOfList([someLine()]), hashOfList([someLine({ accountNumber: '00345670' })]))
    assert.notEqual(hashOfList([someLine()]), hashOfList([someLine(), someLine()]))
  })

  test('property: its lines come to its total, and each has all of its columns', () => {
    const line = fc.record({
      refundId: fc.uuid(),
      holder: fc.string({ maxLength: 40 }),
      sortCode: fc.stringMatching(/^\d{6}$/),
      accountNumber: fc.stringMatching(/^\d{8}$/),
      amount: fc.bigInt({ min: 1n, max: 100_000_00n }),
      reference: fc.string({ maxLength: 20 }),
      proposedBy: fc.string({ maxLength: 20 }),
      agreedBy: fc.string({ maxLength: 20 }),
    })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), lines => {
        const rows = String(listFile(1, lines, by))
          .split('\r\n')
          .slice(0, -1)
        assert.equal(rows.length, lines.length + 2)
        assert(rows.every(row => row.split(',').length === 10))
        const amounts = rows.slice(1).map(row => BigInt((row.split(',')[6] ?? '').replace('.', '')))
        assert.equal(sum(amounts.slice(0, -1)), amounts.at(-1))
        assert.equal(amounts.at(-1), sum(lines.map(({ amount }) => amount)))
      }),
    )
  })
})
