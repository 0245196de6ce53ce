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
      ['Thomas Clifford, 1st Baron Clifford of Chudleigh', 'Thomas', 'Clifford'],
      ['SMITH, John, Esq', 'John', 'SMITH'],
      ['John Smith, KC', 'John', 'Smith'],
    ] as const) {
      assert.deepEqual(nameParts(full), { given, family }, full)
    }
  })

  test('of two people in one name, the first', () => {
    for (const [full, given, family] of [
      ['Mr & Mrs J Smith', 'j', 'smith'],
      ['Mr/Mrs J Smith', 'j', 'smith'],
      ['Mr J & Mrs A Smith', 'j', 'smith'],
      ['John and Mary Smith', 'john', 'smith'],
      ['Mr J B Smith and Ms A Jones', 'j b', 'smith'],
      ['SMITH, John & Mary', 'john', 'smith'],
      ['Ferdinand Anderson', 'ferdinand', 'anderson'],
    ] as const) {
      const person = standardise({ full_name: full })
      assert.deepEqual([person.given, person.family], [given, family], full)
    }
  })

  test('a whole name is what is left where its parts are not said, and “not known” is nothing', () => {
    const { given, family, birth, email } = standardise({
      given_name: '',
      family_name: 'NULL',
      full_name: 'Ms Mary Jones',
      date_of_birth: 'NaT',
      email: 'n/a',
    })
    assert.deepEqual([given, family, birth, email], ['mary', 'jones', '', ''])
  })

  test('a name that stands for whoever it may be is none; a person called Tenant keeps theirs', () => {
    for (const told of [
      { full_name: 'THE ACCOUNT HOLDER' },
      { full_name: 'The Occupier' },
      { given_name: 'Owner', family_name: 'Occupier' },
      { full_name: 'The New Tenant' },
    ])
      assert.deepEqual(
        [standardise(told).given, standardise(told).family],
        ['', ''],
        JSON.stringify(told),
      )
    assert.equal(standardise({ full_name: 'Mr David Tenant' }).family, 'tenant')
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
      '27th March 1971',
      'March 27, 1971',
      '27-Mar-71',
      '27.03.71',
      '1971-3-27',
      '1971-03-27 00:00:00',
      '1971-03-27T00:00:00Z',
      '27/03/1971 00:00',
      '03/27/1971',
      '19710327.0',
      '27-March-1971',
    ])
      assert.equal(standardise({ date_of_birth }).birth, '19710327', date_of_birth)
    assert.equal(
      standardise({ phone: '+44 7700 900371' }).phone,
      standardise({ phone: '07700 900371' }).phone,
    )
  })
})
