import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

/** What of a run is withdrawn. */
export const whichNotices = ['everything', 'without its earlier step'] as const
export type Which = (typeof whichNotices)[number]

const withdrawal = z.object({
  id: z.string(),
  runId: z.string(),
  which: z.enum(whichNotices),
  because: z.string(),
  askedBy: z.string(),
  askedAt: instant,
  state: z.enum(['asked', 'done', 'refused']),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  /** How many notices were withdrawn, those that followed them included; once it is done. */
  notices: z.number().nullable(),
  /** The costs that came off with them, in pence. */
  costs: pence.nullable(),
})

/** The undoing of a run that should not have gone: asked for by one person, done by another. */
export type Withdrawal = z.infer<typeof withdrawal>

export type OneWithdrawal = { readonly councilId: number; readonly withdrawalId: string }

const columns = sql`
  id, run_id, which, because, asked_by, asked_at, state, decided_by, decided_at, notices, costs`

/** Of `action`: the day in London that a notice went. The day it counts from may be later. */
export const sentOn = sql`(action.dispatched_at at time zone 'Europe/London')::date`

/** The withdrawals of a run, newest first. */
export const withdrawalsOf = (
  db: Db,
  { councilId, runId }: { readonly councilId: number; readonly runId: string },
): Promise<readonly Withdrawal[]> =>
  db.many(
    withdrawal,
    sql`
      select ${columns} from recovery.withdrawal
      where council_id = ${councilId}::int and run_id = ${runId}::uuid order by asked_at desc, id`,
  )

export const findWithdrawal = (
  db: Db,
  { councilId, withdrawalId }: OneWithdrawal,
): Promise<Withdrawal | undefined> =>
  db.maybeOne(
    withdrawal,
    sql`
      select ${columns} from recovery.withdrawal
      where council_id = ${councilId}::int and id = ${withdrawalId}::uuid`,
  )

/**
 * Whether a notice (`action`) went without its earlier step as things are known now: what it followed was withdrawn since, or
 * the source system that had said so says now that nothing was sent.
 */
const lacksItsEarlierStep = (councilId: number): Sql => sql`
  exists (
    select from recovery.action as earlier
    join debts.account as account on account.council_id = ${councilId}::int and account.id = earlier.account_id
    where earlier.council_id = ${councilId}::int and earlier.id = action.previous_id
      and (earlier.cancelled_at is not null or earlier.source = 'source system'
        and coalesce(account.source_stage, 'billed') = 'billed' and account.source_reminder_on is null
        and account.source_second_reminder_on is null and account.source_final_notice_on is null))`

/** The notices of a run that went and stand, of those asked for: `action.*` is theirs. */
export const wentOf = (councilId: number, runId: string, which: Which): Sql => sql`
  select action.id from recovery.action as action
  where action.council_id = ${councilId}::int and action.run_id = ${runId}::uuid and action.dispatched_at is not null
    and action.cancelled_at is null
    and ${which === 'everything' ? sql`true` : lacksItsEarlierStep(councilId)}`

/** How many notices of a run went and stand, and how many of those without their earlier step. */
export const wentInAll = (
  db: Db,
  { councilId, runId }: { readonly councilId: number; readonly runId: string },
): Promise<Readonly<Record<Which, number>>> =>
  db.one(
    z
      .object({ everything: z.number(), lacking: z.number() })
      .transform(row => ({ everything: row.everything, 'without its earlier step': row.lacking })),
    sql`
      select
        (select count(*)::int from (${wentOf(councilId, runId, 'everything')}) as went) as everything,
        (select count(*)::int from (${wentOf(councilId, runId, 'without its earlier step')}) as went) as lacking`,
  )
