import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import { takeTurn } from '../gate/gate.ts'
import { notRecorded, questionsOf } from './questions.ts'

const answered = z.object({
  question: z.string(),
  answer: z.string(),
  soOn: date.nullable(),
  note: z.string(),
  answeredBy: z.string(),
  answeredAt: instant,
})
/** What somebody recorded of an account, as they recorded it. The newest answer to a question stands. */
export type Answered = z.infer<typeof answered>

export const answersOn = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Answered[]> =>
  db.many(
    answered,
    sql`
      select question, answer, so_on, note, answered_by, answered_at from recovery.answer
      where council_id = ${councilId}::int and account_id = ${accountId}::uuid order by number desc limit 100`,
  )

/** The family of an account's debt: what is asked about it. */
export const familyOf = async (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<string> =>
  (
    await db.one(
      z.object({ family: z.string() }),
      sql`
        select type.family from debts.account
        join debts.debt_type as type on type.council_id = ${councilId}::int and type.name = account.debt_type
        where account.council_id = ${councilId}::int and account.id = ${accountId}::uuid`,
    )
  ).family

const notAsked: Refusal = {
  code: 'not-asked',
  says: 'This is not asked of this kind of debt, or that is not an answer to it. Nothing was recorded.',
}
const dayMissing: Refusal = {
  code: 'day-missing',
  says: 'Enter the day: the law counts from it. Nothing was recorded.',
}
const dayAhead: Refusal = {
  code: 'day-ahead',
  says: 'That day has not come yet. Nothing was recorded.',
}

const nothingToTakeBack: Refusal = {
  code: 'nothing-to-take-back',
  says: 'Nobody has recorded an answer to this, so there is none to take back. Nothing was changed.',
}
const sayWhy: Refusal = {
  code: 'say-why',
  says: 'Say why the answer is taken back: it stays in sight, and so does this. Nothing was changed.',
}

/**
 * Records an answer, or that the last one is taken back and nothing is known after all (`not recorded`, with why), under the locks that the gate judges under: no step is let go meanwhile on what was known before. It is never
 * changed: a later one supersedes it, and the account is looked at again on the next night.
 */
export async function answer(
  db: Db,
  it: {
    readonly councilId: number
    readonly accountId: string
    readonly question: string
    readonly answer: string
    readonly soOn: Temporal.PlainDate | undefined
    readonly note: string
    readonly by: string
    readonly today: Temporal.PlainDate
  },
): Promise<Outcome<undefined>> {
  const { councilId, accountId } = it
  await takeTurn(db, { councilId, accountIds: [accountId] })
  const family = await familyOf(db, { councilId, accountId })
  const [, question] = questionsOf(family).find(([name]) => name === it.question) ?? []
  const isTakenBack = it.answer === notRecorded
  if (!question || !(isTakenBack || Object.hasOwn(question.answers, it.answer)))
    return refused(notAsked)
  if (isTakenBack) {
    const latest = (await answersOn(db, it)).find(one => one.question === it.question)
    if (!latest || latest.answer === notRecorded) return refused(nothingToTakeBack)
    if (it.note.trim() === '') return refused(sayWhy)
  }
  const { dated, datedFor } = question
  const needsDay = dated !== undefined && !isTakenBack && (datedFor?.includes(it.answer) ?? true)
  if (needsDay && it.soOn === undefined) return refused(dayMissing)
  if (it.soOn && isBefore(it.today, it.soOn)) return refused(dayAhead)
  await db.run(sql`
    insert into recovery.answer (council_id, account_id, question, answer, so_on, note, answered_by)
    values (
      ${councilId}::int, ${accountId}::uuid, ${it.question}::text, ${it.answer}::text,
      ${isTakenBack ? null : (it.soOn ?? null)}::date,
      ${it.note}::text, ${it.by}::text)`)
  await record(db, {
    councilId,
    actor: it.by,
    action: isTakenBack
      ? 'took back what recovery needs to know'
      : 'recorded what recovery needs to know',
    objectKind: 'account',
    objectId: accountId,
    detail: { question: it.question, answer: it.answer },
  })
  return done(undefined)
}
