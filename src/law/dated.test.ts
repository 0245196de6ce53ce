import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { cite } from '#values/citation.ts'
import { dated } from './dated.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const source = cite('SI 1992/613', 'reg 38')
const rate = dated<number>({
  title: 'A rate',
  extent: ['England'],
  unit: 'per cent',
  lookedUpOn: 'the day',
  values: {
    '2020-04-01': { value: 1, source },
    '2024-02-29': { value: 2, source, to: '2025-12-31' },
  },
})

suite('what the law was on a day', () => {
  test('changes on its day and not before', () => {
    for (const [on, value] of [
      ['2020-04-01', 1],
      ['2024-02-28', 1],
      ['2024-02-29', 2],
      ['2025-12-31', 2],
    ] as const)
      assert.equal(rate.on(day(on)).value, value, on)
  })

  test('is refused before its first value and after its end, in a sentence', () => {
    assert.throws(() => rate.on(day('2020-03-31')), {
      name: 'NotAnswered',
      message: 'We do not know “A rate” as it was on 2020-03-31.',
    })
    assert.throws(() => rate.on(day('2026-01-01')), {
      name: 'NotAnswered',
      message: /ended on 2025-12-31/,
    })
  })
})
