import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { atTheGate } from '../gate/gate.ts'
import { judge } from '../gate/judge.ts'
import { verdictInWords } from '../gate/verdict.ts'
import { closeReferral } from '../referrals/close-referral.ts'
import { referralsOn } from '../referrals/referrals.ts'
import { anAccountOf } from '../testing/an-account.ts'
import { dayOf, onDay, planOn, wholeNight } from '../testing/nights.ts'
import { answer, answersOn } from './answer.ts'

const database = await aDatabase()
after(() => database.close())

const tell = (
  councilId: number,
  accountId: string,
  question: string,
  says: string,
  on?: string,
  note = '',
) =>
  asCouncil(database, councilId, db =>
    answer(db, {
      councilId,
      accountId,
      question,
      answer: says,
      soOn: on === undefined ? undefined : dayOf(on),
      note,
      by: 'officer',
      today: dayOf('2026-07-01'),
    }),
  )

const nights = async (councilId: number, from: string, to: string) => {
  for (let day = dayOf(from); `${day}` <= to; day = day.add({ days: 1 }))
    await wholeNight(database, councilId, `${day}`)
}

const stepsOf = async (councilId: number) =>
  (
    await database.many(
      z.object({ says: z.string() }),
      sql`
        select kind || ' ' || served_on as says from recovery.action
        where council_id = ${councilId}::int order by served_on, kind`,
    )
  ).map(({ says }) => says)

suite('what recovery needs to know', () => {
  test('a care charge goes no further than its first letter until three things are recorded, each asked in turn', async () => {
    const account = await anAccountOf(database, 'adult social care charge', 1)
    await nights(1, '2026-04-28', '2026-05-14')
    assert.deepEqual(await stepsOf(1), ['invoice reminder 2026-04-29', 'capacity check 2026-05-13'])
    const [open] = await asCouncil(database, 1, db =>
      referralsOn(db, { councilId: 1, accountId: account }),
    )
    assert(open)
    assert.equal((await tell(1, account, 'capacity', 'can decide')).ok, true)
    assert.equal((await tell(1, account, 'other options', 'considered')).ok, true)
    await asCouncil(database, 1, db =>
      closeReferral(db, {
        councilId: 1,
        accountId: account,
        referralId: open.id,
        returnCode: 'carried out',
        note: '',
        by: 'officer',
        today: dayOf('2026-05-15'),
        now: onDay('2026-05-15').now(),
      }),
    )
    await nights(1, '2026-05-28', '2026-05-30')
    assert.equal((await stepsOf(1)).at(-1), 'deferred payment offer 2026-05-29')
    assert.equal((await tell(1, account, 'deferred payment', 'offered')).ok, true)
    await nights(1, '2026-06-20', '2026-06-21')
    const { rule } = await database.one(
      z.object({ rule: z.string() }),
      sql`select last_rule as rule from recovery.account_state where council_id = 1`,
    )
    assert.equal(rule, 'A deferred payment was agreed or waits for an answer')
  })

  test('an overpayment waits for its decision, and for 32 days after it', async () => {
    const account = await anAccountOf(database, 'housing benefit overpayment', 2)
    await nights(2, '2026-04-14', '2026-04-16')
    assert.deepEqual(await stepsOf(2), ['recoverability check 2026-04-15'])
    const undated = await tell(2, account, 'recoverable', 'recoverable from them')
    assert.equal(undated.ok ? '' : undated.refusal.code, 'day-missing')
    const ahead = await tell(2, account, 'recoverable', 'recoverable from them', '2026-07-02')
    assert.equal(ahead.ok ? '' : ahead.refusal.code, 'day-ahead')
  })

  test('an answer that was a mistake is taken back with why, and the next night knows nothing of it', async () => {
    const account = await anAccountOf(database, 'leasehold service charge', 4)
    const codeOf = (outcome: Awaited<ReturnType<typeof tell>>) =>
      outcome.ok ? 'done' : outcome.refusal.code
    const takeBack = (note = '') => tell(4, account, 'demand', 'not recorded', undefined, note)
    assert.equal(codeOf(await takeBack('Never said')), 'nothing-to-take-back')
    await tell(4, account, 'demand', 'not valid')
    await wholeNight(database, 4, '2026-05-10')
    assert.deepEqual(await stepsOf(4), [])
    assert.equal(codeOf(await takeBack()), 'say-why')
    assert.equal(codeOf(await takeBack('It was another flat')), 'done')
    assert.equal(codeOf(await takeBack('Again')), 'nothing-to-take-back')
    await wholeNight(database, 4, '2026-05-11')
    assert.deepEqual(await stepsOf(4), ['demand check 2026-05-11'])
  })

  test('an invoice of six years ago is not taken to a court, unless the time began again, on its day and until that is taken back', async () => {
    const account = await anAccountOf(database, 'sundry invoice', 5)
    await database.run(sql`update debts.account set due_on = '2020-01-01' where council_id = 5`)
    const day = '2026-06-01'
    const steps = async () => {
      await planOn(database, 5, day)
      const judged = await asCouncil(database, 5, db =>
        atTheGate(db, {
          councilId: 5,
          accountIds: [account],
          asAt: dayOf(day),
          now: onDay(day).now(),
        }),
      )
      const at = judged.get(account)
      assert(at)
      const sheet = { ...at.sheet, stage: 'second letter', 'since notice': 30 } as const
      return verdictInWords(judge({ ...at, sheet, action: 'letter before claim' }))
    }
    assert.match(await steps(), /Not yet so: .* \(Limitation Act 1980 s5\)/)
    const undated = await tell(5, account, 'time to sue', 'began again')
    assert.equal(undated.ok ? '' : undated.refusal.code, 'day-missing')
    await tell(5, account, 'time to sue', 'began again', '2024-03-01', 'Their letter')
    assert.doesNotMatch(await steps(), /Limitation Act/)
    await tell(5, account, 'time to sue', 'did not')
    assert.match(await steps(), /Limitation Act 1980 s5/)
    await tell(5, account, 'time to sue', 'began again', '2024-03-01')
    await tell(5, account, 'time to sue', 'not recorded', undefined, 'It was about another debt')
    assert.match(await steps(), /Limitation Act 1980 s5/)
  })

  test('is asked only of the debts it is about; a later answer supersedes, and nothing is overwritten', async () => {
    const account = await anAccountOf(database, 'leasehold service charge', 3)
    const other = await tell(3, account, 'capacity', 'can decide')
    assert.equal(other.ok ? '' : other.refusal.code, 'not-asked')
    await tell(3, account, 'demand', 'valid')
    await tell(3, account, 'demand', 'not valid')
    const all = await asCouncil(database, 3, db =>
      answersOn(db, { councilId: 3, accountId: account }),
    )
    assert.deepEqual(
      all.map(one => one.answer),
      ['not valid', 'valid'],
    )
    await wholeNight(database, 3, '2026-05-10')
    const { rule } = await database.one(
      z.object({ rule: z.string() }),
      sql`select last_rule as rule from recovery.account_state where council_id = 3`,
    )
    assert.equal(rule, 'The demand is not valid')
    await assert.rejects(
      database.run(sql`delete from recovery.answer where council_id = 3`),
      /refuses this/,
    )
  })
})
