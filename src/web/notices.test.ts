import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { noticeIn } from './notices.ts'

suite('a notice', () => {
  const done = noticeIn({ kept: 'The note is kept.' })

  test('is the words of its name', () => {
    assert.equal(done.parse('kept'), 'The note is kept.')
  })

  test('is nothing for another name, several, none, or one that every object has', () => {
    for (const name of ['lost', '', ['kept', 'kept'], undefined, 'constructor', '__proto__'])
      assert.equal(done.parse(name), undefined, String(name))
  })
})
