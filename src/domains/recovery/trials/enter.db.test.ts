import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { placeHold } from '#protections'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aCouncilInArrears, planOn, valueOf } from '../testing/nights.ts'
import { aTrial, entered } from '../testing/trials.ts'
import { type Side, sideOf, sides, sideSql } from './split.ts'

const database = await aDatabase()
after(() => database.close())

type Owing = { readonly accountId: string; readonly personId: string }

/** By whose id each person is drawn: the smallest of all who owe any account together with them. */
function drawnBy(owing: readonly Owing[]): ReadonlyMap<string, string> {
  const personsOf = (account: string) =>
    owing.filter(one => one.accountId === account).map(({ personId }) => personId)
  return new Map(
    owing.map(({ personId }) => {
      const theirs = owing.filter(one => one.personId === personId)
      const together = theirs.flatMap(({ accountId }) => personsOf(accountId))
      return [personId, together.sort()[0] ?? personId]
    }),
  )
}

const sidesOfPeople = async (councilId: number): Promise<ReadonlyMap<string, Side>> => {
  const rows = await database.many(
    z.object({ personId: z.string(), side: z.enum(sides) }),
    sql`select person_id, side from recovery.trial_person where council_id = ${councilId}::int`,
  )
  return new Map(rows.map(({ personId, side }) => [personId, side]))
}

