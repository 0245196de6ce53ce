import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { daysAsked } from './days-asked.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const usual = { from: day('2026-04-01'), to: day('2026-11-27') }
const asked = (from?: string, to?: string) => {
  const { days, errors } = daysAsked({ from, to }, usual)
  return [`${days.from}`, `${days.to}`, errors]
}

suite('the days that a page is asked for', () => {
  test('are the usual ones, or what was typed', () => {
    assert.deepEqual(asked(), ['2026-04-01', '2026-11-27', undefined])
    assert.deepEqual(asked('', '1/5/2026'), ['2026-04-01', '2026-05-01', undefined])
    assert.deepEqual(asked('2/6/2026', '2/6/2026'), ['2026-06-02', '2026-06-02', undefined])
  })

  test('that make no sense are said, each beside its own, and the usual ones are shown', () => {
    const wrong = 'The day must be a real date, like 27/3/2026'
    assert.deepEqual(asked('31/2/2026', 'soon'), [
      '2026-04-01',
      '2026-11-27',
      { from: wrong, to: wrong },
    ])
    assert.deepEqual(asked('2/6/2026', '1/6/2026'), [
      '2026-04-01',
      '2026-11-27',
      { to: 'The last day is before the first' },
    ])
  })
})
