import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { localPath } from './local-path.ts'

suite('where to go afterwards', () => {
  for (const path of ['/', '/work', '/search?q=a&b=%2F', '/people/1/contacts'])
    test(`${path} is ours`, () => assert.equal(localPath(path), path))

  for (const path of [
    '//evil.example/',
    '/\\evil.example',
    'https:evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/work\r\nSet-Cookie: a=b',
    '/\t/evil.example',
    'work',
    '',
    undefined,
  ])
    test(`${JSON.stringify(path)} is not`, () => assert.equal(localPath(path), '/'))

  test('property: whatever is asked for, a browser stays here', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map(text => `/${text}`),
        ),
        text => {
          const url = new URL(localPath(text), 'http://here.test/page')
          assert.equal(url.origin, 'http://here.test')
        },
      ),
    )
  })
})
