import { type Sql, sql } from '#platform/sql.ts'

/** The accounts that a breathing space or mental health crisis moratorium reaches now: nobody is asked to pay them. */
export const inMoratoriumNow = (councilId: number): Sql => sql`
  select hold.account_id from protections.hold_on_account as hold
  where hold.council_id = ${councilId}::int and hold.kind in ('breathing space', 'mental health crisis')
    and hold.starts_at <= clock_timestamp() and coalesce(hold.ends_at > clock_timestamp(), true)`

/** Why a payment that was asked for is not to be paid as things are now, though its link still leads to it. */
export const whysNotNow = ['not owed', 'not asked'] as const

/**
 * Which of those it is; null while it may be paid. `not owed`: so much is not owed any more, and nobody said why it may be more: it was paid in
 * another way. `not asked`: a moratorium began, and the payer had not offered it (SI 2020/1311 reg 7). For use inside a statement.
 */
export const whyNotNow = (councilId: number, requestId: Sql): Sql => sql`(
  select case
      when asked.over_why is null and bool_or(part.amount > ledger.balance) then 'not owed'
      when not asked.offered and bool_or(part.account_id in (${inMoratoriumNow(councilId)})) then 'not asked'
    end
  from payments.card_request as asked
  join payments.card_request_part as part on part.council_id = ${councilId}::int and part.request_id = asked.id
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = part.account_id
  where asked.council_id = ${councilId}::int and asked.id = ${requestId}
  group by asked.id, asked.over_why, asked.offered)`
