import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readTyped, wordsOf } from './typed.ts'

suite('what an officer types', () => {
  test('is read as words without their marks, as the database keeps them', () => {
    assert.deepEqual(wordsOf("  Chloë ŴYN O'Neil-Smith, 12a"), [
      'chloe',
      'wyn',
      'oneil',
      'smith',
      '12a',
    ])
  })

  for (const [typed, whole, beginnings] of [
    ['smi jo', [], ['smi', 'jo']],
    ['j smith', [], ['smith']],
    ['12 mill lane', ['number 12MILLLANE'], ['12 mill', 'mill', 'lane']],
    ['ze4 6jw', ['number ZE46JW', 'postcode ZE46JW'], []],
    [
      '+44 7700 900123',
      ['telephone 7700900123', 'number +447700900123'],
      ['44 7700', '7700 900123'],
    ],
    ['A.Reed@Example.org', ['email a.reed@example.org'], []],
    [
      'qq 12 34 56 c',
      ['insurance QQ123456C', 'number QQ123456C'],
      ['qq', '12 34', '34 56', '56 c'],
    ],
    ['456C', ['insurance end 456C', 'number 456C'], []],
    ['03456789', ['number 03456789', 'company 03456789'], []],
    ['%_\\', [], []],
  ] as const)
    test(typed, () => {
      const asked = readTyped(typed)
      assert.deepEqual(asked.whole, whole)
      assert.deepEqual(asked.beginnings, beginnings)
    })
})
