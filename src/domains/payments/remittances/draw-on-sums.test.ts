import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { sum } from '#values/money.ts'
import { drawOnSums } from './draw-on-sums.ts'

const amounts = (max: number) => fc.array(fc.bigInt(1n, 100_00n), { maxLength: max })

suite('rows drawn on sums', () => {
  test('a row that the first sum is too small for is made up from the next', () => {
    const rows = [{ remitted: 45_00n }, { remitted: 30_00n }]
    const sums = [{ own: 50_00n }, { own: 30_00n }]
    assert.deepEqual(
      drawOnSums(rows, sums)?.map(({ row, sum: from, amount }) => [row.remitted, from.own, amount]),
      [
        [45_00n, 50_00n, 45_00n],
        [30_00n, 50_00n, 5_00n],
        [30_00n, 30_00n, 25_00n],
      ],
    )
  })

  test('property: every row whole and no sum more than itself, or nothing where there is too little', () => {
    fc.assert(
      fc.property(amounts(8), amounts(4), (remitted, own) => {
        const rows = remitted.map(each => ({ remitted: each }))
        const sums = own.map(each => ({ own: each }))
        const drawn = drawOnSums(rows, sums)
        assert.equal(drawn === undefined, sum(remitted) > sum(own))
        if (!drawn) return
        assert(drawn.every(({ amount }) => amount > 0n))
        for (const row of rows)
          assert.equal(
            sum(drawn.filter(each => each.row === row).map(({ amount }) => amount)),
            row.remitted,
          )
        for (const each of sums)
          assert(sum(drawn.filter(one => one.sum === each).map(({ amount }) => amount)) <= each.own)
      }),
    )
  })
})
