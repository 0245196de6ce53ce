import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { dayOf, onDay, pay, planOn } from '#recovery/testing'
import { countSegments } from './report.ts'
import { aCouncilOfSegments, refuses, today } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const aCouncil = (councilId: number, count: number) =>
  aCouncilOfSegments(database, councilId, count)

suite('a segment in the council as a whole', () => {
  test('counts everybody once, as the page of each account says it', async () => {
    const council = await aCouncil(39, 8)
    const { inCouncil, party, account, accounts, says, holds, say, segment } = council
    for (const n of [0, 1, 2]) await refuses(council, n)
    await says(3, 'income fell')
    await holds(3, 'arrangement')
    await say(0, 'grace', { kind: 'overridden', segment: 'cannot pay' })
    await say(1, 'grace', { kind: 'contested' })
    await say(2, 'grace', { kind: 'overridden', segment: 'cannot pay', until: today })
    const count = async (on = today) => {
      const counts = await inCouncil(db =>
        countSegments(db, { councilId: 39, today: on, now: onDay(`${on}`).now() }),
      )
      return counts
        .map(({ workedOut, stands, isContested, people }) =>
          [workedOut, stands, isContested ? 'contested' : '', people].join(' '),
        )
        .toSorted()
    }
    const each = new Map<string, number>()
    for (const n of accounts.keys()) {
      const { worked, standing } = await segment(n)
      const key = `${worked.segment} ${standing.segment} ${standing.by === 'a contest' ? 'contested' : ''}`
      each.set(key, (each.get(key) ?? 0) + 1)
    }
    assert.deepEqual(await count(), [...each].map(([key, people]) => `${key} ${people}`).toSorted())
    assert.deepEqual(await count(), [
      'cannot pay cannot pay  1',
      'not known not known  4',
      'will not pay cannot pay  2',
      'will not pay not known contested 1',
    ])
    assert.deepEqual((await count(dayOf('2026-06-11'))).slice(2), [
      'will not pay cannot pay  1',
      'will not pay not known contested 1',
      'will not pay will not pay  1',
    ])
    // Somebody’s second account, of which less is late, is not another person.
    await inCouncil(db =>
      db.run(sql`
        update debts.account set lead_party_id = ${party(0)}::uuid
        where council_id = 39 and id = ${account(7)}::uuid`),
    )
    await pay(database, council, account(7), 10_00n)
    assert.equal((await count())[1], 'not known not known  3')
  })

  test('changes nothing that a night decides', async () => {
    const decided = async (councilId: number, isSaid: boolean) => {
      const council = await aCouncil(councilId, 3)
      for (const n of [0, 1, 2]) await refuses(council, n)
      if (isSaid) {
        await council.say(0, 'grace', { kind: 'overridden', segment: 'cannot pay' })
        await council.say(1, 'grace', { kind: 'contested' })
      }
      await planOn(database, councilId, '2026-06-10')
      return council.inCouncil(db =>
        db.many(
          z.object({ rule: z.string(), outcome: z.string() }),
          sql`
            select decision.rule, decision.outcome from recovery.decision as decision
            join debts.account as account on account.council_id = ${councilId}::int and account.id = decision.account_id
            where decision.council_id = ${councilId}::int order by account.reference`,
        ),
      )
    }
    const plain = await decided(40, false)
    assert.equal(plain.length, 3)
    assert.deepEqual(await decided(41, true), plain)
  })
})
