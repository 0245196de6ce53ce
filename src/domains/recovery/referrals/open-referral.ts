import { sql } from '#platform/sql.ts'
import { daysToWork } from '../actions.ts'
import type { WriteLetter } from '../dispatch.ts'

/**
 * Carries out a step that is not a letter: one row on the list of its kind, for whoever works it. Opened again for the same
 * step, the first one stands. Asked in the transaction that has passed the gate.
 */
export const openReferral: WriteLetter = async (
  db,
  { councilId, actionId, accountId, notice, issuedOn },
) => {
  await db.run(sql`
    insert into recovery.referral (council_id, id, account_id, action_id, kind, opened_on, due_by)
    values (
      ${councilId}::int, platform.id_of('referral', ${councilId}::int, ${actionId}::text), ${accountId}::uuid,
      ${actionId}::uuid, ${notice}::text, ${issuedOn}::date, ${issuedOn.add({ days: daysToWork(notice) })}::date)
    on conflict (council_id, action_id) do nothing`)
}
