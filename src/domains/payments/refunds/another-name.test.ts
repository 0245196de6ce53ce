import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { isAnotherName } from './another-name.ts'

suite('the name on a bank account', () => {
  const same = [
    ['Mrs Z O’Hara', "Zoë O'Hara"],
    ['OHARA ZOE', 'Zoë O’Hara'],
    ['SMITH, Mr John', 'John Smith'],
    ['Mr and Mrs J Smith', 'Jane Smith'],
    ['KHAN AND SON BAKER LIMITED', 'The Khan & Sons Bakers Ltd.'],
    ['Zoe Patel', 'Zoë O’Hara'],
  ] as const
  for (const [holder, payee] of same)
    test(`${holder} is no other than ${payee}`, () => {
      assert.equal(isAnotherName(holder, payee), false)
    })

  const others = [
    ['Mr J Brown', 'Mr J Smith'],
    ['Acme Ltd', 'Bright Ltd'],
    ['The Lettings Company', 'The Khan Company'],
    ['J B', 'John Brown'],
  ] as const
  for (const [holder, payee] of others)
    test(`${holder} is another than ${payee}`, () => {
      assert.equal(isAnotherName(holder, payee), true)
    })

  test('is never another for its case, or for whose name is read first', () => {
    const part = fc.stringMatching(/^[a-z]{2,8}$/)
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        const [one, two] = [`${a} ${b}`, `${c} ${d}`]
        assert.equal(isAnotherName(one, two), isAnotherName(two.toUpperCase(), one))
      }),
    )
  })
})
