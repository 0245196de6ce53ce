import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aCouncilWithAccounts } from '#debts/testing'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import type { Outcome } from '#values/outcome.ts'
import { endHold } from '../end-hold.ts'
import { isRunning } from '../hold.ts'
import { placeHold } from '../place-hold.ts'
import { findHold, holdsOn, holdsToReview } from '../queries.ts'
import { answerQuestion } from './answer.ts'
import { askTeam, type NewQuestion } from './ask.ts'
import {
  answeredQuestions,
  findQuestion,
  isLate,
  openQuestions,
  type QuestionOutcome,
} from './question.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilWithAccounts(database, councilId, 12)
await aCouncilWithAccounts(database, 2, 1)
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
const dayOf = (text: string) => Temporal.PlainDate.from(text)
const now = Temporal.Now.instant()
const today = now.toZonedDateTimeISO('Europe/London').toPlainDate()
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.refusal.code)

let used = 0
async function somebody() {
  const accountId = council.accounts[used] ?? ''
  used += 1
  const { partyId } = await inCouncil(db =>
    db.one(
      z.object({ partyId: z.string() }),
      sql`select lead_party_id as party_id from debts.account where council_id = 1 and id = ${accountId}::uuid`,
    ),
  )
  return { accountId, partyId }
}
type Somebody = Awaited<ReturnType<typeof somebody>>

const ask = (who: Somebody, differences: Partial<NewQuestion> = {}) =>
  inCouncil(db =>
    askTeam(db, {
      councilId,
      id: randomUUID(),
      ...who,
      about: 'liability',
      team: 'revenues',
      raisedBy: 'them',
      question: 'Did they move out in March?',
      evidence: 'A tenancy agreement from 1 March',
      answerBy: today.add({ days: 5 }),
      actor: 'officer',
      now,
      today,
      ...differences,
    }),
  )
const asked = async (...given: Parameters<typeof ask>) => {
  const outcome = await ask(...given)
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}
const answer = (
  questionId: string,
  {
    outcome = 'stands',
    isThere = false,
    actor = 'revenues officer',
  }: {
    readonly outcome?: QuestionOutcome
    readonly isThere?: boolean
    readonly actor?: string
  } = {},
) =>
  inCouncil(db =>
    answerQuestion(db, {
      councilId,
      questionId,
      outcome,
      answer: 'They moved in June',
      isThere,
      actor,
      now: Temporal.Now.instant(),
    }),
  )
const found = async (questionId: string) => {
  const question = await inCouncil(db => findQuestion(db, { councilId, questionId }))
  assert(question)
  return question
}
const running = async (accountId: string) =>
  (await inCouncil(db => holdsOn(db, { councilId, accountId }))).filter(hold =>
    isRunning(hold, Temporal.Now.instant()),
  )

