import assert from 'node:assert/strict'
import { test } from 'node:test'
import { thresholds } from './quality.ts'

test('a lower threshold has all that a higher one has; recall is of every pair that people called one', () => {
  const found = thresholds([
    { from: 0.99, same: 30, different: 0, waiting: 1 },
    { from: 0.9, same: 10, different: 2, waiting: 0 },
    { from: 0, same: 5, different: 20, waiting: 9 },
  ])
  assert.deepEqual(found, [
    { at: 0.99, same: 30, different: 0, allSame: 45 },
    { at: 0.9, same: 40, different: 2, allSame: 45 },
    { at: 0, same: 45, different: 22, allSame: 45 },
  ])
  assert.deepEqual(thresholds([]), [])
})
