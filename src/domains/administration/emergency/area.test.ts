import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { someAreas, whereInWords } from './area.ts'

const read = (typed: string) => {
  const { success, data, error } = someAreas.safeParse(typed)
  return success ? data : error.issues[0]?.message
}

suite('the areas of an emergency', () => {
  test('are districts, sectors and postcodes, each once, as a postcode is written', () => {
    assert.deepEqual(read(' tn4,TN4  8 ; tn48ab\nSW1A 1AA, TN4'), [
      'TN4',
      'TN4 8',
      'TN4 8AB',
      'SW1A 1AA',
    ])
  })

  test('are refused when they are not understood, and say which', () => {
    assert.equal(
      read('TN4, the valley'),
      '“the valley” is not a district (TN4), a sector (TN4 8) or a postcode (TN4 8AB)',
    )
    // All of Tonbridge is more than anybody should stop by two letters.
    assert.match(String(read('TN')), /“TN” is not a district/)
    assert.match(String(read(' , ')), /Enter at least one/)
    assert.match(
      String(read(Array.from({ length: 51 }, (_, n) => `TN${n % 9} ${n % 7}`).join(','))),
      /at most 50/,
    )
  })

  test('are said in words', () => {
    const where = (areas: readonly string[], ...wardNames: readonly string[]) =>
      whereInWords({ areas, wardNames })
    assert.equal(where([]), 'everywhere')
    assert.equal(where(['TN4 8', 'TN4 9', 'TN11']), 'in TN4 8, TN4 9 and TN11')
    assert.equal(where([], 'Riverside'), 'in Riverside ward')
    assert.equal(where(['TN11'], 'Riverside', 'Holme'), 'in Riverside ward, Holme ward and TN11')
  })
})
