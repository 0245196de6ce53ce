import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { nameParts } from './names.ts'
import { standardise } from './person.ts'

suite('names as they come', () => {
  test('orders, titles, trading names and the dead', () => {
    for (const [full, given, family] of [
      ['Mr John Smith', 'John', 'Smith'],
      ['SMITH, Mr John', 'John', 'SMITH'],
      ['Mrs. A. B. Jones', 'A B', 'Jones'],
      ['The Executors of John Smith', 'John', 'Smith'],
      ['Exors of the late Mary Ann Brown (Deceased)', 'Mary Ann', 'Brown'],
      ['Adrian Butterworth t/a Butterworth Trading', 'Adrian', 'Butterworth'],
      ['Smith', '', 'Smith'],
    ] as const) {
      assert.deepEqual(nameParts(full), { given, family }, full)
    }
  })

  test('case, accents, apostrophes and spaces never part two records', () => {
    const one = standardise({
      given_name: ' Siân ',
      family_name: "O'Brien-Jones",
      postcode: 'ze5 1us',
    })
    const other = standardise({
      given_name: 'SIAN',
      family_name: 'OBRIEN JONES',
      postcode: 'ZE51US',
    })
    assert.deepEqual(one, other)
  })

  test('a day is one day however it is written, and a telephone one however it is dialled', () => {
    for (const date_of_birth of [
      '27/3/1971',
      '1971-03-27',
      '19710327',
      '27 Mar 1971',
      '27-March-1971',
    ])
      assert.equal(standardise({ date_of_birth }).birth, '19710327', date_of_birth)
    assert.equal(
      standardise({ phone: '+44 7700 900371' }).phone,
      standardise({ phone: '07700 900371' }).phone,
    )
  })
})
