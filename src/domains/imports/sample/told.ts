import type { AccountFeed } from './councils.ts'
import type { Row } from './feed.ts'
import { alsoCalled } from './names.ts'
import { type Business, type Household, type Person, plain } from './people.ts'
import { abbreviated, type Address, linesOf } from './places.ts'
import type { Random } from '#values/random.ts'

/**
 * What one source system was told of the people who owe, and how it wrote that down: its own number for them, its own
 * spelling, its own idea of where they live and of what it needs to know.
 */
export function told(
  random: Random,
  feed: AccountFeed,
  {
    household,
    joint,
    again,
  }: {
    readonly household: Household
    readonly joint: Person | undefined
    /** The system has them a second time, under another number. */
    readonly again: boolean
  },
): Row {
  const [lead] = household.people
  const clerk = clerkOf(random, feed)
  return {
    ...clerk.name(lead),
    ...clerk.details(lead),
    ...clerk.address(household),
    personNumber: personNumber(feed, household, { place: 0, again }),
    liability: joint === undefined ? 'sole' : 'joint',
    ...(joint === undefined
      ? {}
      : {
          jointPersonNumber: personNumber(feed, household, { place: joint.place, again: false }),
          jointName: clerk.wholeName(joint),
          ...(feed === 'housing-accounts' || random.chance(0.45)
            ? { jointDateOfBirth: joint.bornOn }
            : {}),
          ...(random.chance(0.3) ? { jointNationalInsuranceNumber: joint.insuranceNumber } : {}),
        }),
  }
}

/** Each source numbers people in its own way, and now and then has one person twice. */
function personNumber(
  feed: AccountFeed,
  { number }: Household,
  { place, again }: { readonly place: number; readonly again: boolean },
): string {
  const figures = String(number * 4 + place + (again ? 2 : 0)).padStart(7, '0')
  switch (feed) {
    case 'council-tax-accounts':
      return `4${figures}`
    case 'business-rates-accounts':
      return `R${figures}`
    case 'sundry-accounts':
      return `C-${figures}`
    case 'housing-benefit-overpayments':
      return `HB${figures}`
    case 'housing-accounts':
      return `T/${figures}`
  }
}

type Clerk = {
  readonly name: (party: Person | Business) => Row
  readonly wholeName: (person: Person) => string
  readonly details: (party: Person | Business) => Row
  readonly address: (household: Household) => Row
}

function clerkOf(random: Random, feed: AccountFeed): Clerk {
  const capitals = (text: string) =>
    feed === 'council-tax-accounts' ? plain(text).toUpperCase() : text
  const forename = ({ forename }: Person) => {
    const others = alsoCalled[forename]
    if (others !== undefined && random.chance(0.2)) return random.pick(others)
    return heard(random, forename)
  }
  const surname = (person: Person) => heard(random, person.surname)
  const company = (name: string) => {
    if (random.chance(0.3)) return name.replace(/ Ltd$/, ' Limited')
    return random.chance(0.2) ? name.replace('&', 'and').toUpperCase() : name
  }
  const asSpoken = (person: Person) => `${person.title} ${forename(person)} ${surname(person)}`

  const name = (party: Person | Business): Row => {
    if (party.is === 'business') {
      // A blank that somebody once filled in: it is nobody's name, and must never link two accounts.
      if (feed === 'business-rates-accounts' && random.chance(0.02))
        return { name: 'THE ACCOUNT HOLDER' }
      const called = company(party.name)
      return feed === 'council-tax-accounts'
        ? { organisationName: capitals(called), companyNumber: party.companyNumber }
        : { name: called, surname: called, ...companyNumberOf(random, party) }
    }
    if (feed === 'business-rates-accounts')
      return { name: `${asSpoken(party)} t/a ${party.surname} Trading`, dateOfBirth: party.bornOn }
    if (feed === 'sundry-accounts') return { name: `${surname(party)}, ${forename(party)}` }
    const called = forename(party)
    const middle = party.middleInitial === '' ? '' : ` ${party.middleInitial}`
    return {
      title: capitals(party.title),
      forenames: capitals(
        feed === 'housing-accounts' && random.chance(0.35) ? called.slice(0, 1) : called + middle,
      ),
      surname: capitals(surname(party)),
    }
  }

  const details = (party: Person | Business): Row => {
    const contact = {
      ...(random.chance(0.6) ? { telephone: party.telephone } : {}),
      ...(random.chance(0.5) ? { email: party.email } : {}),
    }
    if (party.is === 'business') return contact
    const known = random.chance(identified[feed].byBoth)
    const isBorn = known || random.chance(identified[feed].byBirth)
    return {
      ...contact,
      ...(isBorn ? { dateOfBirth: party.bornOn } : {}),
      ...(known ? { nationalInsuranceNumber: party.insuranceNumber } : {}),
      ...(party.diedOn === undefined || random.chance(0.2) ? {} : { deceasedOn: party.diedOn }),
    }
  }

  const address = ({ home, formerHome }: Household): Row => {
    const isBehind = feed !== 'council-tax-accounts' && random.chance(0.12)
    const place: Address = isBehind ? formerHome : home
    const typed = random.chance(0.3) ? abbreviated(place) : place
    const [first = '', second = '', third] = linesOf(typed).map(capitals)
    const lines = third === undefined ? [first, '', second] : [first, second, third]
    return {
      address: lines.filter(line => line !== '').join(', '),
      address1: lines[0] ?? '',
      address2: lines[1] ?? '',
      address3: lines[2] ?? '',
      postcode: random.chance(0.05) ? typed.postcode.replace(' ', '') : typed.postcode,
    }
  }
  return { name, wholeName: person => capitals(asSpoken(person)), details, address }
}

/** How often a system knows the date of birth and the national insurance number, or the date alone. */
const identified: Readonly<
  Record<AccountFeed, { readonly byBoth: number; readonly byBirth: number }>
> = {
  'council-tax-accounts': { byBoth: 0.5, byBirth: 0.15 },
  'business-rates-accounts': { byBoth: 0, byBirth: 0.3 },
  'sundry-accounts': { byBoth: 0, byBirth: 0.2 },
  'housing-benefit-overpayments': { byBoth: 1, byBirth: 0 },
  'housing-accounts': { byBoth: 0.5, byBirth: 0.25 },
}

const companyNumberOf = (random: Random, { companyNumber }: Business): Row =>
  companyNumber !== '' && random.chance(0.7) ? { companyNumber } : {}

/** One name in twenty-five is mistyped: a letter twice, a letter lost, or two changed round. */
function heard(random: Random, name: string): string {
  if (name.length < 5 || !random.chance(0.04)) return name
  const at = random.int(1, name.length - 3)
  const [before, one, other, after] = [
    name.slice(0, at),
    name.charAt(at),
    name.charAt(at + 1),
    name.slice(at + 2),
  ]
  return random.pick([
    before + one + one + other + after,
    before + other + after,
    before + other + one + after,
  ])
}
