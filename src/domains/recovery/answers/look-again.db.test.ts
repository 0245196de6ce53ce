import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { someSession } from '#web/testing.ts'
import { comparisons } from '../next-review.ts'
import { regimeOf } from '../regimes/index.ts'
import { aCouncilInArrears, dayOf, valueOf } from '../testing/nights.ts'
import { anAccountOf } from '../testing/an-account.ts'
import { answer, answersOn } from './answer.ts'
import { answersToLookAtAgain, countToLookAtAgain, toDoAbout } from './look-again.ts'
import { lookAgainPage } from './pages/look-again.page.ts'
import { type QuestionName, questions } from './questions.ts'

const database = await aDatabase()
after(() => database.close())

const record = async (councilId: number, accountId: string, question: string, says: string) =>
  valueOf(
    await asCouncil(database, councilId, db =>
      answer(db, {
        councilId,
        accountId,
        question,
        answer: says,
        soOn: dayOf('2026-05-01'),
        note: '',
        by: 'officer',
        today: dayOf('2026-07-01'),
      }),
    ),
  )

/** So many days after the last answer, as it was recorded. */
async function daysAfter(councilId: number, accountId: string, days: number) {
  const [latest] = await asCouncil(database, councilId, db =>
    answersOn(db, { councilId, accountId }),
  )
  assert(latest)
  return latest.answeredAt.toZonedDateTimeISO('Europe/London').toPlainDate().add({ days })
}

const listed = async (councilId: number, today: Temporal.PlainDate) => {
  const on = { councilId, today }
  const found = await asCouncil(database, councilId, db => answersToLookAtAgain(db, on))
  assert.equal(await asCouncil(database, councilId, db => countToLookAtAgain(db, on)), found.length)
  return found.map(one => `${one.question}: ${one.answer}`)
}

suite('answers that stop recovery', () => {
  test('are looked at again on the 28th day, and not while something else is recorded', async () => {
    const account = await anAccountOf(database, 'adult social care charge', 1)
    await record(1, account, 'deferred payment', 'offered')
    await record(1, account, 'capacity', 'can decide')
    assert.deepEqual(await listed(1, await daysAfter(1, account, 27)), [])
    assert.deepEqual(await listed(1, await daysAfter(1, account, 28)), [
      'deferred payment: offered',
    ])
    const on = { councilId: 1, today: await daysAfter(1, account, 28) }
    const answers = await asCouncil(database, 1, db => answersToLookAtAgain(db, on))
    const shown = String(lookAgainPage({ session: someSession(), answers, total: 1 }))
    assert.match(
      shown,
      /Whether a deferred payment could be made: It was offered, and they have not answered/,
    )
    assert.match(shown, /Ask what they have decided, and offer help with it/)
    assert(shown.includes(`/accounts/${account}/answers?question=deferred+payment`))
    await record(1, account, 'deferred payment', 'refused')
    assert.deepEqual(await listed(1, await daysAfter(1, account, 60)), [])
  })

  test('come back once more where the same was recorded again, and belong to their council', async () => {
    const account = await anAccountOf(database, 'housing benefit overpayment', 2)
    await aCouncilInArrears(database, 3, 1)
    await record(2, account, 'recoverable', 'not recoverable')
    await record(2, account, 'recoverable', 'not recoverable')
    assert.deepEqual(await listed(2, await daysAfter(2, account, 28)), [
      'recoverable: not recoverable',
    ])
    assert.deepEqual(await listed(3, await daysAfter(2, account, 28)), [])
  })

  test('are all that the law of any debt holds on, but what is settled', () => {
    const held = (['England', 'Wales'] as const).flatMap(nation =>
      (
        ['adult social care', 'benefit overpayment', 'leasehold', 'housing', 'sundry'] as const
      ).flatMap(
        family =>
          regimeOf(family, nation)
            ?.on(dayOf('2026-06-01'))
            .value.holds.flatMap(({ when }) => when.flatMap(comparisons))
            .flatMap(one => ('is' in one && one.fact in questions ? [one] : [])) ?? [],
      ),
    )
    assert(held.length > 8)
    const withoutAWay = held
      .filter(({ fact, is }) => toDoAbout(fact as QuestionName, String(is)) === undefined)
      .map(({ fact, is }) => `${fact}: ${is}`)
    assert.deepEqual([...new Set(withoutAWay)], ['deferred payment: agreed'])
  })
})
