import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { nightsToRun } from './catch-up.ts'
import { accountsWithoutNextStep, countWithoutNextStep } from './next-step/without.ts'
import { planNight } from './plan.ts'
import { councilTaxEngland } from './policies/council-tax.ts'
import { publishPolicy } from './policies-in-force.ts'
import { noticesOn } from './queries.ts'
import { releaseStep } from './release.ts'
import { findRun, recentRuns } from './run.ts'
import {
  aCouncilInArrears,
  approveOn,
  dayOf,
  onDay,
  pay,
  planOn,
  valueOf,
  wholeNight,
} from './testing/nights.ts'

const database = await aDatabase()
after(() => database.close())

suite('nights that were missed', () => {
  test('are run in the order of their dates, and leave one plan, of which nobody has two steps', async () => {
    const { accounts } = await aCouncilInArrears(database, 1, 3)
    await planOn(database, 1, '2026-04-10')
    const nights = await nightsToRun(database, { councilId: 1, today: dayOf('2026-04-29') })
    assert.deepEqual(
      [nights.length, String(nights[0]), String(nights.at(-1))],
      [14, '2026-04-16', '2026-04-29'],
    )
    for (const night of nights) {
      valueOf(
        await planNight(database, {
          councilId: 1,
          businessDate: night,
          actor: 'system:nightly',
          now: onDay('2026-04-29').now(),
        }),
      )
    }
    assert.deepEqual(await nightsToRun(database, { councilId: 1, today: dayOf('2026-04-29') }), [])
    const runs = await asCouncil(database, 1, db => recentRuns(db, 1))
    assert.deepEqual(
      runs.filter(({ status }) => status === 'planned').map(run => `${run.businessDate}`),
      ['2026-04-29'],
    )
    await wholeNight(database, 1, '2026-04-29')
    for (const accountId of accounts) {
      const notices = await asCouncil(database, 1, db => noticesOn(db, { councilId: 1, accountId }))
      // The reminder that was due on the 15th, with the day on which it went.
      assert.deepEqual(
        notices.map(({ kind, servedOn }) => `${kind} ${servedOn}`),
        ['reminder 2026-04-29'],
      )
    }
  })

  test('none is run after a later one, which says all that it would', async () => {
    await aCouncilInArrears(database, 2, 1)
    const later = await planOn(database, 2, '2026-04-20')
    const outcome = await planNight(database, {
      councilId: 2,
      businessDate: dayOf('2026-04-18'),
      actor: 'system:nightly',
      now: onDay('2026-04-20').now(),
    })
    assert(!outcome.ok)
    assert.match(outcome.refusal.says, /The night of 20 April 2026 is planned already/)
    const found = await asCouncil(database, 2, db => findRun(db, 2, later.id))
    assert.equal(found?.status, 'planned')
  })

  test('twenty that begin at once are one run, and each is told which', async () => {
    await aCouncilInArrears(database, 3, 2)
    const runs = await Promise.all(
      Array.from({ length: 20 }, () => planOn(database, 3, '2026-04-15')),
    )
    assert.equal(new Set(runs.map(({ id }) => id)).size, 1)
    const { runs: kept } = await asCouncil(database, 3, db =>
      db.one(
        z.object({ runs: z.number() }),
        sql`select count(*)::int as runs from recovery.run where council_id = 3`,
      ),
    )
    assert.equal(kept, 1)
  })

  test('a clock that goes back pauses the run, which says so and goes on when it has caught up', async () => {
    await aCouncilInArrears(database, 4, 30)
    const run = await planOn(database, 4, '2026-04-15')
    await approveOn(database, 4, run, '2026-04-15')
    const of = { councilId: 4, runId: run.id }
    const at = (moment: string) => ({ now: () => Temporal.Instant.from(moment) })
    const pausedWhy = () =>
      asCouncil(database, 4, async db => (await findRun(db, 4, run.id))?.pausedWhy)
    assert.equal(await releaseStep(database, { ...of, clock: at('2026-04-15T10:00:00Z') }), 'more')
    assert.equal(
      await releaseStep(database, { ...of, clock: at('2026-04-15T09:00:00Z') }),
      'waiting',
    )
    assert.match(String(await pausedWhy()), /went back 60 minutes/)
    // A second or two is what clocks do.
    assert.equal(await releaseStep(database, { ...of, clock: at('2026-04-15T09:59:00Z') }), 'all')
    assert.equal(await pausedWhy(), null)
  })
})

