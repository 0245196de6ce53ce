import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { keptSearch, searchKept } from './kept-search.ts'

suite('a search kept in an address', () => {
  const mine = { tokenHash: 'mine' }

  test('property: only the session that asked can read it, and it fits an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), text => {
        const kept = keptSearch(text, mine)
        assert.match(kept, /^[\w-]+$/)
        assert.equal(searchKept(kept, mine), text)
        assert.equal(searchKept(kept, { tokenHash: 'another' }), undefined)
      }),
    )
  })

  test('property: what is not ours is nothing, never a fault', () => {
    fc.assert(fc.property(fc.string(), text => searchKept(text, mine) === undefined))
  })

  test('the same search does not look the same twice', () => {
    assert.notEqual(keptSearch('Gill', mine), keptSearch('Gill', mine))
  })
})
