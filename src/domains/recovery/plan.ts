import { z } from 'zod'
import { record } from '#administration'
import { takeBookBetweenFiles } from '#debts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { londonDate } from '#platform/clock.ts'
import { date, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { takeInSourceHolds } from '#protections'
import { formatDate } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { brakes } from './brakes/brakes.ts'
import { decideDue } from './decide-due.ts'
import { collectDue } from './due.ts'
import { beforeAnyStop } from './emergency/turns.ts'
import * as refusals from './refusals.ts'
import { findRun, liveRun, type Run } from './run.ts'
import { takeOn } from './take-on.ts'
import { untell } from './untell.ts'
import { withdrawSlipped } from './withdraw.ts'

export type PlanNight = {
  readonly councilId: number
  readonly businessDate: Temporal.PlainDate
  readonly actor: string
  readonly now: Temporal.Instant
  /** Looks at the whole book instead of what is due: for proving that they come to the same. */
  readonly everyAccount?: boolean
}

/**
 * Turns what sources have said of holds since the last run into holds of ours, and withdraws what slipped out before we knew, and what a source
 * told and tells no more. Harmless to
 * repeat: whatever else the night does that a hold stops is done after it.
 */
export async function takeInHolds(
  database: Database,
  { councilId, now }: Pick<PlanNight, 'councilId' | 'now'>,
): Promise<void> {
  const since = await asCouncil(database, councilId, db => sinceLastRun(db, councilId))
  // Holds are facts, and lock people: they are taken in before the long transaction, whatever becomes of it.
  await asCouncil(database, councilId, async db => {
    await takeInSourceHolds(db, councilId, since)
    await withdrawSlipped(db, { councilId, since })
    await untell(db, { councilId, since, now })
  })
}

/**
 * Plans a council's night in one transaction: what each due account should have next, and why. Nothing leaves; a plan
 * waits to be submitted and approved. The same date again gives the same run. Refuses while a file is being applied
 * and when a balance does not equal its postings.
 */
export async function planNight(database: Database, night: PlanNight): Promise<Outcome<Run>> {
  await takeInHolds(database, night)
  try {
    return await plan(database, night)
  } catch (problem) {
    if (problem instanceof LedgerDisagrees) {
      return refused(refusals.ledgerDisagrees(problem.accounts))
    }
    throw problem
  }
}

const plan = (
  database: Database,
  { councilId, businessDate, actor, now, everyAccount = false }: PlanNight,
): Promise<Outcome<Run>> =>
  asCouncil(database, councilId, async db => {
    const known = await liveRun(db, councilId, businessDate)
    if (known) return done(known)
    const later = await laterRun(db, councilId, businessDate)
    if (later) return refused(refusals.laterNight(formatDate(later)))
    if (!(await takeBookBetweenFiles(db, councilId))) return refused(refusals.stillLoading)

    const since = await sinceLastRun(db, councilId)
    const runId = await beginRun(db, { councilId, businessDate, actor, now })
    // Another process began it while we waited: what it planned is the plan.
    if (runId === undefined) {
      const theirs = await liveRun(db, councilId, businessDate)
      return theirs ? done(theirs) : refused(refusals.stillLoading)
    }
    await holdUnapproved(db, { councilId, runId })
    const considered = await collectDue(db, { councilId, asAt: businessDate, since, everyAccount })
    const wrong = await balancesThatDisagree(db, councilId)
    if (wrong > 0) {
      // Undoes the run with everything else in this transaction.
      throw new LedgerDisagrees(wrong)
    }
    await takeOn(db, { councilId, asAt: businessDate })
    const isToday = londonDate(now).equals(businessDate)
    const ofTrials = await decideDue(db, {
      councilId,
      runId,
      asAt: businessDate,
      actor,
      // Another day is looked at from its noon.
      at: isToday
        ? now
        : businessDate
            .toZonedDateTime({ timeZone: 'Europe/London', plainTime: '12:00' })
            .toInstant(),
    })
    const { warnings, notes } = await brakes(db, { councilId, runId, businessDate })
    const told = [...notes, ...ofTrials]
    await db.run(sql`
      update recovery.run as run set
        considered = ${considered}::int, planned = item.planned, content_hash = item.content_hash,
        warnings = ${[...warnings]}::text[], notes = ${told}::text[],
        kind = (case when item.planned > 0 then 'bulk_nightly' else 'nightly' end)
          || (case
          when ${isToday}::boolean and (item.planned > 0
            or abs(business_date - (clock_timestamp() at time zone 'Europe/London')::date) <= 1)
          then '' else '_catchup' end),
        status = case when item.planned > 0 then 'planned' else 'done' end,
        finished_at = case when item.planned > 0 then null else clock_timestamp() end
      from (
        select count(*)::int as planned,
          encode(sha256(convert_to(coalesce(string_agg(
            concat_ws('|', account_id, party_id, action_kind, amount, rule), E'\n' order by account_id), ''), 'UTF8')), 'hex')
            as content_hash
        from recovery.run_item where council_id = ${councilId}::int and run_id = ${runId}::uuid
      ) as item
      where run.council_id = ${councilId}::int and run.id = ${runId}::uuid`)
    // Last, since an emergency stop takes back the same steps, and waits for nobody who is still planning.
    await beforeAnyStop(db, councilId)
    await supersedeUnapproved(db, { councilId, runId, businessDate, actor })
    await record(db, {
      councilId,
      actor,
      action: 'planned a night',
      objectKind: 'run',
      objectId: runId,
      detail: { businessDate: `${businessDate}`, considered },
    })
    const planned = await findRun(db, councilId, runId)
    return planned ? done(planned) : refused(refusals.noSuchRun)
  })

class LedgerDisagrees extends Error {
  readonly accounts: number
  constructor(accounts: number) {
    super(`${accounts} balances do not equal their postings`)
    this.accounts = accounts
  }
}

/** From when to look for what happened: a day before the last run began, since a long transaction may commit late. */
const sinceLastRun = async (db: Db, councilId: number): Promise<Temporal.Instant | null> => {
  const last = await db.maybeOne(
    z.object({ beganAt: instant }),
    sql`
      select began_at from recovery.run where council_id = ${councilId}::int order by began_at desc limit 1`,
  )
  return last ? last.beganAt.subtract({ hours: 24 }) : null
}

/** The newest business date after one that has a run which stands: nights are planned in the order of their dates. */
const laterRun = async (
  db: Db,
  councilId: number,
  than: Temporal.PlainDate,
): Promise<Temporal.PlainDate | null> =>
  (
    await db.one(
      z.object({ on: date.nullable() }),
      sql`
        select max(business_date) as on from recovery.run
        where council_id = ${councilId}::int and business_date > ${than}::date and status <> 'cancelled'`,
    )
  ).on

const beginRun = async (
  db: Db,
  { councilId, businessDate, actor }: PlanNight,
): Promise<string | undefined> =>
  (
    await db.maybeOne(
      z.object({ id: z.string() }),
      sql`
        insert into recovery.run (council_id, id, business_date, attempt, status, planned_by)
        select ${councilId}::int,
          platform.id_of('run', ${councilId}::int, ${businessDate}::date || '/' || attempt), ${businessDate}::date,
          attempt, 'planned', ${actor}::text
        from (
          select coalesce(max(attempt), 0) + 1 as attempt from recovery.run
          where council_id = ${councilId}::int and business_date = ${businessDate}::date
        ) as next
        on conflict do nothing
        returning id`,
    )
  )?.id

/** Keeps the plans that this one takes the place of from being approved while it is made. Their steps are not locked. */
const holdUnapproved = (
  db: Db,
  { councilId, runId }: { readonly councilId: number; readonly runId: string },
): Promise<number> =>
  db.run(sql`
    select from recovery.run
    where council_id = ${councilId}::int and id <> ${runId}::uuid and status in ('planned', 'submitted')
    order by id for no key update`)

/** A plan that nobody approved is out of date once the next night is planned: tonight's says all that it did. */
const supersedeUnapproved = async (
  db: Db,
  {
    councilId,
    runId,
    businessDate,
    actor,
  }: Pick<PlanNight, 'councilId' | 'businessDate' | 'actor'> & { readonly runId: string },
): Promise<void> => {
  const because = `Superseded by the run for ${businessDate}, before anybody approved it`
  await db.run(sql`
    update recovery.run_item as item set outcome = 'skipped', reason = ${because}::text
    from recovery.run as run
    where item.council_id = ${councilId}::int and item.outcome = 'planned'
      and run.council_id = ${councilId}::int and run.id = item.run_id and run.id <> ${runId}::uuid
      and run.status in ('planned', 'submitted')`)
  await db.run(sql`
    update recovery.run set status = 'cancelled', stopped_by = ${actor}::text, stopped_why = ${because}::text
    where council_id = ${councilId}::int and id <> ${runId}::uuid and status in ('planned', 'submitted')`)
}

/**
 * Accounts about to be decided whose shown balance is not the sum of their postings. Summed as a set: account by account, a book of
 * charges alone, whose credits are all of one account, was read through for each.
 */
const balancesThatDisagree = (db: Db, councilId: number): Promise<number> =>
  db.run(sql`
    select 1
    from due
    join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = due.account_id
    left join (
      select leg.account_id, sum(leg.amount) as total
      from (
        select due.account_id, posting.amount
        from due
        join debts.posting as posting on posting.council_id = ${councilId}::int and posting.debit = due.account_id
        union all
        select due.account_id, -posting.amount
        from due
        join debts.posting as posting on posting.council_id = ${councilId}::int and posting.credit = due.account_id
      ) as leg
      group by leg.account_id
    ) as posted on posted.account_id = due.account_id
    where ledger.balance <> coalesce(posted.total, 0)`)
