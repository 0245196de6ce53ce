import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { z } from 'zod'
import { post } from '#debts'
import { placeHold } from '#protections'
import type { TestCouncil } from '#debts/testing'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import {
  aCouncilInArrears,
  dayOf,
  onDay,
  pay,
  planOn,
  valueOf,
  wholeNight,
} from '../testing/nights.ts'
import { aTrial, entered } from '../testing/trials.ts'
import { countedUntil, outcomesOf } from './outcomes.ts'
import type { Trial } from './trial.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1

const outcomesOn = (trial: Trial, day: string) =>
  asCouncil(database, councilId, db => outcomesOf(db, { councilId, trial, today: dayOf(day) }))

const partyOf = async (accountId: string): Promise<string> =>
  (
    await database.one(
      z.object({ id: z.string() }),
      sql`select lead_party_id as id from debts.account where council_id = 1 and id = ${accountId}::uuid`,
    )
  ).id

const held = async (accountId: string, kind: 'arrangement' | 'dispute', on: string) => {
  const partyId = await partyOf(accountId)
  await asCouncil(database, councilId, async db => {
    const [startsAt, receivedAt] = [onDay(on).now(), onDay(on).now()]
    const hold = { councilId, partyId, accountId, kind, startsAt, receivedAt }
    valueOf(await placeHold(db, { ...hold, reason: 'They told us', actor: 'officer' }))
  })
}

const contact = async (accountId: string, direction: 'from them' | 'to them', on: string) =>
  database.run(sql`
    insert into casework.contact (council_id, id, party_id, at, recorded_by, channel, direction, outcome)
    values (1, ${randomUUID()}::uuid, ${await partyOf(accountId)}::uuid, ${onDay(on).now()}::timestamptz, 'officer',
      'telephone', ${direction}::text, 'advice given')`)

