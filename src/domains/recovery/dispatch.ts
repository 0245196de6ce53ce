import { z } from 'zod'
import { record } from '#administration'
import { isAnybodyRestricted, keepBalance, takeBookAfterFile } from '#debts'
import { ratesNoticeServed } from '#law/business-rates/service.ts'
import { type Clock, londonDate } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { type Effect, settleEffect } from '#platform/effects.ts'
import { instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { beforeAnyStop } from './emergency/turns.ts'
import { takeTurn } from './gate/gate.ts'
import { gateOfProposal } from './gate/of-a-proposal.ts'
import { gateOfRun } from './gate/of-a-run.ts'
import type { RefusalKind } from './gate/verdict.ts'
import { findProposal } from './proposals/proposal.ts'
import { isReferral } from './actions.ts'
import { clockWentBack } from './clock-back.ts'
import { ClockBehind, hasFailed } from './failed.ts'
import { finishRun } from './run.ts'

/** What a letter is about. Whoever writes it puts it in the outbox a person can open, in the same transaction. */
export type LetterToWrite = {
  readonly councilId: number
  readonly actionId: string
  readonly accountId: string
  readonly partyId: string
  readonly notice: string
  /** What it asks for, in pence. */
  readonly claimed: bigint
  readonly issuedOn: Temporal.PlainDate
}

export type WriteLetter = (db: Db, letter: LetterToWrite) => Promise<void>

const sending = z.object({
  id: z.string(),
  accountId: z.string(),
  partyId: z.string(),
  kind: z.string(),
  family: z.string(),
  /** It is of a run or of an officer's proposal. */
  runId: z.string().nullable(),
  proposalId: z.string().nullable(),
  claimed: pence,
  status: z.string(),
  /** Beside the way of recovery: it moves no stage. */
  isAside: z.boolean(),
  /** What our clock said last when it was let go. */
  clockSeen: instant.nullable(),
})
type Sending = z.infer<typeof sending>

/**
 * Carries out a released notice, for the outbox: in one transaction it locks the people, asks the gate a last time,
 * writes the letter, and says everywhere that it went; or it says why it may not go. A letter that cannot be written
 * fails alone: at once when its text refuses, after three attempts when something broke.
 */
export const letterDispatcher =
  (write: WriteLetter, clock: Clock) =>
  async (database: Database, effect: Effect): Promise<void> => {
    const { councilId } = effect
    try {
      const runId = await asCouncil(database, councilId, db =>
        dispatch(db, { write, clock, effect }),
      )
      if (runId !== undefined) {
        await asCouncil(database, councilId, db => finishRun(db, councilId, runId))
      }
    } catch (problem) {
      if (!hasFailed(problem, effect)) throw problem
      await asCouncil(database, councilId, async db => {
        const action = await findSending(db, effect)
        if (!action) return
        const reason = `The letter could not be written, and nothing was sent: ${problem.message}`
        await callOff(db, { effect, action, outcome: 'failed', reason })
        if (action.runId !== null) await finishRun(db, councilId, action.runId)
      })
    }
  }

async function dispatch(
  db: Db,
  {
    write,
    clock,
    effect,
  }: { readonly write: WriteLetter; readonly clock: Clock; readonly effect: Effect },
): Promise<string | undefined> {
  const { councilId, id, fence } = effect
  // First, so that an emergency stop never waits for a file.
  await takeBookAfterFile(db, councilId)
  await beforeAnyStop(db, councilId)
  const action = await findSending(db, effect)
  if (!action) {
    const problem = 'The notice it belongs to was called off before it could go'
    await settleEffect(db, { councilId, id, fence, state: 'cancelled', problem })
    return undefined
  }
  const now = clock.now()
  const today = londonDate(now)
  const wentBack = clockWentBack(now, action.clockSeen)
  if (wentBack !== undefined) throw new ClockBehind(wentBack)
  await takeTurn(db, { councilId, accountIds: [action.accountId] })
  await keepBalance(db, councilId, action.accountId)
  const stopped = await whyStopped(db, { councilId, action, asAt: today, clock })
  if (stopped) {
    await callOff(db, { effect, action, outcome: 'skipped', ...stopped })
    return action.runId ?? undefined
  }
  await write(db, {
    councilId,
    actionId: action.id,
    accountId: action.accountId,
    partyId: action.partyId,
    notice: action.kind,
    claimed: action.claimed,
    issuedOn: today,
  })
  const servedOn = countsFrom(action, today)
  // The database's moment, read under the locks: every hold and payment is plainly before it or after it.
  await db.run(sql`
    update recovery.action set dispatched_at = clock_timestamp(), issued_on = ${today}::date, served_on = ${servedOn}::date
    where council_id = ${councilId}::int and id = ${action.id}::uuid and dispatched_at is null and cancelled_at is null`)
  await db.run(sql`
    update recovery.run_item set outcome = 'done'
    where council_id = ${councilId}::int and run_id = ${action.runId}::uuid and account_id = ${action.accountId}::uuid
      and outcome = 'released'`)
  await db.run(sql`
    update recovery.account_state set
      stage = case when ${action.isAside}::boolean then stage else ${action.kind}::text end, next_review_on = ${today}::date + 1,
      last_notice = case when ${isReferral(action.kind)}::boolean then last_notice else ${action.kind}::text end,
      last_notice_on = case when ${isReferral(action.kind)}::boolean then last_notice_on else ${servedOn}::date end,
      last_notice_issued_on = case when ${isReferral(action.kind)}::boolean then last_notice_issued_on else ${today}::date end
    where council_id = ${councilId}::int and account_id = ${action.accountId}::uuid`)
  if (!(await settleEffect(db, { councilId, id, fence, state: 'sent' }))) {
    throw new Error('Another worker has taken this letter over. Nothing was sent by this one.')
  }
  await record(db, {
    councilId,
    actor: 'system:outbox',
    action: 'sent',
    objectKind: 'action',
    objectId: action.id,
    detail: { kind: action.kind, account: action.accountId },
  })
  return action.runId ?? undefined
}

/** The day that a step's days count from: the day it went, or of a business rates notice the day it counts as served. */
const countsFrom = ({ kind, family }: Sending, today: Temporal.PlainDate): Temporal.PlainDate =>
  family === 'business rates' && !isReferral(kind) ? ratesNoticeServed(today) : today

/** The gate a last time, in the transaction that sends: of the run that planned it, or of the proposal. */
async function whyStopped(
  db: Db,
  {
    action: { accountId, runId, proposalId, status },
    ...asked
  }: {
    readonly councilId: number
    readonly action: Sending
    readonly asAt: Temporal.PlainDate
    readonly clock: Clock
  },
): Promise<{ readonly reason: string; readonly verdict?: RefusalKind } | undefined> {
  if (proposalId !== null) {
    const proposal = await findProposal(db, { councilId: asked.councilId, proposalId })
    if (proposal?.state !== 'released') return { reason: 'It was taken back before it could go' }
    const reason = await gateOfProposal(db, { ...asked, proposal })
    if (reason === undefined) return undefined
    const { councilId } = asked
    // Lists and other records show it also to officers from whom a restricted record is kept.
    return (await isAnybodyRestricted(db, { councilId, accountId }))
      ? { reason: 'The gate stopped it. Somebody liable is restricted, so why is not written here' }
      : { reason }
  }
  if (runId === null || status !== 'running') {
    return { reason: 'The run was stopped before this could go' }
  }
  const [item] = await gateOfRun(db, { ...asked, runId, accountIds: [accountId] })
  return item ? item.pulled : { reason: 'It is not in its run any more' }
}

const findSending = (db: Db, { councilId, actionId }: Effect) =>
  db.maybeOne(
    sending,
    sql`
      select action.id, action.account_id, action.party_id, action.kind, action.run_id, action.proposal_id, action.claimed, action.is_aside,
        coalesce(run.status, '') as status, type.family,
        coalesce(run.clock_seen, proposal.clock_seen) as clock_seen
      from recovery.action as action
      join debts.account as account on account.council_id = ${councilId}::int and account.id = action.account_id
      join debts.debt_type as type on type.council_id = ${councilId}::int and type.name = account.debt_type
      left join recovery.run as run on run.council_id = ${councilId}::int and run.id = action.run_id
      left join recovery.proposal as proposal
        on proposal.council_id = ${councilId}::int and proposal.id = action.proposal_id
      where action.council_id = ${councilId}::int and action.id = ${actionId}::uuid
        and action.dispatched_at is null and action.cancelled_at is null
      for update of action`,
  )

/** Nothing goes: the action is cancelled, its item says why, and the account is looked at again tomorrow. */
async function callOff(
  db: Db,
  {
    effect: { councilId, id, fence },
    action,
    outcome,
    reason,
    verdict,
  }: {
    readonly effect: Effect
    readonly action: Sending
    readonly outcome: 'skipped' | 'failed'
    readonly reason: string
    readonly verdict?: RefusalKind
  },
): Promise<void> {
  await db.run(sql`
    update recovery.action set
      cancelled_at = clock_timestamp(), cancelled_why = ${reason}::text, has_failed = ${outcome === 'failed'}::boolean
    where council_id = ${councilId}::int and id = ${action.id}::uuid`)
  await db.run(sql`
    update recovery.run_item set
      outcome = ${outcome}::text, reason = ${reason}::text, verdict = ${verdict ?? null}::text
    where council_id = ${councilId}::int and run_id = ${action.runId}::uuid and account_id = ${action.accountId}::uuid
      and outcome = 'released'`)
  await db.run(sql`
    update recovery.account_state set next_review_on = least(next_review_on, current_date)
    where council_id = ${councilId}::int and account_id = ${action.accountId}::uuid`)
  if (!(await settleEffect(db, { councilId, id, fence, state: 'cancelled', problem: reason }))) {
    throw new Error('Another worker has taken this letter over. Nothing was changed by this one.')
  }
  await record(db, {
    councilId,
    actor: 'system:outbox',
    action: 'called off',
    objectKind: 'action',
    objectId: action.id,
    detail: { reason },
  })
}
