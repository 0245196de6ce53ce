import { z } from 'zod'
import { isSomebodyHidden } from '#debts'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const toStop = z.object({
  accountId: z.string(),
  reference: z.string(),
  debtType: z.string(),
  name: z.string(),
  remedy: z.string(),
  balance: pence,
  begunOn: date,
  /** What stops it: a kind of hold, a death, or that the debt is not theirs to repay. */
  why: z.string(),
  since: date.nullable(),
})
/** A remedy that runs, and what has come since that stops it. */
export type RemedyToStop = z.infer<typeof toStop>

/**
 * Remedies that run although something stops them, those longest stopped first: two hundred at most, of one account where it is named. A breathing space or
 * an insolvency stops each whenever it began; a dispute and an officer's hold, where they came after the remedy was
 * chosen, for it may be chosen in spite of them; an arrangement none, since it may be how the remedy is met. Whoever carries it out is
 * told by a person: here nobody is. Nothing of accounts of which somebody liable is kept from the viewer.
 *
 * Law: SI 2020/1311 regs 7, 10 and 12; SI 2006/213 reg 100.
 */
export const remediesToStop = (
  db: Db,
  {
    councilId,
    now,
    accountId,
  }: {
    readonly councilId: number
    readonly now: Temporal.Instant
    readonly accountId?: string
  },
): Promise<readonly RemedyToStop[]> =>
  db.many(
    toStop,
    sql`
      select account.id as account_id, account.reference, account.debt_type, party.name, choice.remedy, ledger.balance,
        begun.done_on as begun_on, stopped.why, stopped.since
      from recovery.remedy_choice as choice
      join recovery.remedy_event as begun
        on begun.council_id = ${councilId}::int and begun.choice_id = choice.id and begun.kind = 'in force'
      join debts.account as account on account.council_id = ${councilId}::int and account.id = choice.account_id
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = account.lead_party_id
      cross join lateral (
        select why, since
        from (
          select hold.kind as why, (hold.starts_at at time zone 'Europe/London')::date as since
          from protections.hold_on_account as hold
          where hold.council_id = ${councilId}::int and hold.account_id = choice.account_id
            and hold.starts_at <= ${now}::timestamptz and (hold.ends_at is null or hold.ends_at > ${now}::timestamptz)
            and (hold.kind in ('breathing space', 'mental health crisis', 'insolvency', 'dissolution')
              or hold.kind in ('dispute', 'other') and hold.recorded_at >= begun.done_at)
          union all
          select 'death', known.deceased_on
          from debts.liability as liability
          join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = liability.party_id
          join parties.party as known on known.council_id = ${councilId}::int and known.person_id = liable.person_id
          where liability.council_id = ${councilId}::int and liability.account_id = choice.account_id
            and known.deceased_on is not null
          union all
          select 'not recoverable', null
          from recovery.known
          where known.council_id = ${councilId}::int and known.account_id = choice.account_id
            and known.recoverable = 'not recoverable'
        ) as reason
        order by array_position(
          array['breathing space', 'mental health crisis', 'death', 'insolvency', 'dissolution', 'not recoverable', 'dispute'], why)
          nulls last, since
        limit 1
      ) as stopped
      where choice.council_id = ${councilId}::int and recovery.runs_until_it_ends(choice.remedy)
        and (${accountId ?? null}::uuid is null or choice.account_id = ${accountId ?? null}::uuid)
        and not exists (
          select from recovery.remedy_event as ended
          where ended.council_id = ${councilId}::int and ended.choice_id = choice.id and ended.kind = 'ended')
        and not ${isSomebodyHidden(councilId, sql`choice.account_id`)}
      order by stopped.since nulls first, choice.id limit 200`,
  )

/** “Attachment of earnings” goes on though it should not: what a person is to do about it. */
export const stopInWords = ({ why }: Pick<RemedyToStop, 'why'>): string =>
  `It runs though it must stop: ${stops[why] ?? why}. Tell whoever carries it out today, then say here how it ended.`

const stops: Readonly<Record<string, string>> = {
  'breathing space': 'they are in a breathing space',
  'mental health crisis': 'they are in a mental health crisis moratorium',
  insolvency: 'somebody liable is insolvent',
  dissolution: 'somebody liable is dissolved',
  death: 'somebody liable has died',
  'not recoverable': 'it is not recoverable from them',
  dispute: 'the debt is in dispute',
  other: 'an officer has put recovery on hold',
}
