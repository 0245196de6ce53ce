import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { isConfidentialNow } from './kinds/details.ts'

const states = [
  'waiting',
  'sent',
  'acknowledged',
  'rejected',
  'unanswered',
  'corrected',
  'closed',
] as const

const message = z.object({
  id: z.string(),
  source: z.string(),
  number: z.number(),
  kind: z.string(),
  accountId: z.string(),
  /** The account here; `toldAs` is what the source is told that it is called. */
  reference: z.string(),
  toldAs: z.string(),
  amount: pence.nullable(),
  happenedOn: date,
  code: z.string(),
  untilOn: date.nullable(),
  says: z.string(),
  /** What it says has become confidential: it is told to nobody. */
  isConfidential: z.boolean(),
  state: z.enum(states),
  attempt: z.number(),
  sentOn: date.nullable(),
  answeredBy: z.enum(['reply', 'heard back']).nullable(),
  answeredOn: date.nullable(),
  answerCode: z.string(),
  answerWhy: z.string(),
  exceptionOn: date.nullable(),
  owner: z.string().nullable(),
  ownerName: z.string().nullable(),
  correctsId: z.string().nullable(),
  correctedById: z.string().nullable(),
  because: z.string().nullable(),
  closedWhy: z.string().nullable(),
  closedByName: z.string().nullable(),
})
/** A message to a source, and what became of it. Amounts are pence: what it adds to what is owed. */
export type Message = z.infer<typeof message>

/** Whoever may not see the one who owes an account sees no message about it (decision 0009). */
const messages = (councilId: number, which: Sql): Sql => sql`
  select message.id, message.source, message.number::int as number, message.kind, message.account_id, account.reference,
    message.reference as told_as, message.amount, message.happened_on, message.code, message.until_on,
    case when ${isConfidentialNow(councilId)} then '' else message.says end as says, ${isConfidentialNow(councilId)} as is_confidential, message.state,
    message.attempt, message.sent_on, message.answered_by, (message.answered_at at time zone 'Europe/London')::date as answered_on,
    message.answer_code, message.answer_why, message.exception_on, message.owner, owner.name as owner_name, message.corrects_id,
    later.id as corrected_by_id, message.because, message.closed_why, coalesce(closer.name, message.closed_by) as closed_by_name
  from write_back.message as message
  join debts.account as account on account.council_id = ${councilId}::int and account.id = message.account_id
  join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
  left join write_back.message as later on later.council_id = ${councilId}::int and later.corrects_id = message.id
  left join administration.staff as owner on owner.staff_id::text = message.owner
  left join administration.staff as closer on closer.staff_id::text = message.closed_by
  where message.council_id = ${councilId}::int and ${which}`

/** What an account's source was told of it, newest first. */
export const messagesOn = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Message[]> =>
  db.many(
    message,
    sql`${messages(councilId, sql`message.account_id = ${accountId}::uuid`)} order by message.number desc limit 50`,
  )

export const findMessage = (
  db: Db,
  councilId: number,
  messageId: string,
): Promise<Message | undefined> =>
  db.maybeOne(message, messages(councilId, sql`message.id = ${messageId}::uuid`))

/** What a person has to look at: rejected or never answered, those waiting longest first. */
export const exceptions = (db: Db, councilId: number): Promise<readonly Message[]> =>
  db.many(
    message,
    sql`
      ${messages(councilId, sql`message.state in ('rejected', 'unanswered')`)}
      order by message.exception_on, message.source, message.number limit 200`,
  )
