import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { likenessOf } from './address.ts'
import { standardise } from './person.ts'

const lineOf = (address: string) => standardise({ address_1: address }).line1

/** How like the first of an address's candidates, and the likest of the others. */
function likest(messy: string, [right, ...others]: readonly string[]): readonly [number, number] {
  const like = (one: string | undefined) => likenessOf(lineOf(messy), lineOf(one ?? '')).likeness
  return [like(right), Math.max(0, ...others.map(like))]
}

suite('an address among others', () => {
  // As people write them; the home that they mean comes first.
  for (const [messy, ...candidates] of [
    ['2nd floor flat, 14 Mill Rd', 'Flat C second floor 14 Mill Road', '14 Mill Road'],
    ['GFF 9 Kiln Lane', 'Flat ground floor 9 Kiln Lane', 'First floor flat 9 Kiln Lane'],
    ['Bsmt flat 30 Tanner St', 'Flat basement 30 Tanner Street', '30 Tanner Street'],
    ['Top floor 8 Weir Close', 'Flat second floor 8 Weir Close', 'Flat basement 8 Weir Close'],
    ['Flat C, 61 Dyehouse Ln', 'Flat 3, 61 Dyehouse Lane', 'Flat 2, 61 Dyehouse Lane'],
    [
      'Flat 5 Quay House 2 Dock Rd',
      'Quay House 2 Flat 5 Dock Road',
      'Flat 6 Quay House 2 Dock Road',
    ],
    ['31 Fullers Yard', 'Flat 31 Fullers Yard', 'Tops Barbers 31 Fullers Yard'],
    ['Flat 1, 40 Station Rd', 'Flat 1, 40-42 Station Road', 'Flat 1, 44 Station Road'],
    ['17 & a half Ropewalk', '17 and a half Ropewalk', 'Flat A 17 and a half Ropewalk'],
    ['The Old Forge, Pound Hill', 'Old Forge Pound Hill', 'Forge House Pound Hill'],
    ['6 Church Lane Netherby', '6 Church Lane', 'Annexe at 6 Church Lane Netherby'],
    ['12 Beech Avenue Thornlow', '12 Beech Drive', '12 Elm Avenue Thornlow'],
    ['3 First Avenue', '3 1st Ave', 'First floor flat 3 Second Avenue'],
  ] as const)
    test(messy, () => {
      const [right, other] = likest(messy, candidates)
      assert(right > other, `${right} > ${other}`)
    })

  test('another number, flat or floor of the same street is another home', () => {
    for (const [one, other] of [
      ['4 Mill Road', '6 Mill Road'],
      ['Flat 4, 2 Mill Road', 'Flat 5, 2 Mill Road'],
      ['Ground floor flat 2 Mill Road', 'First floor flat 2 Mill Road'],
    ] as const)
      assert(likenessOf(lineOf(one), lineOf(other)).areTwoHomes, `${one}, ${other}`)
    assert(!likenessOf(lineOf('Flat 2, 4 Mill Road'), lineOf('4 Mill Road')).areTwoHomes)
  })
})

const shared = join(
  import.meta.dirname,
  '../../../../../shared/samples/matching/edge_case_addresses.yaml',
)
const skip = !existsSync(shared) && '../shared is not beside the project'

test('published addresses that are hard to match: the one that is meant is likest', { skip }, t => {
  // Each case is its messy address and then the candidates, as pairs of a line and a postcode.
  const strings = readFileSync(shared, 'utf8')
    .replaceAll(/^\s*#.*$/gm, '')
    .matchAll(/(messy_address:)|"([^"]*)"/g)
  const cases: string[][] = []
  for (const [, begins, text] of strings) {
    if (begins) cases.push([])
    else cases.at(-1)?.push(text ?? '')
  }
  const missed = cases.filter(texts => {
    const [messy = '', ...candidates] = texts.filter((_, n) => n % 2 === 0)
    const [right, other] = likest(messy, candidates)
    return right <= other
  })
  t.diagnostic(`${cases.length - missed.length} of ${cases.length}`)
  assert.equal(cases.length, 21)
  assert.deepEqual(missed, [])
})
