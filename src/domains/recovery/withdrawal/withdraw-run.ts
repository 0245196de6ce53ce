import { z } from 'zod'
import { giveApproval, recordSet } from '#administration'
import { takeOffCosts } from '#charges'
import type { Db } from '#platform/db.ts'
import { queueEffects } from '#platform/effects.ts'
import { sql } from '#platform/sql.ts'
import { liableParties, lockParties } from '#protections'
import { type Pence, sum } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { letterKinds } from '../actions.ts'
import { stop } from '../approve.ts'
import { beforeAnyStop } from '../emergency/turns.ts'
import { lockRun } from '../run.ts'
import { moveBack, type Withdrawn, withdrawnRow, withdrawWhatFollows } from '../withdraw.ts'
import { isOfTheDead } from './apologies.ts'
import { hashOfWithdrawal, withdrawalKind } from './ask.ts'
import { costsThatRestOn } from './costs.ts'
import { holdAtCourt } from './court.ts'
import * as refusals from './refusals.ts'
import {
  findWithdrawal,
  type OneWithdrawal,
  sentOn,
  type Withdrawal,
  wentOf,
} from './withdrawal.ts'

/**
 * Withdraws what a run sent, in one transaction, once a second person agrees: what has not gone is stopped; the notices, and those
 * that rest on them, no longer count; the accounts go back to where they were; costs of court that rest on them are taken off;
 * accounts of which a court has taken a step upon them are held; and a letter that says sorry is put in the outbox for each. Answers how many notices were withdrawn.
 */
export async function withdrawRun(
  db: Db,
  { councilId, withdrawalId, by }: OneWithdrawal & { readonly by: string },
): Promise<Outcome<number>> {
  const of = { councilId, withdrawalId }
  await beforeAnyStop(db, councilId)
  const asked = await findWithdrawal(db, of)
  if (asked?.state !== 'asked') return refused(refusals.notWaiting)
  if (asked.askedBy === by) return refused(refusals.secondPerson)
  const { runId, which, because } = asked
  const run = await lockRun(db, councilId, runId)
  const ids = await db.many(
    z.object({ accountId: z.string() }),
    sql`
      select account_id from recovery.action
      where council_id = ${councilId}::int and id in (${wentOf(councilId, runId, which)})`,
  )
  if (ids.length === 0) return refused(refusals.nothingWent(which))
  const approved = await giveApproval(db, {
    councilId,
    subjectKind: withdrawalKind,
    subjectId: withdrawalId,
    contentHash: hashOfWithdrawal(asked),
    approvedBy: by,
  })
  if (!approved) return refused(refusals.notWaiting)
  // Steps before people, as whoever sends them locks both.
  if (run && (run.status === 'approved' || run.status === 'running')) {
    await stop(db, { councilId, runId, by, because: `It was withdrawn: ${because}` })
  }
  const accountIds = ids.map(({ accountId }) => accountId)
  await lockParties(db, { councilId, partyIds: await liableParties(db, { councilId, accountIds }) })
  const withdrawn = await cancelNotices(db, councilId, asked)
  const resting = await costsThatRestOn(db, councilId, withdrawn)
  const off = await takeOffCosts(db, {
    councilId,
    accounts: resting,
    why: `The notice before them was withdrawn: ${because}`,
    by,
  })
  const court = await holdAtCourt(db, { councilId, resting, because, by })
  await keepAndApologise(db, { ...of, withdrawn, off, court, by })
  await moveBack(db, councilId, withdrawn)
  await db.run(sql`
    update recovery.withdrawal set state = 'done', decided_by = ${by}::text, decided_at = clock_timestamp(),
      notices = ${withdrawn.length}::int, costs = ${sum([...off.values()])}::bigint
    where council_id = ${councilId}::int and id = ${withdrawalId}::uuid`)
  return done(withdrawn.length)
}

