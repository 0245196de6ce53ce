import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/** What a court's list is for: a court that has acted has answered it, whoever told us. */
const beforeCourt = [
  'summons list',
  'court outcome check',
  'letter before claim',
  'court claim review',
]

/**
 * Closes the open referrals of the accounts in the temporary table `due` that events have overtaken: nothing is owed any
 * more, or the source tells of the summons, the order or the judgment that was asked for. Returns how many.
 */
export const closeOvertaken = (
  db: Db,
  { councilId, on }: { readonly councilId: number; readonly on: Temporal.PlainDate },
): Promise<number> =>
  db.run(sql`
    update recovery.referral as referral set
      closed_at = clock_timestamp(), closed_on = ${on}::date, closed_by = 'system:recovery',
      return_code = overtaken.return_code, note = overtaken.note
    from (
      select one.id,
        case when ledger.balance <= 0 then 'paid' when told.kind = 'summons' then 'carried out' else 'order made' end as return_code,
        case when ledger.balance <= 0 then 'Nothing is owed any more' else 'Its source tells: ' || told.kind end as note
      from due
      join recovery.referral as one
        on one.council_id = ${councilId}::int and one.account_id = due.account_id and one.closed_at is null
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = due.account_id
      left join lateral (
        select action.kind from recovery.action as action
        where action.council_id = ${councilId}::int and action.account_id = due.account_id
          and action.source = 'source system' and action.kind in ('summons', 'liability order', 'judgment')
          and action.served_on >= one.opened_on and action.cancelled_at is null
          and one.kind = any(${beforeCourt}::text[])
        order by action.served_on desc limit 1
      ) as told on true
      where ledger.balance <= 0 or told.kind is not null
    ) as overtaken
    where referral.council_id = ${councilId}::int and referral.id = overtaken.id`)
