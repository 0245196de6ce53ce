import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shippedProfile } from './shipped-profiles.ts'
import { type Judged, readTrailer } from './whole-file.ts'

test('a trailer may come to far more than any row of its file', () => {
  const profile = shippedProfile('council-tax-accounts')
  assert(profile)
  const judged: Judged = {
    header: [],
    rows: 0,
    blankLines: 0,
    total: 0n,
    declaredRows: null,
    declared: null,
  }
  const cells = ['TRAILER', '50000', '101999375.44']
  readTrailer({ line: 50_002, cells }, profile, judged)
  assert.equal(judged.declaredRows, 50_000)
  assert.equal(judged.declared, 101_999_375_44n)
})
