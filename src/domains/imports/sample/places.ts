import type { Random } from './random.ts'

/**
 * Where the sample councils' people live. Every street, town and postcode is invented. Postcodes are of a valid form in
 * districts that have never been allocated: the ZE area stops at ZE3.
 */
export type Place = {
  readonly towns: readonly string[]
  readonly districts: readonly string[]
  readonly streets: readonly string[]
}

/** A home, or where a business is. */
export type Address = {
  /** “Flat 2”, or nothing. */
  readonly part: string
  /** “14 Tannery Street”. */
  readonly street: string
  readonly town: string
  readonly postcode: string
}

const english = [
  'Alder Rise',
  'Beckside',
  'Bobbin Lane',
  'Canal Bank',
  'Chapel Street',
  'Coopers Yard',
  'Drovers Road',
  'Fellgate Avenue',
  'Foundry Street',
  'Gasworks Lane',
  'Hawthorn Close',
  'Kiln Road',
  'Larkfield Drive',
  'Market Street',
  'Mill Lane',
  'Old Station Road',
  'Orchard Crescent',
  'Priory Road',
  'Quarry Hill',
  'Ropewalk',
  'Saddlers Court',
  'St Oswin’s Road',
  'Tannery Street',
  'Tenterfield Terrace',
  'Union Street',
  'Weavers Row',
]
const welsh = [
  'Bryn Awel',
  'Clos y Gof',
  'Ffordd yr Afon',
  'Heol y Capel',
  'Heol y Felin',
  'Lôn Cae Glas',
  'Maes y Dderwen',
  'Rhes y Chwarel',
  'Stryd y Farchnad',
  'Stryd y Bont',
  'Tŷ’n y Coed Road',
  'Chapel Street',
  'Quarry Terrace',
  'Station Road',
]
export const places = {
  aldermere: {
    towns: ['Aldermere', 'Aldermere', 'Aldermere', 'Netherby Vale', 'Crosswater', 'Thornlow'],
    districts: ['ZE4', 'ZE5'],
    streets: english,
  },
  wexcombe: {
    towns: ['Wexcombe', 'Wexcombe', 'Great Hollin', 'Stanwick Magna', 'Ottersley'],
    districts: ['ZE6'],
    streets: english,
  },
  kestmoor: {
    towns: ['Kestmoor', 'Brackenthwaite', 'Hesselby', 'Long Maddon', 'Skelbeck', 'Upper Tarrow'],
    districts: ['ZE7', 'ZE8'],
    streets: english,
  },
  penllyn: {
    towns: ['Penllyn', 'Penllyn', 'Abercarwen', 'Llanfor Isaf', 'Pontyglyn'],
    districts: ['ZE9'],
    streets: welsh,
  },
} as const satisfies Record<string, Place>

// The second half of a postcode never has C, I, K, M, O or V.
const letters = 'ABDEFGHJLNPQRSTUWXYZ'

/** An address in the place. Neighbours share a postcode: it follows from the street and the town. */
export function anAddress(random: Random, place: Place): Address {
  const townIndex = random.int(0, place.towns.length - 1)
  const streetIndex = random.int(0, place.streets.length - 1)
  const number = random.int(1, 180)
  const block = townIndex * 60 + streetIndex * 2 + (number > 90 ? 1 : 0)
  return {
    part: random.chance(0.2) ? `Flat ${random.int(1, 12)}` : '',
    street: `${number} ${place.streets[streetIndex]}`,
    town: place.towns[townIndex] ?? '',
    postcode: `${place.districts[block % place.districts.length]} ${block % 10}${letters[block % 20]}${letters[(block * 7 + townIndex) % 20]}`,
  }
}

const short: Readonly<Record<string, string>> = {
  Street: 'St',
  Road: 'Rd',
  Avenue: 'Ave',
  Close: 'Cl',
  Crescent: 'Cres',
  Terrace: 'Terr',
  Lane: 'Ln',
}

/** The same address as another clerk would type it. */
export const abbreviated = (address: Address): Address => ({
  ...address,
  part: address.part.replace('Flat', 'Flt'),
  street: address.street.replace(/\w+$/, word => short[word] ?? word),
})

/** In lines, without the postcode. */
export const linesOf = ({ part, street, town }: Address): readonly string[] =>
  part === '' ? [street, town] : [part, street, town]
