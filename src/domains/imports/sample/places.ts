import type { Random } from '#values/random.ts'

/**
 * Where the sample councils' people live. Every street, town and postcode is invented. Postcodes are of a valid form in
 * districts that have never been allocated: the ZE area stops at ZE3.
 */
export type Place = {
  readonly towns: readonly string[]
  /** What the ward of each of these is called, in their order. */
  readonly wards: readonly string[]
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

const words = (list: string): readonly string[] => list.split(',')
/** Every first part with every last: some hundreds of streets, so that a million accounts are not all in one. */
const streets = (first: string, last: string): readonly string[] =>
  words(first).flatMap(begins => words(last).map(ends => `${begins} ${ends}`))

const english = streets(
  'Alder,Beckside,Bobbin,Canal,Chapel,Clough,Coopers,Curlew,Drovers,Fellgate,Ferny,Foundry,Gasworks,Glebe,Hawthorn,Ivy,Kiln,Larkfield,Market,Meadow,Mill,Nab,Oaks,Old Station,Orchard,Packhorse,Priory,Quarry,Ropewalk,Saddlers,St Oswin’s,Tannery,Tenterfield,Thistle,Union,Weavers,Willow,Woolpack',
  'Street,Road,Lane,Close,Avenue,Drive,Terrace,Crescent,Grove,Way',
)
const welsh = streets(
  'Heol,Ffordd,Stryd,Maes,Bryn,Clos,Lôn,Rhes,Cwrt,Parc,Tŷ’n',
  'y Capel,y Felin,yr Afon,y Dderwen,y Gof,y Chwarel,y Farchnad,y Bont,y Coed,y Nant,yr Eglwys,y Berllan,Awelog,Hyfryd,Llwyd,Newydd,Glas,Uchaf,Isaf,Gwyn,Mawr,Bach',
)
export const places = {
  aldermere: {
    towns: ['Aldermere', 'Aldermere', 'Aldermere', 'Netherby Vale', 'Crosswater', 'Thornlow'],
    wards: ['Castle', 'Quayside', 'Mill Hill', 'Netherby Vale', 'Crosswater', 'Thornlow'],
    districts: ['ZE4', 'ZE5'],
    streets: english,
  },
  wexcombe: {
    towns: ['Wexcombe', 'Wexcombe', 'Great Hollin', 'Stanwick Magna', 'Ottersley'],
    wards: ['Abbey', 'Wexcombe Park', 'Great Hollin', 'Stanwick', 'Ottersley'],
    districts: ['ZE6'],
    streets: english,
  },
  kestmoor: {
    towns: ['Kestmoor', 'Brackenthwaite', 'Hesselby', 'Long Maddon', 'Skelbeck', 'Upper Tarrow'],
    wards: ['Kestmoor', 'Brackenthwaite', 'Hesselby', 'Maddon', 'Skelbeck', 'Tarrow Dale'],
    districts: ['ZE7', 'ZE8'],
    streets: english,
  },
  penllyn: {
    towns: ['Penllyn', 'Penllyn', 'Abercarwen', 'Llanfor Isaf', 'Pontyglyn'],
    wards: ['Y Dref', 'Glan yr Afon', 'Abercarwen', 'Llanfor', 'Pontyglyn'],
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
  const block = (townIndex * place.streets.length + streetIndex) * 2 + (number > 90 ? 1 : 0)
  return {
    part: random.chance(0.2) ? `Flat ${random.int(1, 12)}` : '',
    street: `${number} ${place.streets[streetIndex]}`,
    town: place.towns[townIndex] ?? '',
    postcode: postcodeOf(place, block),
  }
}

function postcodeOf({ districts }: Place, block: number): string {
  const half = `${block % 10}${letters[Math.floor(block / 10) % 20]}${letters[Math.floor(block / 200) % 20]}`
  return `${districts[block % districts.length]} ${half}`
}

/** Every so many blocks, one whose houses are too new to be in any file of wards. */
const newBlock = 40

/** The ward of each postcode of a place: that of its town, but for the newest streets. */
export function wardsOfPlace(place: Place): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (let block = 0; block < place.towns.length * place.streets.length * 2; block += 1) {
    const ward = place.wards[Math.floor(block / (place.streets.length * 2))]
    const postcode = postcodeOf(place, block)
    if (ward !== undefined && block % newBlock > 0 && !found.has(postcode))
      found.set(postcode, ward)
  }
  return found
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
