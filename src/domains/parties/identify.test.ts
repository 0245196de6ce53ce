import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Described, isDescribed, type Known } from './identify.ts'

const reed: Known = {
  names: ['REED, Mrs Ann Mary', 'Ann Price'],
  datesOfBirth: ['1971-03-27'],
  postcodes: ['QX1 1AA'],
  insuranceNumbers: ['QQ123456C'],
  parties: ['a'],
}
const born = Temporal.PlainDate.from('1971-03-27')

suite('whether somebody is who was described', () => {
  const described: readonly (readonly [Described, boolean])[] = [
    [{ name: 'Ann Reed' }, false],
    [{ name: 'Ann Reed', dateOfBirth: born }, true],
    [{ name: 'ann price', postcode: 'qx11aa' }, true],
    [{ name: 'Ann Mary Reed', insuranceNumber: 'qq 12 34 56 c' }, true],
    [{ name: 'Ann Reed', owing: ['a', 'b'] }, true],
    [{ name: 'Ann Reed', owing: ['b'] }, false],
    [{ name: 'Ann Reed', owing: [] }, false],
    [{ name: 'Anne Reed', dateOfBirth: born }, false],
    [{ name: 'A Reed', dateOfBirth: born }, false],
    [{ name: 'Mary Reed', dateOfBirth: born }, false],
    [{ name: 'Ann Jane Reed', dateOfBirth: born }, false],
    [{ name: 'Ann Mary', dateOfBirth: born }, false],
    [{ name: 'Ann Reed', dateOfBirth: born.add({ days: 1 }) }, false],
    [{ name: 'Ann Reed', dateOfBirth: born, postcode: 'QX1 1AB' }, false],
    [{ name: 'Ann Reed', dateOfBirth: born, insuranceNumber: 'QQ123456D' }, false],
  ]
  for (const [said, isThem] of described)
    test(`${JSON.stringify(said)}: ${isThem ? 'is' : 'is not'} them`, () => {
      assert.equal(isDescribed(said, reed), isThem)
    })

  test('what is not known of them is not theirs', () => {
    const unknown = { ...reed, datesOfBirth: [] }
    assert(!isDescribed({ name: 'Ann Reed', dateOfBirth: born, postcode: 'QX1 1AA' }, unknown))
  })
})
