import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { closeReferral } from '../referrals/close-referral.ts'
import { referralsOn } from '../referrals/referrals.ts'
import { anOrderToCarryOut, chosenFor, orderDays, shownFor, tell } from '../testing/choosing.ts'
import { dayOf, onDay, pay, planOn, valueOf, wholeNight } from '../testing/nights.ts'
import { codeOf } from '../testing/proposing.ts'
import { choicesOn } from './choices.ts'
import { endRemedy } from './end-remedy.ts'
import { experienceOf } from './experience.ts'
import type { Ending } from './kinds.ts'

const database = await aDatabase()
after(() => database.close())

const choicesOf = (councilId: number, account: string) =>
  asCouncil(database, councilId, db => choicesOn(db, { councilId, accountIds: [account] }))

const referralsOf = (councilId: number, accountId: string) =>
  asCouncil(database, councilId, db => referralsOn(db, { councilId, accountId }))

const stateOf = (councilId: number, account: string) =>
  database.one(
    z.object({ remedy: z.string(), lastRule: z.string() }),
    sql`
      select remedy, last_rule from recovery.account_state
      where council_id = ${councilId}::int and account_id = ${account}::uuid`,
  )

const ended = (councilId: number, account: string, ending: Ending, day: string) =>
  asCouncil(database, councilId, async db => {
    const [choice] = await choicesOn(db, { councilId, accountIds: [account] })
    assert(choice)
    return endRemedy(db, {
      councilId,
      accountId: account,
      choiceId: choice.id,
      ending,
      why: 'The employer wrote',
      by: 'officer',
      today: dayOf(day),
      now: onDay(day).now(),
    })
  })

suite('the end of a remedy', () => {
  test('ends, and leads back to the choice while something is owed; paid off, it ends by itself', async () => {
    const council = await anOrderToCarryOut(database, 6, 2)
    const [account = '', paid = ''] = council.accounts
    for (const one of [account, paid]) {
      await tell(database, 6, one, { employment: 'employer known' })
      valueOf(await chosenFor(database, 6, { account: one, remedy: 'attachment of earnings' }))
    }
    const { judged } = await shownFor(database, 6, account, '2026-06-18')
    const benefits = judged.find(({ kind }) => kind === 'deduction from benefits')
    assert.equal(benefits?.verdict.is, 'blocked by law')
    await pay(database, council, paid, 1_000_00n, '2026-06-20')
    assert.equal(codeOf(await ended(6, account, 'not employed', '2026-06-30')), 'done')
    assert.equal(codeOf(await ended(6, account, 'not employed', '2026-06-30')), 'not-now')
    await wholeNight(database, 6, '2026-07-01')
    const [again] = await referralsOf(6, account)
    assert.deepEqual(
      [again?.kind, again?.closedOn, `${again?.openedOn}`],
      ['remedy decision', null, '2026-07-01'],
    )
    const [choice] = await choicesOf(6, paid)
    assert.deepEqual(
      [choice?.state, choice?.endedAs, (await stateOf(6, paid)).remedy],
      ['ended', 'paid off', 'ended'],
    )
    const { sheet } = await shownFor(database, 6, account, '2026-07-02')
    assert.equal(sheet['remedy tried'], true)
    const experience = await asCouncil(database, 6, db =>
      experienceOf(db, { councilId: 6, family: 'council tax', today: dayOf('2026-07-02') }),
    )
    assert.deepEqual(experience.get('attachment of earnings'), {
      ended: 2,
      days: 14,
      owed: 2_000_00n,
      paid: 1_000_00n,
    })
    valueOf(await chosenFor(database, 6, { account, remedy: 'none', day: '2026-07-02' }))
    assert.equal((await stateOf(6, account)).remedy, 'none')
    await planOn(database, 6, '2026-07-20')
    assert.equal((await stateOf(6, account)).lastRule, 'Wait')
    await wholeNight(database, 6, '2026-09-30')
    assert.equal((await referralsOf(6, account))[0]?.closedOn, null)
  })

  test('that ends because they are vulnerable puts the account on hold, and nothing is open meanwhile', async () => {
    const {
      accounts: [account = ''],
    } = await anOrderToCarryOut(database, 7)
    await tell(database, 7, account, { benefits: 'universal credit' })
    valueOf(await chosenFor(database, 7, { account, remedy: 'deduction from benefits' }))
    valueOf(await ended(7, account, 'vulnerable', '2026-06-30'))
    await wholeNight(database, 7, '2026-07-10')
    assert.equal((await stateOf(7, account)).lastRule, 'On hold')
    const { judged } = await shownFor(database, 7, account, '2026-07-10')
    assert.deepEqual(
      judged.filter(({ verdict }) => verdict.is === 'open'),
      [],
    )
  })

  test('is one of two attachments of earnings at the most, of everything one person owes', async () => {
    const { accounts } = await anOrderToCarryOut(database, 8, 3, { together: true })
    for (const account of accounts)
      await tell(database, 8, account, { employment: 'employer known' })
    const [one = '', two = '', three = ''] = accounts
    const remedy = 'attachment of earnings'
    for (const account of [one, two]) {
      assert.equal(codeOf(await chosenFor(database, 8, { account, remedy })), 'done')
    }
    assert.equal(codeOf(await chosenFor(database, 8, { account: three, remedy })), 'blocked-by-law')
    const { sheet } = await shownFor(database, 8, three)
    assert.equal(sheet['under orders'], 3_000_00n)
  })

  test('is never the close of a list by hand, in the code or in the database; other returns are', async () => {
    const {
      accounts: [account = ''],
    } = await anOrderToCarryOut(database, 9)
    const [referral] = await referralsOf(9, account)
    assert(referral)
    const close = (returnCode: 'carried out' | 'no answer') =>
      asCouncil(database, 9, db =>
        closeReferral(db, {
          councilId: 9,
          accountId: account,
          referralId: referral.id,
          returnCode,
          note: '',
          by: 'officer',
          today: dayOf(orderDays.chosen),
          now: onDay(orderDays.chosen).now(),
        }),
      )
    assert.equal(codeOf(await close('carried out')), 'choose-a-remedy')
    await assert.rejects(
      database.run(sql`
        update recovery.referral set closed_at = now(), closed_on = '2026-06-16', closed_by = 'officer',
          return_code = 'carried out'
        where council_id = 9 and id = ${referral.id}::uuid`),
      /carried out by choosing a remedy/,
    )
    assert.equal(codeOf(await close('no answer')), 'done')
    for (const statement of [
      sql`update recovery.remedy_choice set reason = 'another'`,
      sql`delete from recovery.remedy_event`,
    ]) {
      await assert.rejects(database.run(statement), /refuses this/)
    }
  })
})
