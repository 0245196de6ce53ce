import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { whichOfOurs } from './bank-accounts.ts'

const ours = new Set(['20201555555555', '09012612345999', 'IE29AIBK93115212345678'])

suite('the account that a bank means', () => {
  test('is known however it writes it', () => {
    for (const text of [
      '20201555555555',
      '20-20-15 55555555',
      'GB33BUKB20201555555555',
      'GB33 BUKB 2020 1555 5555 55',
      'GB33BUKB20201555555555GBP',
      '20201555555555 GBP',
      'BUKBGB22/20201555555555',
      'BUKBGB22XXX20201555555555',
      '55555555',
    ])
      assert.equal(whichOfOurs(text, ours), '20201555555555', text)
    assert.equal(whichOfOurs('IE29 AIBK 9311 5212 3456 78', ours), 'IE29AIBK93115212345678')
  })

  test('is none where it is not ours, or may be several', () => {
    for (const text of [
      '',
      '55555554',
      '5555555',
      '155555555',
      '10201555555555',
      '020201555555555',
    ])
      assert.equal(whichOfOurs(text, ours), undefined, text)
    const twins = new Set(['20201555555555', '20201655555555'])
    assert.equal(whichOfOurs('55555555', twins), undefined)
    assert.equal(whichOfOurs('20201655555555', twins), '20201655555555')
  })

  test('is the only one where the bank leaves it out', () => {
    assert.equal(whichOfOurs('', new Set(['20201555555555'])), '20201555555555')
    assert.equal(whichOfOurs('', new Set()), undefined)
  })
})
