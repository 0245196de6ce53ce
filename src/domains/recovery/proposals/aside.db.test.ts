import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { holdsOn } from '#protections'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import type { Action } from '../actions.ts'
import { closeReferral } from '../referrals/close-referral.ts'
import { referralsOn } from '../referrals/referrals.ts'
import type { ReturnCode } from '../referrals/return-codes.ts'
import { aCouncilInArrears, dayOf, drain, onDay, valueOf, wholeNight } from '../testing/nights.ts'
import { approved, asked, outside } from '../testing/proposing.ts'

const database = await aDatabase()
after(() => database.close())

const takes = async (councilId: number, account: string, action: Action, day: string) => {
  const id = valueOf(await asked(database, councilId, { account, day, action }, outside))
  valueOf(await approved(database, councilId, id, day))
  await drain(database, councilId, day)
}

const closes = (councilId: number, accountId: string, returnCode: ReturnCode, on: string) =>
  asCouncil(database, councilId, async db => {
    const [open] = await referralsOn(db, { councilId, accountId })
    assert(open && open.closedOn === null)
    return valueOf(
      await closeReferral(db, {
        councilId,
        accountId,
        referralId: open.id,
        returnCode,
        note: 'As they said',
        by: 'officer',
        today: dayOf(on),
        now: onDay(on).now(),
      }),
    )
  })

const stateOf = async (councilId: number): Promise<string> =>
  (
    await database.one(
      z.object({ says: z.string() }),
      sql`
        select concat_ws(', ', stage, last_return, last_rule) as says from recovery.account_state
        where council_id = ${councilId}::int`,
    )
  ).says

suite('a call or a visit of an officer’s own, outside policy', () => {
  test('leaves recovery on its way: it waits while somebody is at it, and then the next step follows', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 1, 1)
    await wholeNight(database, 1, '2026-04-15')
    await takes(1, account, 'phone call', '2026-04-16')
    await wholeNight(database, 1, '2026-04-29')
    assert.equal(await stateOf(1), 'reminder, open, With somebody')
    await closes(1, account, 'no answer', '2026-04-29')
    await wholeNight(database, 1, '2026-04-30')
    assert.equal(await stateOf(1), 'final notice, none, Final notice')
  })

  test('hides nothing of what came of the last list, and is no summons of its own', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 2, 1)
    await database.run(sql`
      update debts.account set source_reminder_on = '2026-04-10', source_final_notice_on = '2026-04-24' where council_id = 2`)
    await wholeNight(database, 2, '2026-05-08')
    await closes(2, account, 'carried out', '2026-05-10')
    await wholeNight(database, 2, '2026-05-11')
    await takes(2, account, 'visit request', '2026-05-12')
    await closes(2, account, 'no answer', '2026-05-20')
    await wholeNight(database, 2, '2026-06-20')
    assert.equal(await stateOf(2), 'summons list, carried out, Wait')
    await wholeNight(database, 2, '2026-06-21')
    assert.equal(await stateOf(2), 'court outcome check, open, Look whether the court has decided')
  })

  test('that comes back paid, with an arrangement, disputed or vulnerable puts the account on hold, for days or until it is ended', async () => {
    for (const [councilId, code, kind, ends] of [
      [3, 'paid', 'other', '2026-05-04'],
      [4, 'arrangement made', 'arrangement', '2026-05-18'],
      [5, 'disputed', 'dispute', undefined],
      [6, 'vulnerable', 'other', undefined],
    ] as const) {
      const {
        accounts: [account = ''],
      } = await aCouncilInArrears(database, councilId, 1)
      await wholeNight(database, councilId, '2026-04-15')
      await takes(councilId, account, 'phone call', '2026-04-16')
      assert.equal((await closes(councilId, account, code, '2026-04-20')).isHeld, true)
      const [hold] = await asCouncil(database, councilId, db =>
        holdsOn(db, { councilId, accountId: account }),
      )
      assert.equal(hold?.kind, kind)
      assert.equal(hold.endsAt?.toString().slice(0, 10), ends)
      assert.equal((await wholeNight(database, councilId, '2026-05-03')).planned, 0, code)
      const after = await wholeNight(database, councilId, '2026-05-18')
      assert.equal(after.planned, ends === undefined ? 0 : 1, code)
    }
  })

  test('of a step that the policy leads to nothing is different: it is the policy’s own', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 7, 1)
    await database.run(sql`
      update debts.account set source_reminder_on = '2026-04-10', source_final_notice_on = '2026-04-24' where council_id = 7`)
    await database.run(
      sql`update parties.address set undeliverable_on = '2026-01-01' where council_id = 7`,
    )
    await wholeNight(database, 7, '2026-05-07')
    const id = valueOf(
      await asked(database, 7, { account, day: '2026-05-08', action: 'find them' }),
    )
    assert(id)
    await drain(database, 7, '2026-05-08')
    assert.match(await stateOf(7), /^find them, open/)
  })
})
