import { z } from 'zod'
import { figure } from '#administration'
import type { Db } from '#platform/db.ts'
import { count, date, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { type QuestionDefinition, type QuestionName, questions } from './questions.ts'

const lookedAtAgain = z.object({
  accountId: z.string(),
  partyId: z.string(),
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
  balance: pence,
  question: z.enum(Object.keys(questions) as [QuestionName, ...QuestionName[]]),
  answer: z.string(),
  answeredOn: date,
})
/** An answer that stops recovery of an account, and that nobody has looked at for the council's days. */
export type ToLookAtAgain = z.infer<typeof lookedAtAgain>

/** What somebody has to do about an answer that stops recovery; undefined of one that stops nothing. */
export const toDoAbout = (question: QuestionName, answer: string): string | undefined => {
  const { lookAgain = {} }: QuestionDefinition = questions[question]
  return lookAgain[answer]
}

const stopping = Object.entries<QuestionDefinition>(questions).flatMap(
  ([question, { lookAgain = {} }]) =>
    Object.keys(lookAgain).map(answer => ({ question, answer }) as const),
)

/** Reads the answers that people recorded, which are few beside the book. To record the same again says that it was looked at. */
const toLookAtAgain = (councilId: number, today: Temporal.PlainDate): Sql => sql`
  from recovery.answer as latest
  join unnest(
    ${stopping.map(({ question }) => question)}::text[], ${stopping.map(({ answer }) => answer)}::text[]
  ) as stopping (question, answer) on stopping.question = latest.question and stopping.answer = latest.answer
  join debts.account as account on account.council_id = ${councilId}::int and account.id = latest.account_id
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  join parties.party as party on party.council_id = ${councilId}::int and party.id = account.lead_party_id
  where latest.council_id = ${councilId}::int and ledger.balance > 0
    and (latest.answered_at at time zone 'Europe/London')::date <= ${today}::date - ${figure(councilId, 'answer-again')}
    and not exists (
      select from recovery.answer as later
      where later.council_id = ${councilId}::int and later.account_id = latest.account_id
        and later.question = latest.question and later.number > latest.number)`

export const countToLookAtAgain = async (
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<number> =>
  (
    await db.one(
      z.object({ answers: count }),
      sql`select count(*) as answers ${toLookAtAgain(councilId, today)}`,
    )
  ).answers

/** The first 200 of them, the longest unlooked-at first. Restricted records are kept back by the database. */
export const answersToLookAtAgain = (
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<readonly ToLookAtAgain[]> =>
  db.many(
    lookedAtAgain,
    sql`
      select account.id as account_id, account.lead_party_id as party_id, party.name, account.reference, account.debt_type,
        ledger.balance, latest.question, latest.answer,
        (latest.answered_at at time zone 'Europe/London')::date as answered_on
      ${toLookAtAgain(councilId, today)}
      order by latest.answered_at, account.id limit 200`,
  )