suite('a question to another team', () => {
  test('holds recovery of its account until it is answered, however late', async () => {
    const who = await somebody()
    const id = await asked(who, { answerBy: today })
    const [hold, ...more] = await running(who.accountId)
    assert.deepEqual(
      [hold?.kind, hold?.accountId, hold?.endsAt, more.length],
      ['dispute', who.accountId, null, 0],
    )
    const question = await found(id)
    assert(!isLate(question, today))
    assert(isLate(question, today.add({ days: 1 })))
    const toReview = await inCouncil(db => holdsToReview(db, { councilId, today }))
    assert(
      toReview.some(one => one.id === hold?.id),
      'it comes back on its day',
    )
    assert.equal(codeOf(await answer(id)), 'done')
    assert.deepEqual(await running(who.accountId), [])
    assert(!isLate(await found(id), dayOf('2099-01-01')))
  })

  test('ends its own hold and no other: another dispute goes on', async () => {
    const who = await somebody()
    const other = await inCouncil(db =>
      placeHold(db, {
        councilId,
        ...who,
        kind: 'dispute',
        startsAt: now,
        receivedAt: now,
        reason: 'They say it was paid',
        actor: 'officer',
      }),
    )
    assert(other.ok)
    const id = await asked(who)
    assert.equal((await running(who.accountId)).length, 2)
    assert.equal(codeOf(await answer(id)), 'done')
    assert.deepEqual(
      (await running(who.accountId)).map(hold => hold.id),
      [other.value],
    )
  })

  test('keeps its hold from whoever would end it before the answer; the database does too', async () => {
    const who = await somebody()
    const { holdId } = await found(await asked(who))
    const ended = await inCouncil(db =>
      endHold(db, { councilId, holdId, because: 'Enough', actor: 'leader', mayEndByLaw: true }),
    )
    assert.equal(codeOf(ended), 'ends-with-its-answer')
    await assert.rejects(
      database.run(sql`
        update protections.hold set lifted_at = clock_timestamp(), lifted_by = 'x', lifted_why = 'x'
        where council_id = 1 and id = ${holdId}::uuid`),
      /ends with the answer/,
    )
    assert.equal((await inCouncil(db => findHold(db, { councilId, holdId })))?.liftedBy, null)
  })

  test('is answered once, by somebody else; what it said then stays', async () => {
    const id = await asked(await somebody())
    assert.equal(codeOf(await answer(id, { actor: 'officer' })), 'their-own')
    await assert.rejects(
      database.run(sql`
        update protections.query set answer = 'x', outcome = 'stands', answered_by = asked_by, answered_at = now()
        where council_id = 1 and id = ${id}::uuid`),
      /answered_by_another/,
    )
    const twice = await Promise.all([answer(id), answer(id)])
    assert.deepEqual(twice.map(codeOf).toSorted(), ['answered-already', 'done'])
    await assert.rejects(
      database.run(
        sql`update protections.query set answer = 'x' where council_id = 1 and id = ${id}::uuid`,
      ),
      /stays as it was answered/,
    )
    await assert.rejects(
      database.run(sql`delete from protections.query where council_id = 1 and id = ${id}::uuid`),
      /refuses this/,
    )
  })

  test('whose answer changes the debt is not answered before the system that raised it has the change', async () => {
    const who = await somebody()
    for (const outcome of ['changed', 'ended'] as const) {
      const id = await asked(who)
      assert.equal(codeOf(await answer(id, { outcome })), 'isThere')
      assert.equal((await running(who.accountId)).length, 1, 'the pause goes on')
      assert.equal(codeOf(await answer(id, { outcome, isThere: true })), 'done')
      assert.equal((await found(id)).outcome, outcome)
    }
  })

  test('is asked once about an account while it is open, and again afterwards; of something else at once', async () => {
    const who = await somebody()
    const id = randomUUID()
    assert.equal(await asked(who, { id }), id)
    assert.equal(await asked(who, { id }), id, 'a button pressed twice')
    assert.equal(codeOf(await ask(who)), 'about')
    const complaint = await asked(who, { about: 'complaint', team: 'complaints' })
    assert.equal((await running(who.accountId)).length, 2)
    assert.equal(codeOf(await answer(id)), 'done')
    assert.equal(codeOf(await answer(complaint)), 'done')
    assert.equal(codeOf(await ask(who)), 'done')
    const other = await somebody()
    const both = await Promise.all([ask(other), ask(other)])
    assert.deepEqual(both.map(codeOf).toSorted(), ['about', 'done'])
    assert.equal((await running(other.accountId)).length, 1)
  })

  test('wants its answer from today to ninety days on', async () => {
    const who = await somebody()
    const by = async (days: number) => codeOf(await ask(who, { answerBy: today.add({ days }) }))
    assert.equal(await by(-1), 'answerBy')
    assert.equal(await by(91), 'answerBy')
    assert.equal(await by(90), 'done')
    assert.deepEqual((await running(who.accountId)).length, 1)
  })

  test('is listed by when it is wanted, by team, and for its council only', async () => {
    const late = await asked(await somebody(), { answerBy: today, team: 'housing' })
    const later = await asked(await somebody(), {
      answerBy: today.add({ days: 9 }),
      team: 'housing',
    })
    const open = await inCouncil(db => openQuestions(db, { councilId, team: 'housing' }))
    assert.deepEqual(
      open.map(({ id }) => id),
      [late, later],
    )
    assert.equal(codeOf(await answer(late)), 'done')
    assert.equal((await inCouncil(db => answeredQuestions(db, councilId)))[0]?.id, late)
    const there = await asCouncil(database, 2, db => openQuestions(db, { councilId: 2 }))
    assert.deepEqual(there, [])
  })
})
