import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import { matchPeople } from './match.ts'
import { standardise, type Told } from './person.ts'

type Kind = 'one person' | 'twins' | 'father and son' | 'couple' | 'housemates'

/** The same every time, from 0 to below `below`. */
let seed = 20_260_601
const draw = (below: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 4_294_967_296) * below)
}
const pick = (list: string): string => {
  const all = list.split(' ')
  return all[draw(all.length)] ?? ''
}
const given = () =>
  pick(
    'Alice Bruno Carla Derek Edith Farah Gavin Helen Imran Joyce Kevin Laura Megan Nadia Oscar Priya Quentin Rosa Simon Tariq Ursula Victor Wendy Xavier Yusuf Zara Agnes Bilal Clive Donna',
  )
const family = () =>
  pick(
    'Abbott Barlow Carver Dawson Eccles Farrow Gibbons Hartley Ingram Jessop Kendrick Lomax Mercer Naylor Oakes Pickles Quayle Redfern Shaw Tully Underhill Varley Whittle Yardley Asher Bashir Chopra Duffy Evans Khan',
  )
const born = () => `${1940 + draw(60)}-${String(1 + draw(12)).padStart(2, '0')}-${10 + draw(18)}`
const home = () => ({
  address_1: `${1 + draw(90)} ${pick('Mill Kiln Tanner Weir Church Quay Forge Pound Beech Elm')} ${pick('Road Lane Street Close')}`,
  postcode: `ZE${1 + draw(9)} ${draw(10)}${pick('AB AD BE DF EG')}`,
})
const named = (): Told => ({
  given_name: given(),
  family_name: family(),
  date_of_birth: born(),
  ...home(),
})

/** The same person again, with one thing written otherwise; some are known by another name, or gave another day. */
function again(told: Told): Told {
  const { given_name = '', family_name = '', date_of_birth = '' } = told
  const lastDigit = (Number(date_of_birth.slice(9)) + 1) % 10
  const ways: readonly Partial<Told>[] = [
    { given_name: given_name.slice(0, 1) },
    { given_name: family_name, family_name: given_name },
    { given_name: given() },
    { family_name: `${family_name.slice(0, 2)}${family_name.slice(3)}` },
    { date_of_birth: `${date_of_birth.slice(0, 9)}${lastDigit}` },
    { date_of_birth: born() },
    { date_of_birth: '' },
    home(),
    home(),
    {},
    {},
    {},
  ]
  return { ...told, ...ways[draw(ways.length)] }
}

const others: Readonly<Record<Kind, (told: Told) => Told>> = {
  'one person': again,
  twins: told => ({ ...told, given_name: given() }),
  'father and son': told => ({ ...told, date_of_birth: born() }),
  couple: told => ({ ...told, given_name: given(), date_of_birth: born() }),
  housemates: told => ({
    ...named(),
    address_1: told.address_1 ?? '',
    postcode: told.postcode ?? '',
  }),
}

suite('who lives together and agrees in much', () => {
  const told: Told[] = []
  const kinds: Kind[] = []
  let likely: readonly { readonly kind: Kind | 'strangers'; readonly probability: number }[] = []
  before(() => {
    const add = (kind: Kind, pairs: number) => {
      for (let n = 0; n < pairs; n += 1) {
        const one = named()
        const other = others[kind](one)
        // Twins of one name are one person, for all that a list can say.
        if (kind === 'twins' && other.given_name === one.given_name) continue
        told.push(one, other)
        kinds.push(kind)
      }
    }
    add('one person', 500)
    add('twins', 40)
    add('father and son', 40)
    add('couple', 300)
    add('housemates', 200)
    likely = matchPeople(told.map(standardise)).pairs.map(({ left, right, probability }) => ({
      kind: left % 2 === 0 && right === left + 1 ? (kinds[left / 2] ?? 'strangers') : 'strangers',
      probability,
    }))
  })
  const sure = (kind: Kind | 'strangers') =>
    likely.filter(pair => pair.kind === kind && pair.probability >= 0.99).length

  for (const kind of ['twins', 'father and son', 'couple', 'housemates', 'strangers'] as const)
    test(`${kind} are never surely one person`, () => assert.equal(sure(kind), 0))

  test('and most who are one person are', t => {
    t.diagnostic(`${sure('one person')} of 500 at 0.99 or more`)
    assert(sure('one person') >= 240)
  })
})

suite('what many share', () => {
  const agent = {
    address_1: '1 Agency House Forge Road',
    postcode: 'ZE1 1AA',
    phone: '01632 960111',
  }
  const told: Told[] = []
  const shared = new Map<number, string>()
  let pairs: ReturnType<typeof matchPeople>['pairs'] = []
  before(() => {
    const phone = () => `07700 90${String(draw(10_000)).padStart(4, '0')}`
    for (let n = 0; n < 300; n += 1) {
      const one = { ...named(), phone: phone() }
      told.push(one)
      if (n % 2 === 0) told.push(again(one))
    }
    const add = (what: string, one: Told) => {
      shared.set(told.length, what)
      told.push(one)
    }
    for (let n = 0; n < 40; n += 1) add('agent', { ...named(), ...agent })
    for (let n = 0; n < 20; n += 1) add('landline', { ...named(), phone: '01632 960222' })
    for (let n = 0; n < 20; n += 1) add('holder', { full_name: 'THE ACCOUNT HOLDER', ...agent })
    for (let n = 0; n < 20; n += 1) add('occupier', { full_name: 'The Occupier', ...home() })
    pairs = matchPeople(told.map(standardise)).pairs
  })

  for (const [what, says] of [
    ['agent', 'tenants of one letting agent, with its address and telephone'],
    ['landline', 'those who share a landline'],
    ['holder', '“The account holder” at one address'],
    ['occupier', '“The occupier” anywhere'],
  ] as const)
    test(`${says}: never even likely to be one person`, () => {
      const likely = pairs.filter(
        ({ left, right, probability }) =>
          shared.get(left) === what && shared.get(right) === what && probability >= 0.5,
      )
      assert.deepEqual(likely, [])
    })
})