/** Marks the notices, those that follow them, and what their source had said was sent before them and now says was not. */
async function cancelNotices(
  db: Db,
  councilId: number,
  { runId, which, because }: Withdrawal,
): Promise<readonly Withdrawn[]> {
  const first = await db.many(
    withdrawnRow,
    sql`
      update recovery.action as action set cancelled_at = clock_timestamp(), cancelled_why = ${`The run was withdrawn: ${because}`}::text
      where action.council_id = ${councilId}::int and action.id in (${wentOf(councilId, runId, which)})
      returning action.id, action.account_id, action.served_on`,
  )
  const following = await withdrawWhatFollows(db, councilId, first)
  if (which === 'without its earlier step') {
    await db.run(sql`
      update recovery.action as earlier set cancelled_at = clock_timestamp(),
        cancelled_why = 'Its source no longer says that it was sent'
      from recovery.action as action
      where action.council_id = ${councilId}::int and action.id = any(${first.map(({ id }) => id)}::uuid[])
        and earlier.council_id = ${councilId}::int and earlier.id = action.previous_id
        and earlier.source = 'source system' and earlier.cancelled_at is null`)
  }
  return [...first, ...following]
}

/** Lists what was withdrawn, and puts a letter that says sorry in the outbox, but for whoever has died: a person writes to their family. */
async function keepAndApologise(
  db: Db,
  {
    councilId,
    withdrawalId,
    withdrawn,
    off,
    court,
    by,
  }: OneWithdrawal & {
    readonly withdrawn: readonly Withdrawn[]
    readonly off: ReadonlyMap<string, Pence>
    readonly court: ReadonlyMap<string, string>
    readonly by: string
  },
): Promise<void> {
  const ids = withdrawn.map(({ id }) => id)
  // The costs of an account are beside the first of its notices, so that the list adds up.
  const counted = new Set<string>()
  const costs = withdrawn.map(({ accountId }) => {
    const isFirst = !counted.has(accountId)
    counted.add(accountId)
    return isFirst ? (off.get(accountId) ?? 0n) : 0n
  })
  const stages = withdrawn.map(({ accountId }) => court.get(accountId) ?? null)
  await db.run(sql`
    insert into recovery.withdrawn_notice (council_id, withdrawal_id, action_id, account_id, costs, court_stage, apology_key)
    select ${councilId}::int, ${withdrawalId}::uuid, action.id, action.account_id, given.costs, given.court_stage,
      case when not ${isOfTheDead(councilId)} and action.kind = any(${[...letterKinds]}::text[]) then 'apology/' || action.id end
    from unnest(${ids}::uuid[], ${costs}::bigint[], ${stages}::text[]) as given (id, costs, court_stage)
    join recovery.action as action on action.council_id = ${councilId}::int and action.id = given.id
    join parties.party as party on party.council_id = ${councilId}::int and party.id = action.party_id`)
  await queueEffects(db, {
    councilId,
    effects: sql`
      select notice.apology_key as effect_key, 'apology' as kind, null::uuid as action_id,
        jsonb_build_object('action', action.id, 'account', action.account_id, 'party', action.party_id,
          'notice', action.kind, 'sentOn', ${sentOn}, 'costs', (
            select sum(costs)::text from recovery.withdrawn_notice as taken_off
            where taken_off.council_id = ${councilId}::int and taken_off.withdrawal_id = ${withdrawalId}::uuid
              and taken_off.account_id = action.account_id)) as payload
      from recovery.withdrawn_notice as notice
      join recovery.action as action on action.council_id = ${councilId}::int and action.id = notice.action_id
      where notice.council_id = ${councilId}::int and notice.withdrawal_id = ${withdrawalId}::uuid
        and notice.apology_key is not null`,
  })
  await recordSet(db, {
    councilId,
    actor: by,
    action: 'withdrew a notice',
    objectKind: 'action',
    objects: sql`
      select action_id::text as object_id, json_build_object('withdrawal', ${withdrawalId}::text)::text as detail
      from unnest(${ids}::uuid[]) as action_id`,
  })
}
