import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { someConditions } from '../testing/policies.ts'
import { changeLines, type Line, linesOf, linesTyped, readLines } from './condition-form.ts'

/** The fields that a page shows for lines, as a browser sends them. */
function fieldsOf(lines: readonly Line[], at = 'when'): Readonly<Record<string, string>> {
  return Object.assign(
    {},
    ...lines.map((line, n) => {
      const place = `${at}-${n}`
      if (line.kind !== 'fact')
        return { [`${place}-kind`]: line.kind, ...fieldsOf(line.lines, place) }
      return {
        [`${place}-kind`]: 'fact',
        [`${place}-fact`]: line.fact,
        [`${place}-how`]: line.how,
        [`${place}-value`]: line.value,
      }
    }),
  )
}

suite('conditions in a form', () => {
  test('property: each condition comes back from its form as it was', () => {
    fc.assert(
      fc.property(fc.array(someConditions, { maxLength: 4 }), conditions => {
        const read = readLines(linesTyped(fieldsOf(linesOf(conditions))))
        assert.deepEqual(read, { ok: true, conditions })
      }),
    )
  })

  const reminder = linesOf([
    { fact: 'since due', atLeast: '14 days' },
    {
      any: [
        { fact: 'overdue', atLeast: '£5.00' },
        { fact: 'stale data', is: false },
      ],
    },
  ])

  test('a line is added at the end of its group, empty, and the rest stays as it was typed', () => {
    const added = changeLines(reminder, 'add:when-1', { 'when-1-add': 'balance' })
    assert.deepEqual(added?.[0], reminder[0])
    const group = added?.[1]
    assert(group && group.kind === 'any')
    assert.deepEqual(group.lines[2], { kind: 'fact', fact: 'balance', how: '', value: '' })
    assert.deepEqual(readLines(added ?? []), {
      ok: false,
      errors: { 'when-1-2-value': 'Enter an amount in pounds for the balance, like 50 or 52.50' },
    })
  })

  test('a line is taken away from where it is, and no other', () => {
    const left = changeLines(reminder, 'remove:when-1-0', {})
    assert.deepEqual(readLines(left ?? []), {
      ok: true,
      conditions: [
        { fact: 'since due', atLeast: '14 days' },
        { any: [{ fact: 'stale data', is: false }] },
      ],
    })
    assert.equal(changeLines(reminder, 'save', {}), undefined)
  })

  test('an empty group, and what cannot be compared, say so beside their field', () => {
    const wrong: readonly Line[] = [
      { kind: 'any', lines: [] },
      { kind: 'fact', fact: 'since due', how: 'atLeast', value: 'a week' },
      { kind: 'fact', fact: 'stage', how: 'is', value: 'the moon' },
    ]
    const read = readLines(wrong)
    assert(!read.ok)
    assert.deepEqual(Object.keys(read.errors), ['when-0-add', 'when-1-value', 'when-2-value'])
  })

  test('one day is a day, and pounds get their pence', () => {
    const typed: readonly Line[] = [
      { kind: 'fact', fact: 'since due', how: 'below', value: '1' },
      { kind: 'fact', fact: 'balance', how: 'atLeast', value: '1,250' },
    ]
    assert.deepEqual(readLines(typed), {
      ok: true,
      conditions: [
        { fact: 'since due', below: '1 day' },
        { fact: 'balance', atLeast: '£1250.00' },
      ],
    })
  })
})
