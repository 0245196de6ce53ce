import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { beginStop } from '#administration'
import { holdsOn } from '#protections'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { actionKinds } from '../actions.ts'
import { regimeOf } from '../regimes/index.ts'
import { aCouncilInArrears, dayOf, onDay, pay, planOn, wholeNight } from '../testing/nights.ts'
import { closeReferral } from './close-referral.ts'
import { openReferrals, type Referral, referralsOn } from './referrals.ts'
import type { ReturnCode } from './return-codes.ts'

const database = await aDatabase()
after(() => database.close())

/** An account whose source had sent a final notice on a day, and the nights up to another. */
async function afterAFinalNotice(councilId: number, nights: readonly string[]): Promise<string> {
  const {
    accounts: [account = ''],
  } = await aCouncilInArrears(database, councilId, 1)
  await database.run(sql`
    update debts.account set source_reminder_on = '2026-04-10', source_final_notice_on = '2026-04-24'
    where council_id = ${councilId}::int`)
  for (const day of nights) await wholeNight(database, councilId, day)
  return account
}

const of = (councilId: number, accountId: string): Promise<readonly Referral[]> =>
  asCouncil(database, councilId, db => referralsOn(db, { councilId, accountId }))

const close = (
  councilId: number,
  { id: referralId, accountId }: Referral,
  returnCode: ReturnCode,
  today: string,
  note = '',
) =>
  asCouncil(database, councilId, db =>
    closeReferral(db, {
      councilId,
      accountId,
      referralId,
      returnCode,
      note,
      by: 'officer',
      today: dayOf(today),
      now: onDay(today).now(),
    }),
  )

const decisionsOf = async (councilId: number, account: string) =>
  (
    await database.many(
      z.object({ rule: z.string() }),
      sql`
        select rule from recovery.decision
        where council_id = ${councilId}::int and account_id = ${account}::uuid order by decided_on`,
    )
  ).map(({ rule }) => rule)

