import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Checklist, checkNames, judgeChecklist, missingFrom } from './checklist.ts'

const allYes: Checklist = Object.fromEntries(checkNames.map(name => [name, 'yes'] as const))
const judged = (answers: Checklist, isDisputed = false) => {
  const outcome = judgeChecklist('recommend litigation', answers, { isDisputed })
  return outcome.ok ? 'kept' : outcome.refusal.code
}

suite('what is asked before court is recommended', () => {
  test('every question has to be answered, and only a letter may not apply', () => {
    assert.equal(judged(allYes), 'kept')
    for (const name of checkNames) {
      const { [name]: _, ...others } = allYes
      assert.equal(judged(others), `check-${name}`)
      const without = judged({ ...allYes, [name]: 'does not apply' })
      assert.equal(without, name === 'letter' ? 'kept' : `check-${name}`)
    }
  })

  test('bills that went to the wrong person stop it: they are sent again first', () => {
    assert.equal(judged({ ...allYes, recipient: 'no' }), 'check-recipient')
  })

  test('a dispute is not closed while its hold runs, whatever is said', () => {
    assert.equal(judged(allYes, true), 'check-dispute')
    assert.equal(judged({ ...allYes, dispute: 'no' }, true), 'kept')
  })

  test('what is not there yet is named, in words; what does not apply is not missing', () => {
    assert.deepEqual(missingFrom({ ...allYes, letter: 'does not apply' }), [])
    assert.deepEqual(missingFrom({ ...allYes, capacity: 'no', support: 'no' }), [
      'Whether they can decide about their money',
      'An offer of other help',
    ])
  })

  test('nothing is asked of anything else, and nothing that was answered is kept', () => {
    const outcome = judgeChecklist('complaint', allYes, { isDisputed: true })
    assert.deepEqual(outcome.ok && outcome.value, {})
  })
})
