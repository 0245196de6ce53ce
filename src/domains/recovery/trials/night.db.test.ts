import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { placeHold } from '#protections'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { publishPolicy } from '../policies-in-force.ts'
import { runItems } from '../queries.ts'
import { releaseRun } from '../release.ts'
import { aCouncilInArrears, approveOn, dayOf, onDay, planOn, valueOf } from '../testing/nights.ts'
import { aTrial, entered, remindingAfter, trialOf } from '../testing/trials.ts'
import { why } from '../why.ts'
import { stopTrial } from './decide.ts'
import { standingOf } from './trial.ts'

// What is in force reminds 14 days after an instalment of 1 April, the challenger after 25.
const [before, between] = ['2026-04-10', '2026-04-20']

const database = await aDatabase()
after(() => database.close())

type Decided = {
  readonly rule: string
  readonly fingerprint: string
  readonly trialId: string | null
}

/** The latest decision about each account. */
const decisionsOf = async (councilId: number): Promise<ReadonlyMap<string, Decided>> => {
  const rows = await database.many(
    z.object({
      accountId: z.string(),
      rule: z.string(),
      fingerprint: z.string(),
      trialId: z.string().nullable(),
    }),
    sql`
      select distinct on (account_id) account_id, rule, fingerprint, trial_id from recovery.decision
      where council_id = ${councilId}::int order by account_id, decided_on desc`,
  )
  return new Map(rows.map(({ accountId, ...decided }) => [accountId, decided]))
}

const rulesOf = async (
  councilId: number,
  accounts: readonly string[],
): Promise<readonly string[]> => {
  const decided = await decisionsOf(councilId)
  return [...new Set(accounts.map(account => decided.get(account)?.rule ?? 'none'))]
}

/** A council in a trial that began on a day, and who is on which side of it after its first night. */
async function inTrial(councilId: number, accounts = 24) {
  const council = await aCouncilInArrears(database, councilId, accounts)
  const trial = await aTrial(database, councilId, { from: before })
  await planOn(database, councilId, before)
  const sides = await entered(database, { councilId, trialId: trial.id })
  assert(sides.champion.length > 0 && sides.challenger.length > 0)
  return { council, trial, sides }
}

const stopped = (councilId: number, trialId: string, on: string) =>
  asCouncil(database, councilId, async db =>
    valueOf(
      await stopTrial(db, {
        councilId,
        trialId,
        because: 'Enough',
        today: dayOf(on),
        by: 'another',
      }),
    ),
  )

const held = (councilId: number, accountId: string, on: string) =>
  asCouncil(database, councilId, async db => {
    const { partyId } = await db.one(
      z.object({ partyId: z.string() }),
      sql`select lead_party_id as party_id from debts.account where council_id = ${councilId}::int and id = ${accountId}::uuid`,
    )
    return valueOf(
      await placeHold(db, {
        councilId,
        partyId,
        kind: 'other',
        startsAt: onDay(on).now(),
        endsAt: onDay(on).now().add({ hours: 48 }),
        receivedAt: onDay(on).now(),
        reason: 'They told us',
        actor: 'officer',
      }),
    )
  })

