import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ask, written } from './calculation.ts'
import { families } from './families.ts'
import { workedCases } from './testing.ts'

// Each topic's own tests have its cases in the project's form; these are the ones it was first checked against.
suite('worked cases', () => {
  for (const family of families) {
    const cases = workedCases(family.name)
    test(
      family.name,
      { skip: cases === undefined && '../shared is not beside the project' },
      () => {
        for (const { id, input, expected } of cases ?? []) {
          const outcome = ask(family, input)
          if ('error' in expected) {
            assert.equal(outcome.ok, false, id)
            continue
          }
          assert(outcome.ok, `${id}: ${outcome.ok || outcome.refusal.says}`)
          assert.deepEqual(written(outcome.value.answer), expected, id)
          assert(outcome.value.working.length > 0, `${id} shows its working`)
        }
      },
    )
  }
})
