import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { placeHold } from '#protections'
import type { Run } from './run.ts'
import { aCouncilInArrears, dayOf, onDay, pay, wholeNight } from './testing/nights.ts'

const database = await aDatabase()
after(() => database.close())

/** The same sequence every time, so that two councils live the same life. */
function chances(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

// Goal: the cost of a night follows what is due, and nothing is missed by it.
// Method: two councils live the same 40 days of payments and holds. One looks only at what is due each night, the other
// at every account. What each account is sent, its stage and the rule that stands each night must be the same.
test('looking only at what is due decides the same as looking at everything, for 40 nights', async () => {
  const accounts = 30
  const lives = [
    { council: await aCouncilInArrears(database, 1, accounts), everyAccount: false },
    { council: await aCouncilInArrears(database, 2, accounts), everyAccount: true },
  ]
  for (const { council } of lives) {
    const chance = chances(7)
    for (const n of council.accounts.keys()) {
      // Some are due at once, some by few instalments, some have old figures that grow stale.
      const asAt = ['2100-01-01', '2026-04-20', '2026-05-10'][chance(6)] ?? '2100-01-01'
      const dueOn = chance(4) === 0 ? `2026-04-${10 + chance(15)}` : null
      await database.run(sql`
        update debts.account set as_at = ${asAt}::date, due_on = ${dueOn}::date,
          instalments = case when ${dueOn}::date is null then instalments else '{}' end,
          instalments_due_on = case when ${dueOn}::date is null then instalments_due_on else '{}' end
        where council_id = ${council.councilId}::int and reference = ${`${n + 1}`}`)
    }
  }
  let considered = [0, 0]
  for (let n = 0; n < 40; n += 1) {
    const day = `${dayOf('2026-04-10').add({ days: n })}`
    const nights: Run[] = []
    for (const { council, everyAccount } of lives) {
      const chance = chances(n * 31 + 1)
      const { councilId } = council
      const at = onDay(day).now()
      // A test's changes are recorded today, whatever day it plays: the last nights are put far enough back not to hide
      // them, and what was recorded before is put further back, so that only what is new looks new.
      await database.run(
        sql`update recovery.run set began_at = now() + interval '23 hours 50 minutes' where council_id = ${councilId}::int`,
      )
      await database.run(
        sql`update debts.account set recorded_at = now() - interval '9 days' where council_id = ${councilId}::int`,
      )
      await database.run(
        sql`update parties.address set recorded_at = now() - interval '9 days' where council_id = ${councilId}::int`,
      )
      await database.run(
        sql`update protections.hold set recorded_at = recorded_at - interval '1 day', lifted_at = lifted_at - interval '1 day' where council_id = ${councilId}::int and recorded_at > now() - interval '1 day'`,
      )
      await database.script('alter table debts.entry disable trigger is_append_only')
      await database.run(
        sql`update debts.entry set recorded_at = now() - interval '9 days' where council_id = ${councilId}::int`,
      )
      await database.script('alter table debts.entry enable trigger is_append_only')
      // Accounts in the order of their references, so that both councils' lives are the same.
      const ordered = await database.many(
        z.object({ id: z.string(), party: z.string() }),
        sql`select id, lead_party_id as party from debts.account where council_id = ${councilId}::int order by reference`,
      )
      for (let event = chance(4); event > 0; event -= 1) {
        const chosen = ordered[chance(accounts)]
        assert(chosen)
        const what = chance(4)
        if (what < 2) await pay(database, council, chosen.id, BigInt(1_00 * (1 + chance(300))), day)
        else {
          const length = 1 + chance(12)
          await asCouncil(database, councilId, db =>
            placeHold(db, {
              councilId,
              partyId: chosen.party,
              kind: (['dispute', 'breathing space', 'other'] as const)[chance(3)] ?? 'other',
              // Far enough ahead that nothing sent is withdrawn: this is about deciding.
              startsAt: at.add({ hours: 24 * chance(3) }),
              endsAt: at.add({ hours: 24 * (3 + length) }),
              receivedAt: at,
              reason: 'Told so',
              actor: 'officer',
            }),
          )
        }
      }
      nights.push(await wholeNight(database, councilId, day, everyAccount))
    }
    const [due, all] = nights
    considered = considered.map((sum, k) => sum + (nights[k]?.considered ?? 0))
    const [some, every] = await Promise.all(
      lives.map(({ council }) =>
        database.many(
          z.object({
            reference: z.string(),
            stage: z.string(),
            rule: z.string(),
            notices: z.string(),
          }),
          sql`
            select account.reference, state.stage, state.last_rule as rule, coalesce((
              select string_agg(kind || ' ' || served_on, ', ' order by served_on) from recovery.action
              where council_id = ${council.councilId}::int and account_id = account.id and cancelled_at is null), '') as notices
            from debts.account as account
            join recovery.account_state as state on state.council_id = account.council_id and state.account_id = account.id
            where account.council_id = ${council.councilId}::int order by account.reference`,
        ),
      ),
    )
    assert.deepEqual(some, every, day)
    assert.equal(due?.planned, all?.planned, day)
  }
  const [due = 0, all = 0] = considered
  assert(due < all / 2, `${due} accounts were looked at, of ${all}`)
})