suite('a night in a trial', () => {
  test('each account is decided under the policy of its side, and the decision keeps which', async () => {
    const { trial, sides } = await inTrial(1)
    await planOn(database, 1, between)
    assert.deepEqual(await rulesOf(1, sides.champion), ['Reminder'])
    assert.deepEqual(await rulesOf(1, sides.challenger), ['Wait'])
    const decided = await decisionsOf(1)
    for (const [side, fingerprint] of [
      ['champion', trial.champion],
      ['challenger', trial.fingerprint],
    ] as const) {
      for (const account of sides[side]) {
        assert.equal(decided.get(account)?.fingerprint, fingerprint)
        assert.equal(decided.get(account)?.trialId, trial.id)
      }
    }
    const whyOf = (account = '') =>
      asCouncil(database, 1, async db =>
        valueOf(await why(db, { councilId: 1, account, on: dayOf(between) })),
      )
    const tried = await whyOf(sides.challenger[0])
    assert.match(
      tried.text,
      /In a trial of two policies for council tax\. .* decided under the challenger/,
    )
    assert.match(tried.text, /✘ it is at least 25 days since/)
    const others = await whyOf(sides.champion[0])
    assert.match(others.text, /on the side of the policy in force, and was decided under it/)
    const run = await planOn(database, 1, '2026-04-26')
    assert.deepEqual(await rulesOf(1, sides.challenger), ['Reminder'])
    assert(
      run.notes.includes(
        `${sides.challenger.length} of these were decided under the challenger of a trial for council tax.`,
      ),
    )
  })

  test('looking at everything comes to the same as looking at what is due, night by night', async () => {
    const { sides } = await inTrial(2)
    const nights = ['2026-04-14', '2026-04-15', '2026-04-16', '2026-04-25', '2026-04-26']
    const rules: string[] = []
    for (const night of nights) {
      await planOn(database, 2, night)
      const due = await decisionsOf(2)
      await database.run(sql`update recovery.run set status = 'cancelled' where council_id = 2`)
      await planOn(database, 2, night, true)
      assert.deepEqual(await decisionsOf(2), due)
      rules.push(due.get(sides.challenger[0] ?? '')?.rule ?? '')
    }
    assert.deepEqual(rules, ['Wait', 'Wait', 'Wait', 'Wait', 'Reminder'])
  })

  test('protected while it runs, an account is decided as in force, and by the challenger again after', async () => {
    const { trial, sides } = await inTrial(3)
    const [account = ''] = sides.challenger
    await held(3, account, '2026-04-18')
    await planOn(database, 3, '2026-04-18')
    const during = (await decisionsOf(3)).get(account)
    assert.equal(during?.fingerprint, trial.champion)
    assert.equal(during?.trialId, trial.id)
    const { text } = await asCouncil(database, 3, async db =>
      valueOf(await why(db, { councilId: 3, account, on: dayOf('2026-04-18') })),
    )
    assert.match(text, /on the challenger’s side, but somebody who owes it was protected/)
    await planOn(database, 3, '2026-04-21')
    const then = (await decisionsOf(3)).get(account)
    assert.equal(then?.fingerprint, trial.fingerprint)
    assert.equal(then?.rule, 'Wait')
  })

  test('stopped by one person: all are decided as in force from the next night', async () => {
    const { trial, sides } = await inTrial(4)
    await planOn(database, 4, between)
    await stopped(4, trial.id, between)
    await planOn(database, 4, '2026-04-21')
    assert.deepEqual(await rulesOf(4, sides.challenger), ['Reminder'])
    const decided = await decisionsOf(4)
    assert(sides.challenger.every(account => decided.get(account)?.trialId === null))
  })

  test('stopped between plan and release: what the challenger alone had due is held back at the gate', async () => {
    await aCouncilInArrears(database, 5, 24)
    // The other way about: the challenger reminds after 7 days, long before what is in force does.
    const trial = await aTrial(database, 5, { from: before, policy: remindingAfter(7) })
    const run = await planOn(database, 5, before)
    const sides = await entered(database, { councilId: 5, trialId: trial.id })
    assert.equal(run.planned, sides.challenger.length)
    await approveOn(database, 5, run, before)
    await stopped(5, trial.id, before)
    await releaseRun(database, { councilId: 5, runId: run.id, clock: onDay(before) })
    const items = await asCouncil(database, 5, db => runItems(db, { councilId: 5, runId: run.id }))
    assert.deepEqual(
      new Set(items.map(({ outcome, reason }) => `${outcome}: ${reason}`)),
      new Set(['skipped: Not due any more: the rule that fits now is “Wait”']),
    )
  })

  test('while it runs the gate judges by the side that planned it', async () => {
    await aCouncilInArrears(database, 6, 24)
    await aTrial(database, 6, { from: before, policy: remindingAfter(7) })
    const run = await planOn(database, 6, before)
    assert(run.planned > 0)
    await approveOn(database, 6, run, before)
    await releaseRun(database, { councilId: 6, runId: run.id, clock: onDay(before) })
    const items = await asCouncil(database, 6, db => runItems(db, { councilId: 6, runId: run.id }))
    assert(items.every(({ outcome }) => outcome === 'released'))
  })

  test('another policy comes into force: the night ends the trial, and it does not begin again', async () => {
    const { trial, sides } = await inTrial(7)
    await asCouncil(database, 7, db =>
      publishPolicy(db, {
        councilId: 7,
        debtType: 'council tax',
        policy: remindingAfter(16),
        from: dayOf('2026-04-12'),
        draftedBy: 'leader',
        approvedBy: 'approver',
      }),
    )
    await planOn(database, 7, '2026-04-12')
    const over = await trialOf(database, 7, trial.id)
    assert.equal(standingOf(over, dayOf('2026-04-12')), 'stopped')
    assert.match(over.endedWhy ?? '', /policy in force for council tax is another/)
    await planOn(database, 7, '2026-04-19')
    assert.deepEqual(await rulesOf(7, [...sides.champion, ...sides.challenger]), ['Reminder'])
    const decided = [...(await decisionsOf(7)).values()]
    assert(decided.every(({ trialId }) => trialId === null))
  })

  test('when its days are over it ends by itself, on that night', async () => {
    const { trial } = await inTrial(8)
    const isTried = async () =>
      [...(await decisionsOf(8)).values()].some(({ trialId }) => trialId !== null)
    await planOn(database, 8, `${trial.endsOn.subtract({ days: 1 })}`)
    assert(await isTried())
    await planOn(database, 8, `${trial.endsOn}`)
    assert(!(await isTried()))
  })

  test('two who fell on different sides are found to be one person: in force decides both', async () => {
    const { sides } = await inTrial(9)
    const [tried = '', not = ''] = [sides.challenger[0], sides.champion[0]]
    await database.run(sql`
      update parties.party as party set merged_into = other.lead_party_id
      from debts.account as one, debts.account as other
      where party.council_id = 9 and one.council_id = 9 and other.council_id = 9
        and one.id = ${tried}::uuid and other.id = ${not}::uuid and party.id = one.lead_party_id`)
    await planOn(database, 9, between, true)
    assert.deepEqual(await rulesOf(9, [tried, not]), ['Reminder'])
    assert.deepEqual(await rulesOf(9, sides.challenger.slice(1)), ['Wait'])
  })
})
