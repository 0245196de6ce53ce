import { z } from 'zod'
import { type Clock, londonDate } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { beforeAnyStop } from './emergency/turns.ts'
import { act } from './act.ts'
import { clockWentBack } from './clock-back.ts'
import { gateOfRun, type ItemAtTheGate } from './gate/of-a-run.ts'
import { finishRun, lockRun, type Run } from './run.ts'

/** A run goes in steps: a few first, so that a mistake is seen small. */
const steps = { first: 20, second: 200, then: 500 }

export type Released = 'waiting' | 'more' | 'all' | 'not approved'

type OneRun = { readonly councilId: number; readonly runId: string; readonly clock: Clock }

/**
 * Releases one step of an approved run, in one transaction: the gate is asked again, what passes becomes an action and
 * a letter or a referral in the outbox, what does not is skipped and says why. Safe to repeat, to interrupt and to run twice at once:
 * the run's row is the lock and its items say what is left. One bad item fails alone.
 */
export async function releaseStep(database: Database, run: OneRun): Promise<Released> {
  try {
    return await releaseItems(database, run)
  } catch (problem) {
    if (!isOfTheData(problem)) throw problem
    return releaseOneByOne(database, run)
  }
}

/** Releases all that is left, step by step. */
export async function releaseRun(database: Database, run: OneRun): Promise<Released> {
  for (;;) {
    const released = await releaseStep(database, run)
    if (released !== 'more') return released
  }
}

const releaseItems = (
  database: Database,
  { councilId, runId, clock }: OneRun,
  only?: string,
): Promise<Released> =>
  asCouncil(database, councilId, async db => {
    await beforeAnyStop(db, councilId)
    const run = await lockRun(db, councilId, runId)
    if (!run || (run.status !== 'approved' && run.status !== 'running')) return 'not approved'
    const now = clock.now()
    const today = londonDate(now)
    if (
      Temporal.PlainDate.compare(today, run.businessDate) < 0 ||
      (run.releaseAfter && Temporal.Instant.compare(now, run.releaseAfter) < 0)
    ) {
      return 'waiting'
    }
    if (await isBackInTime(db, { councilId, run, now })) return 'waiting'
    await db.run(sql`
      update recovery.run set status = 'running'
      where council_id = ${councilId}::int and id = ${runId}::uuid and status = 'approved'`)
    const items = only === undefined ? await nextItems(db, councilId, run) : [only]
    if (items.length > 0) {
      const checked = await gateOfRun(db, {
        councilId,
        runId,
        accountIds: items,
        asAt: today,
        clock,
      })
      await skip(db, { councilId, runId, checked, today })
      await letGo(db, {
        councilId,
        run,
        accountIds: checked.filter(({ pulled }) => pulled === undefined).map(it => it.accountId),
      })
    }
    if ((await itemsLeft(db, councilId, runId)) > 0) return 'more'
    await finishRun(db, councilId, runId)
    return 'all'
  })

/**
 * Whether our clock is behind the moment at which this run last took a step: then whatever counts days may be wrong, so the run pauses and
 * says so, and goes on by itself once the clock has caught up.
 */
async function isBackInTime(
  db: Db,
  {
    councilId,
    run,
    now,
  }: { readonly councilId: number; readonly run: Run; readonly now: Temporal.Instant },
): Promise<boolean> {
  const paused = clockWentBack(now, run.clockSeen)
  await db.run(sql`
    update recovery.run set paused_why = ${paused ?? null}::text, clock_seen = greatest(clock_seen, ${now}::timestamptz)
    where council_id = ${councilId}::int and id = ${run.id}::uuid`)
  return paused !== undefined
}

const id = z.object({ accountId: z.string() })

const nextItems = async (db: Db, councilId: number, { id: runId }: Run) => {
  const { gone } = await db.one(
    z.object({ gone: z.number() }),
    sql`
      select count(*)::int as gone from (
        select from recovery.run_item
        where council_id = ${councilId}::int and run_id = ${runId}::uuid and outcome <> 'planned'
        limit ${steps.second}::int) as seen`,
  )
  const size = gone === 0 ? steps.first : gone < steps.second ? steps.second : steps.then
  const rows = await db.many(
    id,
    sql`
      select account_id from recovery.run_item
      where council_id = ${councilId}::int and run_id = ${runId}::uuid and outcome = 'planned'
      order by account_id limit ${size}::int`,
  )
  return rows.map(({ accountId }) => accountId)
}

