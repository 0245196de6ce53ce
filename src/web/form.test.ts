import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { z } from 'zod'
import { someText, submitted } from './form.ts'

suite('a form that came back', () => {
  const schema = z.strictObject({ note: someText({ longest: 5, missing: 'Say why' }) })

  test('is what it means, or what was typed and what is wrong with it', () => {
    assert.deepEqual(submitted(schema, { note: ' hello ' }), {
      ok: true,
      value: { note: 'hello' },
      typed: { note: ' hello ' },
    })
    const wrong = submitted(schema, { note: 'too long' })
    assert(!wrong.ok)
    assert.equal(wrong.errors['note'], 'Use 5 characters or fewer')
    assert.equal(wrong.typed['note'], 'too long')
  })

  test('counts letters as people do', () => {
    assert(submitted(schema, { note: '👋👋👋👋👋' }).ok)
  })

  test('with the character that no database keeps comes back without it, and the rest is kept', () => {
    const wrong = submitted(schema, { note: 'a\u0000b' })
    assert(!wrong.ok)
    assert.match(wrong.errors['note'] ?? '', /cannot be kept was taken out/)
    assert.equal(wrong.typed['note'], 'ab')
  })
})