suite('no next step', () => {
  test('after any night every account that owes has a day, a hold, a referral or a step on its way', async () => {
    const council = await aCouncilInArrears(database, 5, 24)
    for (const [n, account] of council.accounts.entries()) {
      if (n % 3 === 1) await pay(database, council, account, BigInt(n) * 40_00n, '2026-04-10')
    }
    for (const night of ['2026-04-15', '2026-04-29', '2026-05-14', '2026-06-20', '2027-02-01']) {
      await wholeNight(database, 5, night)
      const stuck = await asCouncil(database, 5, db => accountsWithoutNextStep(db, 5))
      assert.deepEqual(
        stuck.map(({ reference, stage, rule }) => `${reference} ${stage} ${rule}`),
        [],
        night,
      )
    }
  })

  test('one at a stage from which the policy has no step is found, however fresh its figures are', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 7, 1)
    await database.run(
      sql`update debts.account set as_at = '2026-04-10', source_reminder_on = '2026-04-10' where council_id = 7`,
    )
    const { steps } = councilTaxEngland
    await asCouncil(database, 7, db =>
      publishPolicy(db, {
        councilId: 7,
        debtType: 'council tax',
        policy: { ...councilTaxEngland, steps: steps.filter(({ at }) => at !== 'reminder') },
        from: dayOf('2026-02-01'),
        draftedBy: 'drafter',
        approvedBy: 'approver',
      }),
    )
    await planOn(database, 7, '2026-04-12')
    const stuck = await asCouncil(database, 7, db => accountsWithoutNextStep(db, 7))
    assert.deepEqual(
      stuck.map(({ accountId, stage, rule }) => [accountId, stage, rule]),
      [[account, 'reminder', 'Wait']],
    )
  })

  test('so is one whose steps ask for what time alone cannot bring, and none that only waits for its day', async () => {
    const council = await aCouncilInArrears(database, 8, 2)
    const [never = ''] = council.accounts
    await pay(database, council, never, 50_00n, '2026-04-09')
    await database.run(
      sql`update debts.account set as_at = '2026-04-10', source_reminder_on = '2026-04-10' where council_id = 8`,
    )
    await asCouncil(database, 8, db =>
      publishPolicy(db, {
        councilId: 8,
        debtType: 'council tax',
        policy: {
          ...councilTaxEngland,
          steps: councilTaxEngland.steps.map(step =>
            step.at === 'reminder'
              ? { ...step, when: [...step.when, { fact: 'balance', atLeast: '£1000' }] }
              : step,
          ),
        },
        from: dayOf('2026-02-01'),
        draftedBy: 'drafter',
        approvedBy: 'approver',
      }),
    )
    await planOn(database, 8, '2026-04-12')
    const stuck = await asCouncil(database, 8, db => accountsWithoutNextStep(db, 8))
    assert.deepEqual(
      stuck.map(({ accountId }) => accountId),
      [never],
    )
  })

  test('one that nothing would move again is found, until it is paid or held', async () => {
    const council = await aCouncilInArrears(database, 6, 2)
    const [one = ''] = council.accounts
    await planOn(database, 6, '2026-04-15')
    await database.run(sql`
      update recovery.account_state set next_review_on = null, last_outcome = 'wait' where council_id = 6 and account_id = ${one}::uuid`)
    const counted = () => asCouncil(database, 6, db => countWithoutNextStep(db, 6))
    // It is in a plan that waits for approval: that is a step on its way.
    assert.equal(await counted(), 0)
    await database.run(
      sql`update recovery.run_item set outcome = 'skipped', reason = 'A test' where council_id = 6`,
    )
    assert.equal(await counted(), 1)
    await pay(database, council, one, 1_000_00n)
    assert.equal(await counted(), 0)
  })
})