suite('a referral', () => {
  test('is opened once on its day, waits for somebody, and what came of it decides what is next', async () => {
    const account = await afterAFinalNotice(1, ['2026-05-07', '2026-05-08', '2026-05-09'])
    const [one, none] = await of(1, account)
    assert(one)
    assert.equal(none, undefined)
    assert.deepEqual(
      [one.kind, `${one.openedOn}`, `${one.dueBy}`],
      ['summons list', '2026-05-08', '2026-05-22'],
    )
    assert.deepEqual((await decisionsOf(1, account)).slice(-2), ['Summons list', 'With somebody'])

    const refused = await close(1, one, 'not suitable', '2026-05-11')
    assert.equal(refused.ok ? '' : refused.refusal.code, 'say-why')
    assert.equal((await close(1, one, 'not suitable', '2026-05-11', 'In hospital')).ok, true)
    const again = await close(1, one, 'carried out', '2026-05-12')
    assert.equal(again.ok ? '' : again.refusal.code, 'already-closed')

    for (const day of ['2026-06-07', '2026-06-08']) await wholeNight(database, 1, day)
    const [second] = await of(1, account)
    assert.deepEqual([second?.kind, `${second?.openedOn}`], ['summons list', '2026-06-08'])
  })

  test('needs no address, where a letter would', async () => {
    const account = await afterAFinalNotice(2, [])
    await database.run(
      sql`update parties.address set undeliverable_on = '2026-01-01' where council_id = 2`,
    )
    await wholeNight(database, 2, '2026-05-08')
    assert.deepEqual(
      (await of(2, account)).map(({ kind }) => kind),
      ['find them'],
    )
    const [listed] = await asCouncil(database, 2, db => openReferrals(db, { councilId: 2 }))
    assert.equal(listed?.lettersStoppedBy, 'no address')
  })

  test('says on its list that somebody liable has died, and that an emergency has stopped it', async () => {
    const account = await afterAFinalNotice(10, ['2026-05-08'])
    const heldBy = async () => {
      const [listed] = await asCouncil(database, 10, db => openReferrals(db, { councilId: 10 }))
      return listed?.heldBy
    }
    assert.equal(await heldBy(), null)
    await asCouncil(database, 10, db =>
      beginStop(db, { councilId: 10, areas: [], because: 'A flood', by: 'leader' }),
    )
    assert.equal(await heldBy(), 'emergency stop')
    await database.run(sql`
      update parties.party set deceased_on = '2026-05-09'
      where council_id = 10 and id = (select lead_party_id from debts.account where council_id = 10 and id = ${account}::uuid)`)
    assert.equal(await heldBy(), 'somebody liable has died')
  })

  test('is closed when nothing is owed any more, and when its source tells what the court did', async () => {
    const {
      accounts: [paid = '', ordered = ''],
      ...council
    } = await aCouncilInArrears(database, 3, 2)
    await database.run(sql`
      update debts.account set source_reminder_on = '2026-04-10', source_final_notice_on = '2026-04-24' where council_id = 3`)
    await wholeNight(database, 3, '2026-05-08')
    assert.equal(
      (await asCouncil(database, 3, db => openReferrals(db, { councilId: 3 }))).length,
      2,
    )
    await pay(database, { ...council, accounts: [paid, ordered] }, paid, 1_000_00n, '2026-05-12')
    await database.run(sql`
      update debts.account set source_stage = 'liability order', as_at = '2026-05-20', recorded_at = now()
      where council_id = 3 and id = ${ordered}::uuid`)
    await wholeNight(database, 3, '2026-05-21')
    assert.deepEqual(
      [...(await of(3, paid)), ...(await of(3, ordered))].map(it => [it.returnCode, it.note]),
      [
        ['paid', 'Nothing is owed any more'],
        ['order made', 'Its source tells: liability order'],
      ],
    )
  })

  test('that comes back vulnerable or disputed puts the account on hold until somebody ends that', async () => {
    for (const [councilId, code] of [
      [5, 'vulnerable'],
      [6, 'disputed'],
    ] as const) {
      const account = await afterAFinalNotice(councilId, ['2026-05-08'])
      const [one] = await of(councilId, account)
      assert(one)
      assert.equal((await close(councilId, one, code, '2026-05-11', 'Not well')).ok, true)
      await wholeNight(database, councilId, '2026-06-20')
      assert.equal(
        (await decisionsOf(councilId, account)).at(-1),
        'Came back disputed or vulnerable',
      )
      const [hold] = await asCouncil(database, councilId, db =>
        holdsOn(db, { councilId, accountId: account }),
      )
      assert.equal(`${hold?.reviewOn}`, '2026-05-25')
      await database.run(sql`
        update protections.hold set lifted_at = '2026-06-21', lifted_by = 'leader', lifted_why = 'Settled'
        where council_id = ${councilId}::int`)
      await wholeNight(database, councilId, '2026-06-22', true)
      const [next] = await of(councilId, account)
      assert.deepEqual([next?.kind, next?.closedOn], ['summons list', null])
    }
  })

  test('that comes back paid, or with an arrangement, gives it time to show', async () => {
    for (const [councilId, code, rule, last, day] of [
      [7, 'paid', 'Said to be paid', '2026-05-24', '2026-05-25'],
      [8, 'arrangement made', 'An arrangement is being made', '2026-06-07', '2026-06-08'],
    ] as const) {
      const account = await afterAFinalNotice(councilId, ['2026-05-08'])
      const [one] = await of(councilId, account)
      assert(one)
      assert.equal((await close(councilId, one, code, '2026-05-11')).ok, true)
      const ruleOn = async (night: string) => {
        await planOn(database, councilId, night)
        const { now } = await database.one(
          z.object({ now: z.string() }),
          sql`select last_rule as now from recovery.account_state where council_id = ${councilId}::int`,
        )
        return now
      }
      assert.equal(await ruleOn('2026-05-12'), rule)
      assert.equal(await ruleOn(last), rule)
      assert.notEqual(await ruleOn(day), rule)
    }
  })

  test('is not forgotten because another was closed or called off: an open one stands, then the latest that was closed', async () => {
    const account = await afterAFinalNotice(9, ['2026-05-08'])
    const [summons] = await of(9, account)
    assert(summons)
    // An officer asked for a telephone call and a visit as well.
    for (const kind of ['phone call', 'visit request']) {
      await database.run(sql`
        insert into recovery.action (council_id, id, account_id, party_id, kind, period_key, source, decided_at, served_on,
          created_by, claimed, balance_at_decision)
        select council_id, gen_random_uuid(), account_id, party_id, ${kind}::text, period_key, 'source system', now(), '2026-05-09',
          'system:test', 0, 0
        from recovery.action where council_id = 9 and kind = 'summons list'`)
      await database.run(sql`
        insert into recovery.referral (council_id, id, account_id, action_id, kind, due_by, opened_on)
        select council_id, gen_random_uuid(), account_id, id, kind, '2026-06-01', '2026-05-09'
        from recovery.action where council_id = 9 and kind = ${kind}::text`)
    }
    const state = async () => {
      const { says } = await database.one(
        z.object({ says: z.string() }),
        sql`
          select last_return || coalesce(' ' || last_return_on, '') as says
          from recovery.account_state where council_id = 9`,
      )
      return says
    }
    const referralOf = async (kind: string): Promise<Referral> => {
      const found = (await of(9, account)).find(one => one.kind === kind)
      assert(found)
      return found
    }
    await close(9, await referralOf('phone call'), 'no answer', '2026-05-11')
    assert.equal(await state(), 'open')
    await close(9, summons, 'carried out', '2026-05-12')
    assert.equal(await state(), 'open')
    await database.run(sql`
      update recovery.action set cancelled_at = now(), cancelled_why = 'Asked for by mistake'
      where council_id = 9 and kind = 'visit request'`)
    assert.equal(await state(), 'carried out 2026-05-12')
  })

  test('goes with its step, when that is called off', async () => {
    const account = await afterAFinalNotice(4, ['2026-05-08'])
    await database.run(sql`
      update recovery.action set cancelled_at = now(), cancelled_why = 'It should not have gone'
      where council_id = 4 and kind = 'summons list'`)
    const [one] = await of(4, account)
    assert.deepEqual([one?.returnCode, one?.note], ['withdrawn', 'It should not have gone'])
  })
})

suite('the floor under every step', () => {
  const floor = z.object({
    family: z.string(),
    nation: z.enum(['England', 'Wales']),
    kind: z.string(),
  })

  test('knows the same steps in the database and in the regimes, for every family and nation', async () => {
    const rows = await database.many(
      floor,
      sql`select distinct family, nation, kind from recovery.step_floor where in_force @> date '2026-06-01'`,
    )
    const today = dayOf('2026-06-01')
    const families = new Set(rows.map(({ family }) => family))
    for (const family of families) {
      for (const nation of ['England', 'Wales'] as const) {
        const regime = regimeOf(family, nation)?.on(today).value
        assert(regime, `${family} in ${nation}`)
        const known = rows.filter(row => row.family === family && row.nation === nation)
        assert.deepEqual(
          actionKinds.filter(kind => regime.before[kind] !== undefined),
          actionKinds.filter(kind => known.some(row => row.kind === kind)),
          `${family} in ${nation}`,
        )
      }
    }
  })
})
