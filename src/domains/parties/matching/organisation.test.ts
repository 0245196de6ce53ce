import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { organisationComparisons } from './organisation-comparisons.ts'
import { isSoleTrader, nameOf, standardiseOrganisation } from './organisation.ts'

const called = (name: string, companyNumber = '') =>
  standardiseOrganisation({
    name,
    companyNumber,
    address: '1st Floor, 2 Mill Rd',
    town: '',
    postcode: 'ze5 1us',
    phone: '',
    email: '',
  })

suite('organisations as they come', () => {
  test('endings, “the”, “and” and the plural of a shop part no two names', () => {
    for (const [one, other] of [
      ['The Khan & Sons Bakers Ltd.', 'KHAN AND SON BAKER LIMITED'],
      ['Northgate Cleaning Cyf', 'Northgate Cleaning'],
      ['Café Siân PLC', 'CAFE SIAN'],
      ["Walker's Motors", 'WALKERS MOTORS'],
    ] as const)
      assert.equal(nameOf(one), nameOf(other), one)
    assert.notEqual(nameOf('Walker Motors'), nameOf('Walker Tyres'))
    assert.equal(nameOf('Glass & Boss'), 'glass boss')
  })

  test('a trading name is kept apart, and a company number has eight figures', () => {
    const { name, trade, number } = called('Unity Foods Ltd t/a The Fish Bar', '1234567')
    assert.deepEqual([name, trade, number], ['unity food', 'fish bar', '01234567'])
  })

  test('a sole trader is the person they are; a company that trades under another name is not', () => {
    for (const name of ['Mr John Smith t/a Smith Plumbing', 'Ann Lee trading as Lee Flowers'])
      assert(isSoleTrader(name), name)
    for (const name of [
      'Smith Plumbing',
      'Unity Foods Ltd t/a Fish Bar',
      'Smith & Sons t/a Smiths',
      'Smith t/a Smith Plumbing',
    ])
      assert(!isSoleTrader(name), name)
  })

  test('a company and the name it trades under are compared as such', () => {
    const [names] = organisationComparisons
    const [one, other] = [called('Unity Foods Ltd t/a The Fish Bar'), called('Fish Bar')]
    const level = names?.differ(one.name, other.name, one, other)
    assert.equal(names?.levels[level ?? 0], 'trading name')
  })
})
