import { z } from 'zod'
import { londonDate } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { count, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { ageSql, isJointSql } from '../simulation/cells.ts'
import { ageGroups, liabilityGroups } from '../simulation/equality.ts'
import { type Parted, withoutSmallParts } from '#values/small-numbers.ts'
import { type Compared, nothing } from './difference.ts'
import { type Measure, measureNames } from './measures.ts'
import { type Side, sides } from './split.ts'
import type { Trial } from './trial.ts'

/** Beside the measures: how many are on a side, what they owed when they entered, and what was done about it. */
export type Counted = {
  readonly people: number
  readonly accounts: number
  readonly owed: bigint
  readonly steps: number
  readonly referralsClosed: number
}

export type Outcomes = {
  /** The first day of which nothing is counted any more: tomorrow’s, or that on which the trial was over. */
  readonly until: Temporal.PlainDate
  readonly sides: Readonly<Record<Side, Counted>>
  /** Each measure of all who have entered, as it is so far. */
  readonly soFar: Readonly<Record<Measure, Compared>>
  /** The measure that was named, of those who entered early enough to be counted for all of its days. */
  readonly named: Compared
  /** How the draw fell, by what is held of people: in each group so many accounts on either side. */
  readonly evenness: readonly { readonly by: string; readonly groups: readonly Parted[] }[]
}

/** The first day of which nothing of a trial is counted any more. */
export function countedUntil(
  { endsOn, endedAt }: Pick<Trial, 'endsOn' | 'endedAt'>,
  today: Temporal.PlainDate,
): Temporal.PlainDate {
  const days = [
    endsOn,
    today.add({ days: 1 }),
    ...(endedAt ? [londonDate(endedAt).add({ days: 1 })] : []),
  ]
  return days.sort(Temporal.PlainDate.compare)[0] ?? endsOn
}

/**
 * What has come of a trial, side by side. Everybody is counted on the side that they fell on, also while something protects
 * them and what is in force decides: whoever is left out later would take the comparison with them. Whose transaction it
 * is must see every record, restricted ones too; nobody’s name is in the answer.
 */
export async function outcomesOf(
  db: Db,
  {
    councilId,
    trial,
    today,
  }: { readonly councilId: number; readonly trial: Trial; readonly today: Temporal.PlainDate },
): Promise<Outcomes> {
  const until = countedUntil(trial, today)
  const of = { councilId, trialId: trial.id, until }
  const soFar = {} as Record<Measure, Compared>
  for (const measure of measureNames) {
    soFar[measure] = await sumsOf(db, { ...of, measure, days: null, enteredBy: until })
  }
  return {
    until,
    sides: await countedOf(db, of),
    soFar,
    named: await sumsOf(db, {
      ...of,
      measure: trial.measure,
      days: trial.days,
      enteredBy: trial.endsOn.subtract({ days: trial.days }),
    }),
    evenness: await evennessOf(db, { ...of, asAt: trial.beginsOn }),
  }
}

type Of = {
  readonly councilId: number
  readonly trialId: string
  readonly until: Temporal.PlainDate
}
type Asked = Of & {
  readonly measure: Measure
  /** For how many days from its entry each is counted; null for all of them. */
  readonly days: number | null
  readonly enteredBy: Temporal.PlainDate
}

const exact = z.string().transform(BigInt)
const sumsRow = z.object({
  side: z.enum(sides),
  draws: exact,
  got: exact,
  outOf: exact,
  gotSquared: exact,
  product: exact,
  outOfSquared: exact,
})

/** The sums of a measure for each side: over accounts or people first, then over those who were drawn together. */
async function sumsOf(db: Db, asked: Asked): Promise<Compared> {
  const found = await db.many(
    sumsRow,
    sql`
      select side, count(*)::text as draws, sum(got)::text as got, sum(out_of)::text as out_of,
        sum(got * got)::text as got_squared, sum(got * out_of)::text as product,
        sum(out_of * out_of)::text as out_of_squared
      from (
        select side, drawn_by, sum(got)::numeric as got, sum(out_of)::numeric as out_of
        from (${asked.measure === 'contacts' ? contacts(asked) : ofAccounts(asked)}) as one
        group by side, drawn_by
      ) as drawn
      group by side`,
  )
  return bySide(found, nothing)
}

/** What was found for each side, without the side in it, and `none` for a side that nobody is on. */
function bySide<Found extends object>(
  rows: readonly (Found & { readonly side: Side })[],
  none: Found,
): Readonly<Record<Side, Found>> {
  const of = (asked: Side): Found => {
    const row = rows.find(({ side }) => side === asked)
    if (!row) return none
    const { side: _, ...found } = row
    return found as unknown as Found
  }
  return { champion: of('champion'), challenger: of('challenger') }
}

/** Until when something is counted that began to be on a day. */
const untilOf = (from: Sql, { days, until }: Asked): Sql =>
  days === null ? sql`${until}::date` : sql`least(${from} + ${days}::int, ${until}::date)`

const ofAccounts = (asked: Asked): Sql => {
  const { councilId, trialId, enteredBy, measure } = asked
  return sql`
    select entered.side, entered.drawn_by, ${measure === 'collected' ? sql`entered.owed` : sql`1`} as out_of,
      ${measure === 'collected' ? collected(asked) : held(asked)} as got
    from recovery.trial_account as entered
    where entered.council_id = ${councilId}::int and entered.trial_id = ${trialId}::uuid
      and entered.entered_on <= ${enteredBy}::date`
}

/** Pence paid since an account entered; a payment that was reversed was none. */
const collected = (asked: Asked): Sql => sql`(
  select coalesce(sum(posting.amount), 0)
  from debts.posting as posting
  join debts.entry as entry on entry.council_id = ${asked.councilId}::int and entry.id = posting.entry_id
  where posting.council_id = ${asked.councilId}::int and posting.credit = entered.account_id and entry.kind = 'payment'
    and entry.effective_on >= entered.entered_on and entry.effective_on < ${untilOf(sql`entered.entered_on`, asked)}
    and not exists (
      select from debts.entry as undone
      where undone.council_id = ${asked.councilId}::int and undone.reverses_id = entry.id))`

/** 1 for an account on which an arrangement, or a hold that is none, has begun since it entered; else 0. */
const held = (asked: Asked): Sql => sql`(
  select count(*) from (
    select from protections.hold_on_account as hold
    where hold.council_id = ${asked.councilId}::int and hold.account_id = entered.account_id
      and (hold.kind = 'arrangement') = ${asked.measure === 'arrangements'}::boolean
      and (hold.starts_at at time zone 'Europe/London')::date >= entered.entered_on
      and (hold.starts_at at time zone 'Europe/London')::date < ${untilOf(sql`entered.entered_on`, asked)}
    limit 1
  ) as once)`

/** How often each person got in touch since they were drawn. */
const contacts = (asked: Asked): Sql => sql`
  select drawn.side, drawn.drawn_by, 1 as out_of, (
    select count(*)
    from parties.party as same
    join casework.contact_for_recovery as contact
      on contact.council_id = ${asked.councilId}::int and contact.party_id = same.id and contact.is_theirs
    where same.council_id = ${asked.councilId}::int and same.person_id = drawn.person_id
      and (contact.at at time zone 'Europe/London')::date >= drawn.drawn_on
      and (contact.at at time zone 'Europe/London')::date < ${untilOf(sql`drawn.drawn_on`, asked)}) as got
  from recovery.trial_person as drawn
  where drawn.council_id = ${asked.councilId}::int and drawn.trial_id = ${asked.trialId}::uuid
    and drawn.drawn_on <= ${asked.enteredBy}::date`

const countedRow = z.object({
  side: z.enum(sides),
  people: count,
  accounts: count,
  owed: pence,
  steps: count,
  referralsClosed: count,
})

async function countedOf(db: Db, { councilId, trialId, until }: Of): Promise<Outcomes['sides']> {
  const rows = await db.many(
    countedRow,
    sql`
      select entered.side, count(*) as accounts, sum(entered.owed)::bigint as owed,
        (select count(*) from recovery.trial_person as drawn
          where drawn.council_id = ${councilId}::int and drawn.trial_id = ${trialId}::uuid
            and drawn.side = entered.side) as people,
        sum((select count(*) from recovery.action as action
          where action.council_id = ${councilId}::int and action.account_id = entered.account_id
            and action.source = 'evenhand' and action.cancelled_at is null and action.dispatched_at is not null
            and action.served_on >= entered.entered_on and action.served_on < ${until}::date))::bigint as steps,
        sum((select count(*) from recovery.referral as referral
          where referral.council_id = ${councilId}::int and referral.account_id = entered.account_id
            and referral.closed_on >= entered.entered_on and referral.closed_on < ${until}::date))::bigint
          as referrals_closed
      from recovery.trial_account as entered
      where entered.council_id = ${councilId}::int and entered.trial_id = ${trialId}::uuid
      group by entered.side`,
  )
  return bySide(rows, { people: 0, accounts: 0, owed: 0n, steps: 0, referralsClosed: 0 })
}

const evenRow = z.object({
  side: z.enum(sides),
  age: z.string(),
  isJoint: z.boolean(),
  stage: z.string(),
  accounts: count,
})

async function evennessOf(
  db: Db,
  { councilId, trialId, asAt }: Omit<Of, 'until'> & { readonly asAt: Temporal.PlainDate },
): Promise<Outcomes['evenness']> {
  const rows = await db.many(
    evenRow,
    sql`
      select side, age, is_joint, stage, count(*) as accounts
      from (
        select entered.side, entered.stage, ${ageSql(asAt)} as age,
          ${isJointSql(councilId, sql`entered.account_id`)} as is_joint
        from recovery.trial_account as entered
        join debts.account as account on account.council_id = ${councilId}::int and account.id = entered.account_id
        join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
        where entered.council_id = ${councilId}::int and entered.trial_id = ${trialId}::uuid
      ) as entered
      group by side, age, is_joint, stage
      order by stage`,
  )
  type Row = z.infer<typeof evenRow>
  const by = (
    name: string,
    groups: readonly (readonly [key: string, name: string])[],
    keyOf: (row: Row) => string,
  ) => ({
    by: name,
    groups: withoutSmallParts(
      groups.map(([key, group]) => ({
        group,
        parts: sides.map(side =>
          rows
            .filter(row => row.side === side && keyOf(row) === key)
            .reduce((sum, row) => sum + row.accounts, 0),
        ),
      })),
    ),
  })
  const stages = [...new Set(rows.map(({ stage }) => stage))]
  return [
    by('Age', ageGroups, ({ age }) => age),
    by('Liability', liabilityGroups, ({ isJoint }) => (isJoint ? 'joint' : 'sole')),
    by(
      'Stage when it entered',
      stages.map(stage => [stage, stage] as const),
      ({ stage }) => stage,
    ),
  ]
}
