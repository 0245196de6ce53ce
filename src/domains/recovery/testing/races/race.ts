import assert from 'node:assert/strict'
import { z } from 'zod'
import type { TestCouncil } from '#debts/testing'
import type { Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Random } from '#values/random.ts'
import { releaseRun } from '../../release.ts'
import type { Run } from '../../run.ts'
import { aCouncilInArrears, approveOn, drain, onDay, planOn } from '../nights.ts'
import type { Actor } from './in-turns.ts'

export type Round = {
  readonly database: Database
  /** A council that is not there yet. */
  readonly councilId: number
  readonly random: Random
}

/**
 * Plays one race once, in a council of its own. Throws when it ends as it must not. Answers how many turns were taken, and in a few
 * words who came first.
 */
export type Race = (round: Round) => Promise<{ readonly turns: number; readonly came: string }>

export const day = '2026-04-15'

/** A council with two reminders that a second person has approved, and that have not been let go. */
export async function lettersToGo({ database, councilId }: Round): Promise<Letters> {
  const council = await aCouncilInArrears(database, councilId, 2)
  return approvedOn(database, council, day)
}

export async function approvedOn(
  database: Database,
  council: TestCouncil,
  on: string,
): Promise<Letters> {
  const run = await planOn(database, council.councilId, on)
  assert.equal(run.planned, council.accounts.length, 'everybody is planned a step')
  await approveOn(database, council.councilId, run, on)
  return { council, run, on }
}

export type Letters = { readonly council: TestCouncil; readonly run: Run; readonly on: string }

/** Whoever lets a run go and sends it. */
export const goes =
  ({ council: { councilId }, run, on }: Letters): Actor =>
  async database => {
    await releaseRun(database, { councilId, runId: run.id, clock: onDay(on) })
    await drain(database, councilId, on)
  }

/** A second worker, to whom every lease of the first has run out. */
export const takesOver =
  ({ council: { councilId }, on }: Letters): Actor =>
  async database => {
    await drain(database, councilId, on)
  }

const step = z.object({ isSent: z.boolean(), isCancelled: z.boolean(), wentAfter: z.boolean() })

/** What became of an account's step: whether it went, and whether that was after a moment of the database's clock. */
export async function stepOf(
  database: Database,
  { councilId }: TestCouncil,
  account: string,
  moment = 'infinity',
) {
  const [found, another] = await database.many(
    step,
    sql`
      select dispatched_at is not null as is_sent, cancelled_at is not null as is_cancelled,
        coalesce(dispatched_at > ${moment}::timestamptz, false) as went_after
      from recovery.action where council_id = ${councilId}::int and account_id = ${account}::uuid and run_id is not null`,
  )
  assert.equal(another, undefined, 'one step an account')
  return found ?? { isSent: false, isCancelled: false, wentAfter: false }
}

/** The database's clock, as text: to the microsecond. */
export const momentOf = async (database: Database): Promise<string> =>
  (await database.one(z.object({ at: z.string() }), sql`select clock_timestamp()::text as at`)).at
