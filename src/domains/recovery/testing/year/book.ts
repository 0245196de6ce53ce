import { z } from 'zod'
import { post, seedDebtTypes, shippedDebtTypes } from '#debts'
import { aCouncilWithAccounts, someEntry, type TestCouncil } from '#debts/testing'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { plusDays } from '#values/dates.ts'
import { type Pence, sum } from '#values/money.ts'
import { type Random, randomFor } from '#values/random.ts'
import { usualHolds } from '../../policies/usual-holds.ts'
import { publishPolicy, seedPolicies } from '../../policies-in-force.ts'
import { type Action, actions, actionsOf } from '../../actions.ts'
import type { Stage } from '../../facts.ts'

export type Day = Temporal.PlainDate
export type Nation = 'England' | 'Wales'
export const firstDay = Temporal.PlainDate.from('2026-04-01')

/** The policies a council starts with, or such as no council may have: then what is shown is the law underneath. */
export type Policies = 'shipped' | 'reckless'

/** How whoever owes it pays. */
const habits = ['on the day', 'some days late', 'now and then', 'when asked', 'never'] as const

/** An account of the book, as whoever made it knows it: nothing here is read back from what is under test. */
export type Owed = {
  readonly number: number
  readonly accountId: string
  readonly partyId: string
  readonly family: string
  readonly habit: (typeof habits)[number]
  readonly instalments: readonly { readonly due: Day; readonly amount: Pence }[]
}

export type Book = {
  readonly council: TestCouncil
  readonly nation: Nation
  readonly owed: readonly Owed[]
}

const isTax = (family: string): boolean => family === 'council tax' || family === 'business rates'

/** A tax by instalments of some months, anything else at once: on days of the first months. */
function instalmentsOf(family: string, random: Random): Owed['instalments'] {
  const first = plusDays(firstDay, random.int(0, isTax(family) ? 27 : 90))
  const months = isTax(family) ? random.int(6, 11) : 1
  return Array.from({ length: months }, (_, month) => ({
    due: first.add({ months: month }),
    amount: BigInt(random.int(isTax(family) ? 20_00 : 30_00, 400_00)),
  }))
}

/** A council that is owed so many debts of every kind that is shipped, charged on 1 April 2026. The same seed is the same book. */
export async function aBook(
  database: Database,
  {
    councilId,
    nation,
    ofEach,
    seed,
    policies,
  }: {
    readonly councilId: number
    readonly nation: Nation
    readonly ofEach: number
    readonly seed: number
    readonly policies: Policies
  },
): Promise<Book> {
  const types = shippedDebtTypes.map(({ name }) => name)
  const council = await aCouncilWithAccounts(database, councilId, types.length * ofEach, { nation })
  return asCouncil(database, councilId, async db => {
    await seedDebtTypes(db, councilId, types)
    if (policies === 'shipped') await seedPolicies(db, { councilId, nation, from: firstDay })
    else await seedReckless(db, councilId)
    const owed: Owed[] = []
    for (const { id, partyId, number } of await accounts(db, councilId)) {
      const type = shippedDebtTypes[number % types.length]
      if (!type) throw new Error('There are shipped types of debt.')
      const random = randomFor(seed, number)
      const one = {
        number,
        accountId: id,
        partyId,
        family: type.family,
        habit: random.pick(habits),
        instalments: instalmentsOf(type.family, random),
      }
      await become(db, councilId, one, { debtType: type.name, random })
      const total = sum(one.instalments.map(({ amount }) => amount))
      const entry = someEntry(council, id, { reference: `charge ${number}`, amount: total })
      await post(db, { councilId, entry, actor: 'system:test' })
      owed.push(one)
    }
    return { council, nation, owed }
  })
}

/** What can be asked of somebody, the harshest first. */
const harshestFirst = [
  'remedy decision',
  'court outcome check',
  'court claim review',
  'letter before claim',
  'late payment letter',
  'second letter',
  'invoice reminder',
  'summons list',
  'final notice',
  'second reminder',
  'reminder',
] as const satisfies readonly Action[]

/** Policies that ask for nothing: at every stage whatever may follow it, the harshest first, at once. What is left is the law underneath. */
async function seedReckless(db: Db, councilId: number): Promise<void> {
  const stages: readonly Stage[] = ['billed', ...harshestFirst]
  for (const { name: debtType, family } of shippedDebtTypes) {
    const steps = stages.flatMap(at =>
      harshestFirst
        .filter(then => actionsOf(family).includes(then) && mayFollow(then, at))
        .map(then => ({
          name: `${then} at ${at}`,
          at,
          when: [],
          then,
          why: 'as soon as the law lets it',
        })),
    )
    const policy = { name: 'Reckless', holds: [withSomebody, ...usualHolds], steps }
    await publishPolicy(db, {
      councilId,
      debtType,
      policy,
      from: firstDay,
      draftedBy: 'one',
      approvedBy: 'other',
    })
  }
}
const mayFollow = (then: (typeof harshestFirst)[number], at: Stage): boolean => {
  const follows: readonly string[] = actions[then].follows
  return follows.length === 0 ? at === 'billed' : follows.includes(at)
}
/** Or the same list would be opened each night. */
const withSomebody = {
  name: 'With somebody, or was until lately',
  when: [
    {
      any: [
        { fact: 'last return', is: 'open' },
        { fact: 'since return', below: '20 days' },
      ],
    },
  ],
  why: 'It would be the same again',
} as const

const accounts = (db: Db, councilId: number) =>
  db.many(
    z.object({ id: z.string(), partyId: z.string(), number: z.number() }),
    sql`
      select id, lead_party_id as party_id, reference::int as number from debts.account
      where council_id = ${councilId}::int order by reference::int`,
  )

/** Makes an account of the test council one of this kind, with its instalments. */
async function become(
  db: Db,
  councilId: number,
  { accountId, partyId, family, instalments }: Owed,
  { debtType, random }: { readonly debtType: string; readonly random: Random },
): Promise<void> {
  const days = instalments.map(({ due }) => `${due}`)
  const [last = `${firstDay}`] = days.slice(-1)
  await db.run(sql`
    update debts.account set
      as_at = '2100-01-01', debt_type = ${debtType}::text,
      charged = ${sum(instalments.map(({ amount }) => amount))}::bigint,
      due_on = case when ${isTax(family)}::boolean then null else ${last}::date end,
      instalments_due_on = case when ${isTax(family)}::boolean then ${days}::date[] else '{}' end,
      instalments = case when ${isTax(family)}::boolean then ${instalments.map(({ amount }) => amount)}::bigint[] else '{}' end,
      period_from = case when ${isTax(family)}::boolean then ${firstDay}::date end,
      period_to = case when ${isTax(family)}::boolean then ${firstDay.add({ years: 1 })}::date
        when ${family === 'housing' && random.chance(0.5)}::boolean then ${last}::date end
    where council_id = ${councilId}::int and id = ${accountId}::uuid`)
  if (family === 'business rates' || (family === 'sundry' && random.chance(0.5)))
    await db.run(sql`
      update parties.party set kind = 'organisation' where council_id = ${councilId}::int and id = ${partyId}::uuid`)
}
