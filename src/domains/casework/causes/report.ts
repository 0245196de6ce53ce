import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { allCauses, type Cause, causes, earlyWarnings } from './causes.ts'
import { type Counted, withoutSmallNumbers } from '#values/small-numbers.ts'
import { wardsInForce } from '#wards'

type Asked = {
  readonly councilId: number
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
}

/** Why people fell behind, of one type of debt, one ward or one area. */
export type CausesOf = { readonly of: string; readonly causes: readonly Counted[] }

export type CauseReport = {
  readonly all: readonly Counted[]
  readonly byDebtType: readonly CausesOf[]
  /** By ward where the council has wards, otherwise by area. Never by both: of two maps of the same people the difference is small. */
  readonly byPlace: 'ward' | 'area'
  readonly byWardOrArea: readonly CausesOf[]
  /** Contacts with whoever was on the list before any notice had gone, and in how many of them help was offered. */
  readonly early: { readonly contacts: number; readonly withHelp: number }
}

/** What is said of an account that no property is known of, and of a contact about no one account. */
const notKnown = 'not known'

const standing = ({ councilId, from, to }: Asked): Sql => sql`
  contact.council_id = ${councilId}::int
  and contact.at >= ${from}::date::timestamp at time zone 'Europe/London'
  and contact.at < (${to}::date + 1)::timestamp at time zone 'Europe/London'
  and not exists (
    select from casework.contact as later
    where later.council_id = ${councilId}::int and later.corrects_id = contact.id)`

/**
 * Why people said that they fell behind, in the contacts of these days that stand: how many people gave each reason, of all,
 * by the debt they were spoken to about, and by the ward of its property, or the first half of its postcode. Numbers of people below ten
 * are put together with others, and never shown; and so are groups.
 */
export async function causeReport(db: Db, asked: Asked): Promise<CauseReport> {
  const groups = async (of: Sql) =>
    db.many(
      z.object({ of: z.string(), cause: z.enum(allCauses as [Cause, ...Cause[]]), people: count }),
      sql`
        select ${of} as of, contact.cause, count(distinct party.person_id) as people
        from casework.contact as contact
        join parties.party as party on party.council_id = ${asked.councilId}::int and party.id = contact.party_id
        left join debts.account as account on account.council_id = ${asked.councilId}::int and account.id = contact.account_id
        left join debts.property as property on property.council_id = ${asked.councilId}::int and property.id = account.property_id
        left join wards.ward_of_postcode as ward
          on ward.council_id = ${asked.councilId}::int and ward.postcode = wards.as_kept(property.postcode)
        where ${standing(asked)} and contact.cause is not null
        group by 1, 2
        order by 1, 3 desc, 2`,
    )
  const all = await groups(sql`'all'`)
  const byPlace = (await wardsInForce(db, asked.councilId)) === undefined ? 'area' : 'ward'
  const place = {
    ward: sql`coalesce(ward.name, ${notKnown})`,
    area: sql`coalesce(nullif(split_part(property.postcode, ' ', 1), ''), ${notKnown})`,
  }
  return {
    all: counted(all),
    byDebtType: await each(sql`coalesce(account.debt_type, ${notKnown})`, groups),
    byPlace,
    byWardOrArea: await each(place[byPlace], groups),
    early: await db.one(
      z.object({ contacts: count, withHelp: count }),
      sql`
        select count(*) as contacts, count(*) filter (where cardinality(contact.help_offered) > 0) as with_help
        from casework.contact as contact
        where ${standing(asked)} and contact.prompted_by = any(${[...earlyWarnings]}::text[])`,
    ),
  }
}

type Row = { readonly of: string; readonly cause: Cause; readonly people: number }

const counted = (rows: readonly Row[]): readonly Counted[] =>
  withoutSmallNumbers(
    rows.map(({ cause, people }) => ({ name: causes[cause], people })),
    'Other reasons, together',
  )

const perGroup = (rows: readonly Row[]): readonly (readonly [string, readonly Row[]])[] => [
  ...Map.groupBy(rows, row => row.of),
]

/** Under what groups of too few people are put together: left out, their number would be what the others lack of the whole. */
const others = 'Others, together'

/** The reasons in each group, where `counts` counts them by what it is given. */
async function each(
  of: Sql,
  counts: (of: Sql) => Promise<readonly Row[]>,
): Promise<readonly CausesOf[]> {
  const rows = await counts(of)
  const shown = withoutSmallNumbers(
    perGroup(rows).map(([name, theirs]) => ({
      name,
      people: theirs.reduce((sum, { people }) => sum + people, 0),
    })),
    others,
  ).map(({ name }) => name)
  const together = shown.includes(others)
    ? await counts(sql`case when ${of} = any(${shown}::text[]) then ${of} else ${others} end`)
    : rows
  return perGroup(together)
    .map(([group, theirs]) => ({ of: group, causes: counted(theirs) }))
    .filter(({ causes }) => causes.length > 0)
}
