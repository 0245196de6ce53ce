import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { candidates, personRoutes } from './blocking.ts'
import { standardise } from './person.ts'

const pairsOf = (pairs: Float64Array, people: number) =>
  [...pairs].map(pair => [Math.floor(pair / people), pair % people])

suite('which records are worth comparing', () => {
  test('those that share one thing that is known of both, once each, the earlier first', () => {
    const people = [
      standardise({ given_name: 'Siân', family_name: 'Evans', date_of_birth: '1971-03-27' }),
      standardise({ family_name: 'Nowak', phone: '07700 900123' }),
      standardise({ given_name: 'Sian', family_name: 'Pugh', date_of_birth: '27/03/1971' }),
      standardise({ email: 'nobody@example.org' }),
      standardise({ family_name: 'Okafor', phone: '+44 7700 900123' }),
    ]
    assert.deepEqual(pairsOf(candidates(people, personRoutes), people.length), [
      [0, 2],
      [1, 4],
    ])
  })

  test('what thousands share brings nobody together, and what a few share among them still does', () => {
    const crowd = Array.from({ length: 3000 }, (_, n) =>
      standardise({ phone: '01632 960000', email: `person${Math.floor(n / 2)}@example.org` }),
    )
    const pairs = pairsOf(candidates(crowd, personRoutes), crowd.length)
    assert.equal(pairs.length, crowd.length / 2)
    assert(pairs.every(([left = 0, right = 0]) => left % 2 === 0 && right === left + 1))
  })
})
