import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import assert from 'node:assert/strict'
import { shippedProfile } from '../shipped-profiles.ts'
import { type AccountFeed, type SampleCouncil, sampleCouncils, transactionsOf } from './councils.ts'
import { dayOf } from './days.ts'
import { debtsOf } from './debts-of.ts'
import { type Feed, openFeed, openLines, type Row } from './feed.ts'
import type { Owed } from './owed.ts'
import { aHousehold, type Household, type Person } from './people.ts'
import { linesOf } from './places.ts'
import { randomFor } from '#values/random.ts'
import { yearsOn } from './term.ts'
import { told } from './told.ts'
import { writeWards } from './wards.ts'

export { type AccountFeed, type SampleCouncil, sampleCouncils, transactionsOf } from './councils.ts'

export type SampleWritten = {
  readonly accounts: number
  readonly transactions: number
  /** In the order to load them: each council's accounts before what happened on them. */
  readonly files: readonly SampleFile[]
  /** Which ward each postcode is in, by council. */
  readonly wards: readonly Omit<SampleFile, 'profile'>[]
}

export type SampleFile = {
  readonly councilId: number
  /** The name of the mapping profile. */
  readonly profile: string
  readonly path: string
}

/**
 * Writes the sample councils' source files under `out`: `<council>/<profile>.csv`; `<council>/wards.csv`; and `<council>/truth.csv`, which says
 * who each source record really is. The same seed and business date give the same bytes, and the same seed the same people
 * and kinds of debt on every date. Memory does not grow with the number of accounts. `progress` is told how many accounts have been written, now and then.
 */
export async function writeSample({
  accounts,
  seed,
  out,
  businessDate,
  only,
  progress = () => {},
}: {
  readonly accounts: number
  readonly seed: number
  readonly out: string
  readonly businessDate: Temporal.PlainDate
  /** One feed of one council has all the accounts, and nothing else is written: for measuring. */
  readonly only?: OneFeed
  readonly progress?: (written: number, of: number) => void
}): Promise<SampleWritten> {
  assert(Number.isSafeInteger(accounts) && accounts > 0, 'a sample has one account or more')
  let written = 0
  let transactions = 0
  const files: SampleFile[] = []
  const wards: Omit<SampleFile, 'profile'>[] = []
  const quotas = only ? new Map([[only.councilId, accounts]]) : quotasOf(accounts)
  for (const council of sampleCouncils) {
    const quota = quotas.get(council.id)
    if (quota === undefined) continue
    const before = written
    const result = await writeCouncil(council, {
      quota,
      feeds: only ? [only.feed] : council.feeds,
      seed,
      folder: join(out, council.slug),
      businessDate,
      progress: done => progress(before + done, accounts),
    })
    written += result.accounts
    transactions += result.transactions
    files.push(...result.files)
    const path = join(out, council.slug, 'wards.csv')
    if (only) continue
    await writeWards(council, path)
    wards.push({ councilId: council.id, path })
  }
  return { accounts: written, transactions, files, wards }
}

/** Each council's share; the first has what rounding leaves. */
function quotasOf(accounts: number): ReadonlyMap<number, number> {
  const [first, ...others] = sampleCouncils
  assert(first, 'there are sample councils')
  const quotas = new Map(others.map(({ id, share }) => [id, Math.floor((accounts * share) / 100)]))
  let left = accounts
  for (const quota of quotas.values()) left -= quota
  return quotas.set(first.id, left)
}

type OneFeed = { readonly councilId: number; readonly feed: AccountFeed }

type Wanted = {
  readonly quota: number
  readonly feeds: readonly AccountFeed[]
  readonly seed: number
  readonly folder: string
  readonly businessDate: Temporal.PlainDate
  readonly progress: (written: number) => void
}

async function writeCouncil(
  council: SampleCouncil,
  { quota, feeds, seed, folder, businessDate, progress }: Wanted,
): Promise<Omit<SampleWritten, 'wards'>> {
  await mkdir(folder, { recursive: true })
  const today = dayOf(businessDate)
  const years = yearsOn(businessDate)
  const desks = new Map<AccountFeed, Desk>()
  for (const feed of feeds) desks.set(feed, await openDesk(feed, folder))
  const truth = await openLines(join(folder, 'truth.csv'), 'utf-8')
  await truth.write('source,person_number,true_party')

  let accounts = 0
  let transactions = 0
  for (let number = 0; accounts < quota; number += 1) {
    const which = [seed, council.id, number]
    const random = randomFor(...which)
    const household = aHousehold(random, council, number, today)
    const known = new Set<string>()
    for (const owed of debtsOf({ random, council, household, today, years })) {
      const desk = desks.get(owed.feed)
      assert(desk ?? council.feeds.includes(owed.feed), `${council.name} has the feed ${owed.feed}`)
      if (!desk || accounts === quota) continue
      accounts += 1
      transactions += owed.movements.length
      for (const line of await desk.write(owed, household, which)) {
        if (known.has(line)) continue
        known.add(line)
        await truth.write(line)
      }
    }
    if (number % 5_000 === 4_999) progress(accounts)
  }

  for (const desk of desks.values()) await desk.close()
  await truth.close()
  progress(accounts)
  return {
    accounts,
    transactions,
    files: [...desks.values()].flatMap(({ profiles: [accountsProfile, movementsProfile], moved }) =>
      // In the first days of a year nothing may have happened yet, and a source sends no file of nothing.
      (moved() ? [accountsProfile, movementsProfile] : [accountsProfile]).map(profile => ({
        councilId: council.id,
        profile,
        path: join(folder, `${profile}.csv`),
      })),
    ),
  }
}

