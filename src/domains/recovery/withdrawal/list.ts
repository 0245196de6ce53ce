import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { csvLine } from '#values/csv.ts'
import { formatAmount, type Pence } from '#values/money.ts'
import { letterKinds } from '../actions.ts'
import { type OneWithdrawal, sentOn } from './withdrawal.ts'

const listed = z.object({
  reference: z.string(),
  name: z.string(),
  kind: z.string(),
  sentOn: date,
  claimed: pence,
  cancelledAt: instant,
  costs: pence,
  apology: z.enum([
    'sent',
    'waiting',
    'called off',
    'to be written by a person',
    'none: nobody was written to',
  ]),
  problem: z.string().nullable(),
  /** What a court had done that rests on it: the account is on hold. */
  courtStage: z.string().nullable(),
})
/** One notice that was withdrawn, and what was done about it. */
export type ListedNotice = z.infer<typeof listed>

/** Everything that a withdrawal undid, by account. Restricted records are kept back by the database. */
export const withdrawnNotices = (
  db: Db,
  { councilId, withdrawalId }: OneWithdrawal,
): Promise<readonly ListedNotice[]> =>
  db.many(
    listed,
    sql`
      select account.reference, party.name, action.kind, ${sentOn} as sent_on, action.claimed, action.cancelled_at, notice.costs,
        case when not (action.kind = any(${[...letterKinds]}::text[])) then 'none: nobody was written to'
          when notice.apology_key is null then 'to be written by a person'
          when effect.state = 'sent' then 'sent' when effect.state = 'cancelled' then 'called off' else 'waiting' end as apology,
        effect.problem, notice.court_stage
      from recovery.withdrawn_notice as notice
      join recovery.action as action on action.council_id = ${councilId}::int and action.id = notice.action_id
      join debts.account as account on account.council_id = ${councilId}::int and account.id = notice.account_id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = action.party_id
      left join platform.effect as effect
        on effect.council_id = ${councilId}::int and effect.effect_key = notice.apology_key
      where notice.council_id = ${councilId}::int and notice.withdrawal_id = ${withdrawalId}::uuid
      order by account.reference, action.dispatched_at, notice.action_id`,
  )

const pounds = (amount: Pence): string => formatAmount(amount).replaceAll(',', '')

/** The list as a file: for the Ombudsman, and for whoever answers for it. */
export const withdrawalFile = (notices: readonly ListedNotice[]): Buffer =>
  Buffer.from(
    [
      [
        'account',
        'name',
        'notice',
        'sent_on',
        'asked_for',
        'withdrawn_on',
        'costs_taken_off',
        'apology',
        'why_not',
        'court_stage_on_hold',
      ],
      ...notices.map(notice => [
        notice.reference,
        notice.name,
        notice.kind,
        notice.sentOn.toString(),
        pounds(notice.claimed),
        notice.cancelledAt.toZonedDateTimeISO('Europe/London').toPlainDate().toString(),
        pounds(notice.costs),
        notice.apology,
        notice.problem ?? '',
        notice.courtStage ?? '',
      ]),
    ]
      .map(csvLine)
      .join(''),
  )
