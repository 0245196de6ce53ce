import { z } from 'zod'
import { recordSet } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { liableParties, lockParties } from '#protections'
import { letterKinds, toldStages } from './actions.ts'
import { stages } from './facts.ts'
import { holdToLookAt } from './hold-to-look-at.ts'
import { moveBack, withdrawWhatFollows, withdrawnRow } from './withdraw.ts'

const untold = withdrawnRow.extend({
  kind: z.string(),
  partyId: z.string(),
  says: z.string(),
})

/** What a source tells: a court's step, and a notice that it sent itself. */
const isTold = sql`
  action.source = 'source system' and action.cancelled_at is null
  and action.kind = any(${[...toldStages, ...letterKinds]}::text[])`

/**
 * Of an account and what its source told of it: what that says now comes before it in the order of recovery, and gives
 * no day for it either. Whose stage goes back because they have paid keeps the days of its notices.
 */
const hasLess = sql`
  array_position(${[...stages]}::text[], account.source_stage) < array_position(${[...stages]}::text[], action.kind)
  and case
    when action.kind in ('reminder', 'invoice reminder') then account.source_reminder_on
    when action.kind in ('second reminder', 'second letter') then account.source_second_reminder_on
    when action.kind = 'final notice' then account.source_final_notice_on
  end is null`

const accountsWithLess = async (
  db: Db,
  councilId: number,
  since: Temporal.Instant | null,
): Promise<readonly string[]> =>
  (
    await db.many(
      z.object({ id: z.string() }),
      sql`
        select account.id
        from debts.account as account
        join recovery.action as action on action.council_id = ${councilId}::int and action.account_id = account.id
        where account.council_id = ${councilId}::int and ${isTold} and ${hasLess}
          and (${since}::timestamptz is null or account.recorded_at >= ${since}::timestamptz)
        group by account.id order by account.id`,
    )
  ).map(({ id }) => id)

/**
 * Takes back the notice, the summons, the order or the judgment that a source told of and whose account it says now has got less far: it was
 * withdrawn or set aside, or told in error. Nothing stands on it any more, nor what we did after it, nor that a court has decided
 * because the source said so. After a court's step the account is put on hold, to be looked at the same day, since a remedy may run.
 * A source that tells no stage says nothing. Asks of accounts heard of since a moment (all when null). Returns how many.
 *
 * Law: SI 1992/613 reg 36A.
 */
export async function untell(
  db: Db,
  {
    councilId,
    since,
    now,
  }: {
    readonly councilId: number
    readonly since: Temporal.Instant | null
    readonly now: Temporal.Instant
  },
): Promise<number> {
  const accountIds = await accountsWithLess(db, councilId, since)
  if (accountIds.length === 0) return 0
  // All of them in one order, as whoever sends takes them, before anything is taken back.
  await lockParties(db, { councilId, partyIds: await liableParties(db, { councilId, accountIds }) })
  const found = await db.many(
    untold,
    sql`
      update recovery.action as action set
        cancelled_at = clock_timestamp(),
        cancelled_why = 'Its source says now that it has got no further than ' || account.source_stage
      from debts.account as account
      where action.council_id = ${councilId}::int and ${isTold}
        and account.council_id = ${councilId}::int and account.id = action.account_id
        and account.id = any(${[...accountIds]}::uuid[]) and ${hasLess}
      returning action.id, action.account_id, action.served_on, action.kind, account.lead_party_id as party_id,
        account.source_stage as says`,
  )
  await withdrawWhatFollows(db, councilId, found)
  await db.run(sql`
    update recovery.action as action set
      cancelled_at = clock_timestamp(), cancelled_why = 'Its source told of an order, and says now that there is none'
    from recovery.referral as referral
    where action.council_id = ${councilId}::int and action.cancelled_at is null
      and action.account_id = any(${found.map(({ accountId }) => accountId)}::uuid[])
      and referral.council_id = ${councilId}::int and referral.action_id = action.id
      and referral.closed_by = 'system:recovery' and referral.return_code = 'order made'`)
  await recordSet(db, {
    councilId,
    actor: 'system:recovery',
    action: 'took back what a source told',
    objectKind: 'action',
    objects: sql`
      select action_id::text as object_id, '{}'::text as detail
      from unnest(${found.map(({ id }) => id)}::uuid[]) as action_id`,
  })
  await moveBack(db, councilId, found)
  for (const { accountId, partyId, kind, says } of found) {
    if (!toldStages.some(told => told === kind)) continue
    await holdToLookAt(db, {
      councilId,
      partyId,
      accountId,
      now,
      reason: `Its source told of a ${kind} and says now: ${says}. Look at what was done since, and end what still runs.`,
      by: 'system:recovery',
    })
  }
  return found.length
}