suite('what came of a trial', () => {
  let council: TestCouncil
  let trial: Trial
  let tried: readonly string[]
  let others: readonly string[]
  before(async () => {
    council = await aCouncilInArrears(database, councilId, 25)
    // Nothing of the last is overdue before 9 May.
    await database.run(sql`
      update debts.account set instalments_due_on = array[date '2026-05-08'], instalments = array[100000::bigint]
      where council_id = 1 and id = ${council.accounts[24] ?? ''}::uuid`)
    trial = await aTrial(database, councilId, { from: '2026-04-10', differences: { days: 14 } })
    await planOn(database, councilId, '2026-04-10')
    const sides = await entered(database, { councilId, trialId: trial.id })
    tried = sides.challenger
    others = sides.champion
    assert(tried.length >= 3 && others.length >= 3)
  })

  test('nothing has come of it on its first day', async () => {
    const { sides, soFar, until } = await outcomesOn(trial, '2026-04-10')
    assert.equal(`${until}`, '2026-04-11')
    assert.deepEqual(sides.challenger, {
      people: tried.length,
      accounts: tried.length,
      owed: BigInt(tried.length) * 1_000_00n,
      steps: 0,
      referralsClosed: 0,
    })
    assert.equal(sides.champion.accounts, others.length)
    assert.equal(soFar.collected.challenger.got, 0n)
    assert.equal(soFar.collected.challenger.draws, BigInt(tried.length))
  })

  test('what was paid since, and stayed; the named measure counts each for its days and no longer', async () => {
    const [a = '', b = '', c = ''] = tried
    await pay(database, council, a, 100_00n, '2026-04-10')
    await pay(database, council, a, 30_00n, '2026-04-23')
    await pay(database, council, a, 7_00n, '2026-04-24')
    // Before it entered, and paid back: neither is of the trial.
    await pay(database, council, b, 999_00n, '2026-04-09')
    await pay(database, council, c, 500_00n, '2026-04-12')
    await reversed(council, c)
    await pay(database, council, others[0] ?? '', 40_00n, '2026-04-15')
    const { soFar, named } = await outcomesOn(trial, '2026-05-01')
    assert.deepEqual(soFar.collected.challenger, {
      draws: BigInt(tried.length),
      got: 137_00n,
      outOf: BigInt(tried.length) * 1_000_00n,
      gotSquared: 137_00n ** 2n,
      product: 137_00n * 1_000_00n,
      outOfSquared: BigInt(tried.length) * 1_000_00n ** 2n,
    })
    assert.equal(soFar.collected.champion.got, 40_00n)
    assert.equal(named.challenger.got, 130_00n)
    // As it was on an earlier day.
    assert.equal((await outcomesOn(trial, '2026-04-20')).soFar.collected.challenger.got, 100_00n)
  })

  test('arrangements, other holds and contacts count on the side that somebody fell on', async () => {
    await held(tried[0] ?? '', 'arrangement', '2026-04-12')
    await held(tried[1] ?? '', 'dispute', '2026-04-12')
    await held(others[1] ?? '', 'dispute', '2026-04-13')
    await held(others[1] ?? '', 'arrangement', '2026-04-29')
    for (const on of ['2026-04-09', '2026-04-11', '2026-04-30'])
      await contact(tried[2] ?? '', 'from them', on)
    await contact(others[2] ?? '', 'to them', '2026-04-11')
    const { soFar, sides } = await outcomesOn(trial, '2026-05-01')
    const got = ({ champion, challenger }: (typeof soFar)['holds']) => [
      champion.got,
      challenger.got,
    ]
    assert.deepEqual(got(soFar.arrangements), [1n, 1n])
    assert.deepEqual(got(soFar.holds), [1n, 1n])
    assert.deepEqual(got(soFar.contacts), [0n, 2n])
    assert.equal(soFar.contacts.challenger.outOf, BigInt(sides.challenger.people))
    assert.deepEqual(got((await outcomesOn(trial, '2026-04-12')).soFar.arrangements), [0n, 1n])
  })

  test('steps taken: what went, on either side', async () => {
    await wholeNight(database, councilId, '2026-04-20')
    const { sides } = await outcomesOn(trial, '2026-05-01')
    assert.equal(sides.challenger.steps, 0)
    // One of them is in dispute.
    assert.equal(sides.champion.steps, others.length - 1)
    assert.equal((await outcomesOn(trial, '2026-04-19')).sides.champion.steps, 0)
  })

  test('who entered too late to be counted for all of its days is not compared', async () => {
    assert.equal(`${trial.endsOn}`, '2026-05-22')
    await planOn(database, councilId, '2026-05-09')
    const { named, soFar } = await outcomesOn(trial, '2026-05-22')
    assert.equal(named.challenger.draws + named.champion.draws, 24n)
    const { challenger, champion } = soFar.collected
    assert.equal(challenger.draws + champion.draws, 25n)
  })

  test('how even the draw is shows no small number, and nobody is lost where it shows any', async () => {
    const { evenness } = await outcomesOn(trial, '2026-05-01')
    assert.deepEqual(
      evenness.map(({ by }) => by),
      ['Age', 'Liability', 'Stage when it entered'],
    )
    for (const { groups } of evenness) {
      const numbers = groups.flatMap(({ parts }) => parts)
      assert(numbers.every(number => number === 0 || number >= 10))
      assert([0, 25].includes(numbers.reduce((sum, number) => sum + number, 0)))
    }
  })

  test('nothing is counted after its last day, nor after the day on which it was stopped', () => {
    const endsOn = dayOf('2026-05-22')
    const until = (today: string, endedAt: string | null = null) =>
      `${countedUntil({ endsOn, endedAt: endedAt === null ? null : Temporal.Instant.from(endedAt) }, dayOf(today))}`
    assert.equal(until('2026-05-20'), '2026-05-21')
    assert.equal(until('2026-05-21'), '2026-05-22')
    assert.equal(until('2026-06-30'), '2026-05-22')
    assert.equal(until('2026-06-30', '2026-05-01T12:00:00Z'), '2026-05-02')
  })
})

/** Takes back the only payment on an account. */
async function reversed({ bank }: TestCouncil, account: string): Promise<void> {
  const { id, reference } = await database.one(
    z.object({ id: z.string(), reference: z.string() }),
    sql`
      select entry.id, entry.reference from debts.entry as entry
      join debts.posting as posting on posting.council_id = 1 and posting.entry_id = entry.id
      where entry.council_id = 1 and entry.kind = 'payment' and posting.credit = ${account}::uuid`,
  )
  const entry = {
    kind: 'reversal' as const,
    effectiveOn: dayOf('2026-04-14'),
    reference: `reversal of ${reference}`,
    narrative: 'Returned unpaid',
    sourceKind: 'test',
    sourceId: reference,
    reversesId: id,
    postings: [{ debit: account, credit: bank, amount: 500_00n }],
  }
  await asCouncil(database, councilId, db => post(db, { councilId, actor: 'system:test', entry }))
}