const itemsLeft = (db: Db, councilId: number, runId: string): Promise<number> =>
  db.run(sql`
    select 1 from recovery.run_item
    where council_id = ${councilId}::int and run_id = ${runId}::uuid and outcome = 'planned' limit 1`)

/** Marks what may not pass, and has it looked at again tomorrow. */
async function skip(
  db: Db,
  {
    councilId,
    runId,
    checked,
    today,
  }: {
    readonly councilId: number
    readonly runId: string
    readonly checked: readonly ItemAtTheGate[]
    readonly today: Temporal.PlainDate
  },
): Promise<void> {
  const stopped = checked.flatMap(({ accountId, pulled }) =>
    pulled ? [{ accountId, ...pulled }] : [],
  )
  if (stopped.length === 0) return
  await db.run(sql`
    update recovery.run_item as item set outcome = 'skipped', reason = stopped.reason, verdict = stopped.verdict
    from unnest(
      ${stopped.map(({ accountId }) => accountId)}::uuid[], ${stopped.map(({ reason }) => reason)}::text[],
      ${stopped.map(({ verdict }) => verdict)}::text[]
    ) as stopped (account_id, reason, verdict)
    where item.council_id = ${councilId}::int and item.run_id = ${runId}::uuid
      and item.account_id = stopped.account_id and item.outcome = 'planned'`)
  await db.run(sql`
    update recovery.account_state set next_review_on = least(next_review_on, ${today}::date + 1)
    where council_id = ${councilId}::int and account_id = any(${stopped.map(({ accountId }) => accountId)}::uuid[])`)
}

/** Turns items into actions and letters in the outbox. */
async function letGo(
  db: Db,
  {
    councilId,
    run,
    accountIds,
  }: { readonly councilId: number; readonly run: Run; readonly accountIds: readonly string[] },
): Promise<void> {
  if (accountIds.length === 0) return
  const ids = sql`${[...accountIds]}::uuid[]`
  await act(db, {
    councilId,
    actor: 'system:recovery',
    steps: sql`
      select item.account_id, item.party_id, item.action_kind as kind, item.amount as claimed, item.balance, item.run_id,
        null::uuid as proposal_id, ${run.contentHash}::text as content_hash, ${run.beganAt}::timestamptz as decided_at,
        ${run.plannedBy}::text as created_by
      from recovery.run_item as item
      where item.council_id = ${councilId}::int and item.run_id = ${run.id}::uuid and item.account_id = any(${ids})
        and item.outcome = 'planned'`,
  })
  await db.run(sql`
    update recovery.run_item as item set outcome = 'released', action_id = action.id
    from recovery.action as action
    where item.council_id = ${councilId}::int and item.run_id = ${run.id}::uuid and item.account_id = any(${ids})
      and item.outcome = 'planned' and action.council_id = ${councilId}::int and action.run_id = item.run_id
      and action.account_id = item.account_id`)
}

/** The database refused something about a row: a constraint, a value, a trigger. Not a lost connection, not a bug here. */
const isOfTheData = (problem: unknown): problem is Error =>
  problem instanceof Error && 'code' in problem && /^(22|23)/.test(String(problem.code))

/** The step again, each item in a transaction of its own: the bad one fails, with the reason; the others go. */
async function releaseOneByOne(database: Database, run: OneRun): Promise<Released> {
  const { councilId, runId } = run
  const items = await asCouncil(database, councilId, async db => {
    const locked = await lockRun(db, councilId, runId)
    return locked ? nextItems(db, councilId, locked) : []
  })
  let released: Released = 'more'
  for (const accountId of items) {
    try {
      released = await releaseItems(database, run, accountId)
    } catch (problem) {
      if (!isOfTheData(problem)) throw problem
      const reason = `The database refused it, and nothing was sent: ${problem.message}`
      released = await asCouncil(database, councilId, async db => {
        await db.run(sql`
          update recovery.run_item set outcome = 'failed', reason = ${reason}::text
          where council_id = ${councilId}::int and run_id = ${runId}::uuid and account_id = ${accountId}::uuid
            and outcome = 'planned'`)
        if ((await itemsLeft(db, councilId, runId)) > 0) return 'more'
        await finishRun(db, councilId, runId)
        return 'all'
      })
    }
  }
  return released
}
