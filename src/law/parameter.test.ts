import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { cite } from '#values/citation.ts'
import { announced, isToConfirm, parameter } from './parameter.ts'

const source = cite('SI 1992/613', 'reg 23(3)')
const told = {
  id: 'a.period',
  title: 'A period',
  extent: ['England'],
  unit: 'days',
  lookedUpOn: 'the day of issue',
  confidence: 'high',
  checked: 'against its text',
  values: { '1993-04-01': { value: 7, source }, '2026-04-01': { value: 21, source } },
} as const
const proposed = {
  id: 'a.reform',
  title: 'A reform',
  extent: ['England'],
  confidence: 'high',
  checked: 'against its text',
  value: 63,
  source: cite('government announcement'),
  note: 'Announced: nothing has been made.',
} as const

suite('a parameter', () => {
  test('keeps everything it has been, newest first, with how it is known', () => {
    const period = parameter<number>(told)
    assert.deepEqual(
      period.history.map(({ from, value }) => [String(from), value]),
      [
        ['2026-04-01', 21],
        ['1993-04-01', 7],
      ],
    )
    const { id, status, confidence, checked, also } = period
    assert.deepEqual([id, status, confidence, checked], [told.id, 'law', 'high', told.checked])
    assert.deepEqual(also, [])
    assert.equal(period.on(Temporal.PlainDate.from('2026-03-31')).value, 7)
  })

  test('that is only announced has no value on any day', () => {
    const reform = announced({ ...proposed, expected: '2027-04-01' })
    assert.equal('on' in reform, false)
    assert.equal('history' in reform, false)
    assert.equal(reform.expected?.toString(), '2027-04-01')
    assert.equal('expected' in announced(proposed), false)
    // @ts-expect-error: a rule that would use what is not law does not compile.
    assert.equal(reform.on, undefined)
  })

  test('is to be confirmed where it was not read, is not sure, or a note says so, old or new', () => {
    assert.equal(isToConfirm(parameter<number>(told)), false)
    assert.equal(isToConfirm(parameter<number>({ ...told, checked: 'to confirm' })), true)
    for (const confidence of ['medium', 'low'] as const)
      assert.equal(isToConfirm(parameter<number>({ ...told, confidence })), true)
    for (const from of ['1993-04-01', '2026-04-01'] as const) {
      const values = { ...told.values, [from]: { value: 7, source, note: 'To confirm.' } }
      assert.equal(isToConfirm(parameter<number>({ ...told, values })), true, from)
    }
    assert.equal(isToConfirm(announced(proposed)), false)
    assert.equal(isToConfirm(announced({ ...proposed, note: 'The day is to confirm.' })), true)
  })
})