suite('who falls on which side of a trial', () => {
  test('property: memory and SQL draw the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uuid(), { minLength: 1, maxLength: 60 }),
        fc.stringMatching(/^[0-9a-f]{32}$/),
        fc.integer({ min: 1, max: 50 }),
        async (ids, seed, share) => {
          const draw = { seed, share }
          const rows = await database.many(
            z.object({ side: z.enum(sides) }),
            sql`
              select ${sideSql(draw, sql`id`)} as side
              from unnest(${ids}::uuid[]) with ordinality as asked (id, n) order by n`,
          )
          assert.deepEqual(
            rows.map(({ side }) => side),
            ids.map(id => sideOf(draw, id)),
          )
        },
      ),
      { numRuns: 30 },
    )
  })

  test('couples and chains of people: all as the seed has it, and what people of both sides owe together is on neither', async () => {
    const { accounts, parties } = await aCouncilInArrears(database, 1, 48)
    // Three of four accounts have a second person: the next one’s, or somebody’s a good way off.
    const joint = accounts.flatMap((accountId, n) =>
      n % 4 === 0
        ? []
        : [{ accountId, partyId: parties[n % 4 === 3 ? (n * 7) % 48 : (n + 1) % 48] ?? '' }],
    )
    await database.run(sql`
      insert into debts.liability (council_id, account_id, party_id, kind)
      select 1, account_id, party_id, 'joint'
      from unnest(${joint.map(one => one.accountId)}::uuid[], ${joint.map(one => one.partyId)}::uuid[])
        as one (account_id, party_id)
      on conflict do nothing`)
    const trial = await aTrial(database, 1, { from: '2026-04-10' })
    await planOn(database, 1, '2026-04-10')
    const owing = await database.many(
      z.object({ accountId: z.string(), personId: z.string() }),
      sql`select account_id, party_id as person_id from debts.liability where council_id = 1`,
    )
    const draw = { seed: trial.seed ?? '', share: trial.share }
    const expected = new Map(
      [...drawnBy(owing)].map(([person, by]) => [person, sideOf(draw, by)] as const),
    )
    assert.deepEqual([...(await sidesOfPeople(1))].sort(), [...expected].sort())
    const onOneSide = (side: Side) =>
      accounts
        .filter(account =>
          owing
            .filter(one => one.accountId === account)
            .every(({ personId }) => expected.get(personId) === side),
        )
        .sort()
    const found = await entered(database, { councilId: 1, trialId: trial.id })
    assert.deepEqual(found.challenger, onOneSide('challenger'))
    assert.deepEqual(found.champion, onOneSide('champion'))
    assert(found.challenger.length > 0 && found.champion.length > 0)
  })

  test('an account that arrives later falls where its person fell, whenever that is', async () => {
    const { accounts, parties } = await aCouncilInArrears(database, 2, 24)
    // The second half has not arrived yet: nothing of it is overdue, so it does not enter.
    const later = accounts.slice(12)
    await database.run(sql`
      update debts.account set instalments_due_on = array[date '2027-01-01'], instalments = array[100000::bigint]
      where council_id = 2 and id = any(${later}::uuid[])`)
    // Each of them is of somebody of the first half.
    await database.run(sql`
      update debts.liability as liability set party_id = whose.party_id
      from unnest(${later}::uuid[], ${parties.slice(0, 12)}::uuid[]) as whose (account_id, party_id)
      where liability.council_id = 2 and liability.account_id = whose.account_id`)
    const trial = await aTrial(database, 2, { from: '2026-04-10' })
    await planOn(database, 2, '2026-04-10')
    const first = await entered(database, { councilId: 2, trialId: trial.id })
    assert.equal(first.champion.length + first.challenger.length, 12)
    await database.run(sql`
      update debts.account set instalments_due_on = array[date '2026-04-01'], recorded_at = clock_timestamp()
      where council_id = 2 and id = any(${later}::uuid[])`)
    await planOn(database, 2, '2026-04-11')
    const then = await entered(database, { councilId: 2, trialId: trial.id })
    assert.equal(then.champion.length + then.challenger.length, 24)
    const { both } = await database.one(
      z.object({ both: z.number() }),
      sql`
        select count(*)::int as both from (
          select from recovery.trial_account as entered
          join debts.liability as owed on owed.council_id = 2 and owed.account_id = entered.account_id
          where entered.council_id = 2 group by owed.party_id having count(distinct entered.side) > 1) as people`,
    )
    assert.equal(both, 0)
  })

  test('nobody who is protected enters: a hold on anything they owe, a support need, a death', async () => {
    const { accounts, parties } = await aCouncilInArrears(database, 3, 16)
    const [held = '', needing = '', dead = '', both = ''] = parties
    const [, , , , elsewhere = ''] = accounts
    const hold = {
      councilId: 3,
      kind: 'dispute' as const,
      startsAt: Temporal.Instant.from('2026-04-01T00:00:00Z'),
      receivedAt: Temporal.Instant.from('2026-04-01T00:00:00Z'),
      reason: 'They told us',
      actor: 'officer',
    }
    // The fourth person owes the fifth account as well, and that alone is in dispute.
    await database.run(sql`
      update debts.liability set party_id = ${both}::uuid where council_id = 3 and account_id = ${elsewhere}::uuid`)
    await asCouncil(database, 3, async db => {
      valueOf(await placeHold(db, { ...hold, partyId: held }))
      valueOf(await placeHold(db, { ...hold, partyId: both, accountId: elsewhere }))
    })
    await database.run(sql`
      insert into protections.instruction (council_id, id, party_id, because_of, says, lapses_on, recorded_by)
      values (3, ${randomUUID()}::uuid, ${needing}::uuid, 'support need', 'Large print', '2026-12-31', 'officer')`)
    await database.run(
      sql`update parties.party set deceased_on = '2026-04-02' where council_id = 3 and id = ${dead}::uuid`,
    )
    const trial = await aTrial(database, 3, { from: '2026-04-10' })
    await planOn(database, 3, '2026-04-10')
    const { champion, challenger } = await entered(database, { councilId: 3, trialId: trial.id })
    const protectedOnes = await database.many(
      z.object({ accountId: z.string() }),
      sql`
        select account_id from debts.liability
        where council_id = 3 and party_id = any(${[held, needing, dead, both]}::uuid[])`,
    )
    assert.equal(protectedOnes.length, 5)
    const inIt = new Set([...champion, ...challenger])
    assert.equal(inIt.size, 11)
    assert(protectedOnes.every(({ accountId }) => !inIt.has(accountId)))
    assert.equal((await sidesOfPeople(3)).size, 11)
  })
})
