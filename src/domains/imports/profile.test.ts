import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { headersOf, readProfile, sameHeader } from './profile.ts'
import { shippedProfile, shippedProfileNames, shippedProfileText } from './shipped-profiles.ts'

const aRegister = {
  name: 'my-list',
  title: 'A list',
  version: 1,
  source: 'my-list',
  kind: 'register',
  file: {},
  columns: { reference: 'Ref', name: 'Name', address: { columns: ['A1', 'A2'] } },
}
const whatIsWrong = (profile: object): string => {
  const read = readProfile(JSON.stringify(profile))
  assert(!read.ok, 'the profile is refused')
  return read.refusal.says
}

suite('mapping profiles', () => {
  test('every shipped profile is valid and bears the name of its file', () => {
    assert(shippedProfileNames().length >= 16)
    for (const name of shippedProfileNames()) {
      const read = readProfile(shippedProfileText(name) ?? '')
      assert(read.ok, `${name}: ${read.ok ? '' : read.refusal.says}`)
      assert.equal(read.value.name, name)
    }
    assert.equal(shippedProfile('../profile'), undefined)
  })

  test('what is left out has the usual meaning', () => {
    const read = readProfile(JSON.stringify(aRegister))
    assert(read.ok)
    assert.deepEqual(read.value.key, ['reference'])
    assert.deepEqual(read.value.dates, ['yyyy-mm-dd'])
    assert.deepEqual(read.value.columns.address, { columns: ['A1', 'A2'], join: ', ' })
    assert.equal(read.value.file.encoding, 'utf-8')
    assert.equal(read.value.money.negative, 'refuse')
    assert.deepEqual(headersOf(read.value), ['Ref', 'Name', 'A1', 'A2'])
  })

  test('everything that is wrong is said, in sentences', () => {
    const { address: _, ...columns } = aRegister.columns
    assert.match(
      whatIsWrong({ ...aRegister, columns }),
      /columns\.address is missing: register need/,
    )
    assert.match(whatIsWrong({ ...aRegister, colour: 'red' }), /colour is not part of a profile\./)
    assert.match(whatIsWrong({ ...aRegister, kind: 'list' }), /kind is one of "accounts", /)
    assert.match(whatIsWrong({ ...aRegister, dates: 'dmy' }), /dates is one of "yyyy-mm-dd", /)
    assert.match(
      whatIsWrong({ ...aRegister, file: { encoding: 'ebcdic-xyz' } }),
      /file\.encoding is no character encoding/,
    )
    assert.match(
      whatIsWrong({ ...aRegister, columns: { ...aRegister.columns, adress: 'A' } }),
      /columns\.adress is not a field of register/,
    )
    assert.match(
      whatIsWrong({ ...aRegister, columns: { ...aRegister.columns, name: 3 } }),
      /columns\.name is a header, or/,
    )
    assert.match(
      whatIsWrong({ ...aRegister, columns: { ...aRegister.columns, occupied: 'O' } }),
      /values\.flags is missing/,
    )
    assert.match(whatIsWrong({ ...aRegister, optional: ['postcode'] }), /optional has postcode/)
    assert.match(
      whatIsWrong({ ...aRegister, optional: ['reference'] }),
      /key has reference, which columns does not, or which may be empty/,
    )
    assert.match(whatIsWrong({}), /name is missing\. title is missing\./)
    const notJson = readProfile('{')
    assert(!notJson.ok && notJson.refusal.says.includes('not JSON'))
    assert.match(whatIsWrong([]), /The profile is not an object/)
  })

  test('a field named like a member of every object is only a name', () => {
    const text = JSON.stringify({ ...aRegister, columns: aRegister.columns }).replace(
      '"Name"',
      '"Name","__proto__":"x","toString":"y"',
    )
    const read = readProfile(text)
    assert(!read.ok && read.refusal.says.includes('columns.toString is not a field'))
  })

  test('headers are the same but for the spaces at their ends', () => {
    assert(sameHeader(' Type', 'Type '))
    assert(!sameHeader('type', 'Type'))
  })
})
