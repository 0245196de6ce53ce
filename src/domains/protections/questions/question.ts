import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'

/** What another team is asked about, and what it is called on pages. */
export const abouts = {
  liability: 'Liability: whether they owe it, from when, until when',
  'benefit claim': 'A claim for benefit or support that would pay some of it',
  complaint: 'A complaint about how it was charged',
} as const
export type About = keyof typeof abouts
export const aboutNames = Object.keys(abouts) as [About, ...About[]]

/** The teams that may be asked. Each council knows who they are. */
export const teams = [
  'revenues',
  'benefits',
  'housing',
  'the service that raised it',
  'complaints',
] as const

export const raisers = ['them', 'somebody for them', 'the council'] as const

/** What an answer comes to. What changes or ends is put right where the debt was raised before it is answered here. */
export const outcomes = {
  stands: 'It stands as it is',
  changed: 'It is changed',
  ended: 'It is ended: they do not owe it',
} as const
export type QuestionOutcome = keyof typeof outcomes
export const outcomeNames = Object.keys(outcomes) as [QuestionOutcome, ...QuestionOutcome[]]

const question = z.object({
  id: z.string(),
  accountId: z.string(),
  partyId: z.string(),
  holdId: z.string(),
  about: z.enum(aboutNames),
  team: z.string(),
  raisedBy: z.enum(raisers),
  question: z.string(),
  evidence: z.string(),
  answerBy: date,
  askedBy: z.string(),
  askedAt: instant,
  outcome: z.enum(outcomeNames).nullable(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
  /** Of the person and the account, for lists. */
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
  balance: pence,
})

/** A question about a debt that another team answers; recovery is on hold until it does. */
export type Question = z.infer<typeof question>

/** Whether its day has passed and it is not answered. It never ends by itself, and neither does its hold. */
export const isLate = (
  { answerBy, answeredAt }: Pick<Question, 'answerBy' | 'answeredAt'>,
  today: Temporal.PlainDate,
): boolean => answeredAt === null && isBefore(answerBy, today)

/** Those of a council whose people the viewer may see. */
const questions = (councilId: number): Sql => sql`
  select query.id, query.account_id, query.party_id, query.hold_id, query.about, query.team, query.raised_by, query.question,
    query.evidence, query.answer_by, query.asked_by, query.asked_at, query.outcome, query.answer, query.answered_by,
    query.answered_at, party.name, account.reference, account.debt_type, ledger.balance
  from protections.query as query
  join parties.party as party on party.council_id = ${councilId}::int and party.id = query.party_id
  join debts.account as account on account.council_id = ${councilId}::int and account.id = query.account_id
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  where query.council_id = ${councilId}::int`

export const findQuestion = (
  db: Db,
  { councilId, questionId }: { readonly councilId: number; readonly questionId: string },
): Promise<Question | undefined> =>
  db.maybeOne(question, sql`${questions(councilId)} and query.id = ${questionId}::uuid`)

/** Those that wait, of one team or of all; the first to be answered first, so that what is overdue is at the top. */
export const openQuestions = (
  db: Db,
  { councilId, team }: { readonly councilId: number; readonly team?: string | undefined },
): Promise<readonly Question[]> =>
  db.many(
    question,
    sql`
      ${questions(councilId)} and query.answered_at is null
        and (${team ?? null}::text is null or query.team = ${team ?? null}::text)
      order by query.answer_by, query.asked_at, query.id limit 200`,
  )

/** Those answered last, the latest first. */
export const answeredQuestions = (db: Db, councilId: number): Promise<readonly Question[]> =>
  db.many(
    question,
    sql`
      ${questions(councilId)} and query.answered_at is not null
      order by query.answered_at desc, query.id limit 50`,
  )

/** What was asked about an account, the latest first. */
export const questionsOn = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Question[]> =>
  db.many(
    question,
    sql`
      ${questions(councilId)} and query.account_id = ${accountId}::uuid order by query.asked_at desc, query.id limit 50`,
  )

/** The question that a hold waits for; undefined where it waits for none. */
export const questionOfHold = async (
  db: Db,
  { councilId, holdId }: { readonly councilId: number; readonly holdId: string },
): Promise<string | undefined> =>
  (
    await db.maybeOne(
      z.object({ id: z.string() }),
      sql`
        select id from protections.query
        where council_id = ${councilId}::int and hold_id = ${holdId}::uuid and answered_at is null`,
    )
  )?.id