/** Where one source system's two files are written. */
type Desk = {
  readonly profiles: readonly [accounts: string, movements: string]
  /** Whether anything has happened on any of its accounts. */
  readonly moved: () => boolean
  /** Writes the account and what happened on it; the answer is the truth about those named, as lines. */
  readonly write: (
    owed: Owed,
    household: Household,
    which: readonly number[],
  ) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

async function openDesk(feed: AccountFeed, folder: string): Promise<Desk> {
  const profiles = [feed, transactionsOf[feed]] as const
  const open = async (name: string): Promise<Feed> => {
    const profile = shippedProfile(name)
    assert(profile, `the profile ${name} is shipped`)
    return openFeed(join(folder, `${name}.csv`), profile)
  }
  const [accounts, movements] = [await open(profiles[0]), await open(profiles[1])]
  const source = shippedProfile(feed)?.source ?? ''
  let count = 0
  let hasMoved = false
  return {
    profiles,
    moved: () => hasMoved,
    write: async (owed, household, which) => {
      count += 1
      const reference = referenceOf(feed, count)
      const [lead, second] = household.people
      const joint: Person | undefined = owed.isJoint ? second : undefined
      // One number in a source is one name and one address there, however many debts it has.
      const again = randomFor(...which, count).chance(0.03)
      const random = randomFor(...which, seedOf(feed), Number(again))
      const people = told(random, feed, { household, joint, again })
      await accounts.write({
        ...people,
        ...owed.account,
        ...propertyOf(owed, household),
        reference,
      })
      for (const [index, movement] of owed.movements.entries()) {
        hasMoved = true
        await movements.write({
          transactionReference: `${reference}-${index + 1}`,
          accountReference: reference,
          kind: movement.kind,
          amount: movement.amount,
          effectiveOn: movement.on,
          narrative: movement.narrative,
          ...(movement.kind === 'payment'
            ? {
                payerName: payerOf(people),
                method: movement.method ?? '',
              }
            : {}),
        })
      }
      const truth = [`${source},${people.personNumber},${lead.party}`]
      if (joint) truth.push(`${source},${people.jointPersonNumber},${joint.party}`)
      return truth
    },
    close: async () => {
      await accounts.close()
      await movements.close()
    },
  }
}

const seedOf = (feed: AccountFeed): number => 1_000 + Object.keys(transactionsOf).indexOf(feed)

const payerOf = ({ name, organisationName, forenames, surname }: Row): string =>
  String(name ?? organisationName ?? `${forenames} ${surname}`)

/** Each source writes its references in its own way. */
function referenceOf(feed: AccountFeed, count: number): string {
  const figures = (width: number) => String(count).padStart(width, '0')
  switch (feed) {
    case 'council-tax-accounts':
      return `7${figures(7)}${'ABCDEFGHJKX'[(count * 7) % 11]}`
    case 'business-rates-accounts':
      return `NR/${figures(7)}`
    case 'sundry-accounts':
      return `INV${figures(8)}`
    case 'housing-benefit-overpayments':
      return `OP-${figures(7)}`
    case 'housing-accounts':
      return `${figures(7)}.01`
  }
}

function propertyOf({ feed, property }: Owed, { number, home, formerHome }: Household) {
  if (property === undefined) return {}
  const [place, which] = property === 'home' ? [home, 0] : [formerHome, 1]
  const prefix = feed === 'housing-accounts' ? 'U' : feed === 'council-tax-accounts' ? 'P' : 'B'
  return {
    propertyReference: `${prefix}${String(number * 2 + which).padStart(8, '0')}`,
    propertyAddress: [...linesOf(place), place.postcode].join(', '),
    ...(feed === 'council-tax-accounts'
      ? { uprn: `9${String(number * 2 + which).padStart(11, '0')}` }
      : {}),
  }
}
