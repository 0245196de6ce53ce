import { z } from 'zod'
import { record } from '#administration'
import { ratesNoticeServed } from '#law/business-rates/service.ts'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { letterKinds } from './actions.ts'

const counted = z.object({
  accountId: z.string(),
  kind: z.string(),
  issuedOn: date,
  servedOn: date,
})

/**
 * Counts the days of a notice from the day on which it was served, where the law counts from service: of our business rates notices that stand,
 * and from which no step has gone since. Never sooner than was taken when it went, so nobody’s days become fewer; without a day of service
 * it is as was taken. Every other notice counts from its issue, whatever is known of its service. Whoever calls it holds the
 * people of the account. Answers whether the day moved.
 *
 * Law: SI 1989/1058 regs 8 and 11; SI 1992/613 reg 17(4) for council tax, from issue.
 */
export async function countFromService(
  db: Db,
  {
    councilId,
    actionId,
    servedOn,
  }: {
    readonly councilId: number
    readonly actionId: string
    readonly servedOn: Temporal.PlainDate | null
  },
): Promise<boolean> {
  const notice = await db.maybeOne(
    counted,
    sql`
      select action.account_id, action.kind, action.issued_on, action.served_on
      from recovery.action as action
      join debts.account as account on account.council_id = ${councilId}::int and account.id = action.account_id
      join debts.debt_type as type on type.council_id = ${councilId}::int and type.name = account.debt_type
      where action.council_id = ${councilId}::int and action.id = ${actionId}::uuid and type.family = 'business rates'
        and action.source = 'evenhand' and action.kind = any(${[...letterKinds]}::text[]) and action.issued_on is not null
        and action.served_on is not null and action.cancelled_at is null
        and not exists (
          select from recovery.action as next
          where next.council_id = ${councilId}::int and next.account_id = action.account_id and next.previous_id = action.id
            and next.dispatched_at is not null)`,
  )
  if (!notice) return false
  const { accountId, kind, issuedOn } = notice
  const taken = ratesNoticeServed(issuedOn)
  const countsFrom = servedOn && isBefore(taken, servedOn) ? servedOn : taken
  if (countsFrom.equals(notice.servedOn)) return false
  // What was planned after it, and has not gone, follows it to that day.
  await db.run(sql`
    update recovery.action set served_on = ${countsFrom}::date where council_id = ${councilId}::int and id = ${actionId}::uuid`)
  await db.run(sql`
    update recovery.account_state set last_notice_on = ${countsFrom}::date, next_review_on = least(next_review_on, current_date)
    where council_id = ${councilId}::int and account_id = ${accountId}::uuid and last_notice = ${kind}::text
      and last_notice_on = ${notice.servedOn}::date`)
  await record(db, {
    councilId,
    actor: 'system:recovery',
    action: 'counted a notice from its service',
    objectKind: 'action',
    objectId: actionId,
    detail: { was: `${notice.servedOn}`, is: `${countsFrom}` },
  })
  return true
}
