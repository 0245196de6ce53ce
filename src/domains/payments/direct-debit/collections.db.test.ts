import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { post } from '#debts'
import { someEntry } from '#debts/testing'
import { asCouncil } from '#platform/db.ts'
import { raw, sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { placeHold } from '#protections'
import { cancelMandate } from './move-mandate.ts'
import { aToldPayer, codeOf, day, valueOf } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const told = () => aToldPayer(database, ++councils)

suite('collections', () => {
  test('are planned for what falls due, told by one letter, and not planned twice', async () => {
    const council = await told()
    const four = ['2026-06-01', '2026-07-01', '2026-08-03', '2026-09-01']
    assert.deepEqual(
      await council.states(),
      four.map(on => `${on} notified`),
    )
    assert.equal((await council.night('2026-05-12')).notices, 0)
    const letters = await database.many(
      z.object({ template: z.string(), pages: z.number(), facts: z.unknown() }),
      sql`select template, pages, facts from correspondence.letter where council_id = ${council.councilId}::int`,
    )
    assert.deepEqual(
      letters.map(({ template, pages }) => [template, pages]),
      [['direct debit notice', 1]],
    )
    assert.match(JSON.stringify(letters[0]?.facts), /2026-08-03.*10000/)
    await council.send('2026-06-01', '2026-05-26')
    await council.send('2026-07-01', '2026-06-26')
    await council.night('2026-07-01')
    // The next four are told when the last of these comes near.
    assert.equal((await council.night('2026-07-27')).notices, 0)
    assert.equal((await council.night('2026-07-28')).notices, 1)
  })

  test('go with a released file, and are posted on their day, once', async () => {
    const council = await told()
    await council.send('2026-06-01', '2026-05-26')
    assert.equal((await council.night('2026-05-31')).posted, 0)
    assert.equal(await council.balance(council.accountId), 1_000_00n)
    assert.equal((await council.night('2026-06-01')).posted, 1)
    assert.equal((await council.night('2026-06-01')).posted, 0)
    assert.equal(await council.balance(council.accountId), 900_00n)
    assert.equal((await council.states())[0], '2026-06-01 collected')
  })

  test('that were not released in time are called off and planned again with fresh notice', async () => {
    const council = await told()
    assert.equal(codeOf(await council.propose('2026-06-01', '2026-05-29')), 'too-late')
    assert.equal(codeOf(await council.propose('2026-05-31', '2026-05-26')), 'no-such-day')
    assert.equal((await council.night('2026-06-01')).notices, 1)
    assert.equal((await council.night('2026-06-01')).notices, 0)
    assert.equal(await council.balance(council.accountId), 1_000_00n)
    // Whoever looks after the files is told once.
    assert.deepEqual(await council.alarms(), ['late'])
    await council.sendNotices('2026-06-01')
    assert.deepEqual((await council.states()).slice(0, 3), [
      '2026-06-01 cancelled',
      '2026-06-17 notified',
      '2026-07-01 notified',
    ])
    await council.send('2026-06-17', '2026-06-12')
    await council.night('2026-06-17')
    assert.equal(await council.balance(council.accountId), 900_00n)
  })

  test('that have left are an alarm, once, where nothing may be taken any more', async () => {
    const held = await told()
    await held.send('2026-06-01', '2026-05-26')
    assert.equal((await held.night('2026-05-26')).withdrawn, 0)
    assert.deepEqual(await held.alarms(), [])
    const now = Temporal.Now.instant()
    await held.inCouncil(async db =>
      valueOf(
        await placeHold(db, {
          councilId: held.councilId,
          partyId: held.partyId,
          kind: 'breathing space',
          startsAt: now.subtract({ hours: 1 }),
          receivedAt: now,
          reason: 'Notice received',
          actor: 'officer',
        }),
      ),
    )
    await held.night('2026-05-28')
    await held.night('2026-05-29')
    assert.deepEqual(await held.alarms(), ['late'])

    const ended = await told()
    await ended.send('2026-06-01', '2026-05-26')
    const cancel = {
      councilId: ended.councilId,
      mandateId: ended.mandateId,
      why: 'The payer rang',
      on: day('2026-05-28'),
      actor: 'officer',
    }
    assert.equal(valueOf(await ended.inCouncil(db => cancelMandate(db, cancel))), 1)
    assert.deepEqual(await ended.alarms(), ['late'])
    const inTime = await told()
    const nothingLeft = { ...cancel, councilId: inTime.councilId, mandateId: inTime.mandateId }
    assert.equal(valueOf(await inTime.inCouncil(db => cancelMandate(db, nothingLeft))), 0)
    assert.deepEqual(await inTime.alarms(), [])
  })

  test('are not released when they are not what was proposed any more', async () => {
    const council = await told()
    const fileId = valueOf(await council.propose('2026-06-01', '2026-05-26'))
    await asCouncil(database, council.councilId, db =>
      post(db, {
        councilId: council.councilId,
        actor: 'system:test',
        entry: someEntry(council, council.accountId, {
          reference: 'paid',
          amount: 950_00n,
          kind: 'payment',
        }),
      }),
    )
    assert.equal(codeOf(await council.release(fileId, '2026-05-26')), 'changed-since')
    await council.night('2026-05-26')
    // £50 is left: it belongs to the last instalment, and nothing is taken before.
    const left = (await council.collections(council.mandateId)).filter(
      ({ is }) => !is.endsWith('cancelled'),
    )
    assert.deepEqual(
      left.map(({ is, amount }) => [is, amount]),
      [['2027-01-04 planned', 50_00n]],
    )
  })

  test('are not in a file once they were paid in another way, though no night has seen it', async () => {
    const council = await told()
    // April, May and June: what June's direct debit is for.
    await council.pay(300_00n)
    assert.equal(codeOf(await council.propose('2026-06-01', '2026-05-26')), 'nothing-to-send')
    const other = await told()
    const fileId = valueOf(await other.propose('2026-06-01', '2026-05-26'))
    await other.pay(300_00n)
    assert.equal(codeOf(await other.release(fileId, '2026-05-26')), 'changed-since')
    await other.night('2026-06-02')
    assert.equal(await other.balance(other.accountId), 700_00n)
    // Nobody was late with it, and it is not planned again.
    assert.deepEqual(await other.alarms(), [])
    assert.equal((await other.night('2026-06-02')).notices, 0)
  })

  for (const kind of ['breathing space', 'insolvency'] as const)
    test(`stop for a hold of the kind ${kind}, whenever it comes before the release`, async () => {
      const council = await told()
      const fileId = valueOf(await council.propose('2026-06-01', '2026-05-26'))
      const now = Temporal.Now.instant()
      await asCouncil(database, council.councilId, async db =>
        valueOf(
          await placeHold(db, {
            councilId: council.councilId,
            partyId: council.partyId,
            kind,
            startsAt: now.subtract({ hours: 1 }),
            receivedAt: now,
            reason: 'Notice received',
            actor: 'officer',
          }),
        ),
      )
      assert.equal(codeOf(await council.release(fileId, '2026-05-26')), 'changed-since')
      await council.night('2026-05-26')
      assert((await council.states()).every(is => is.endsWith('cancelled')))
      assert.equal((await council.night('2026-05-27')).notices, 0)
    })
})

suite('the integrity contract', () => {
  test('sees every collection of these tests, and nothing wrong with them', async () => {
    const text = await readFile('db/invariants.sql', 'utf8')
    const checks = text.split(/^-- @inv /m).filter(block => /^D0\d /.test(block))
    assert.equal(checks.length, 4)
    await database.transaction(async db => {
      await db.script('set local search_path = contract')
      const { n } = await db.one(
        z.object({ n: z.number() }),
        sql`select count(*)::int as n from contract.dd_collection where state in ('submitted', 'collected')`,
      )
      assert(n > 0)
      for (const check of checks) {
        const query = check.slice(check.indexOf('\n')).trim().replace(/;$/, '')
        assert.equal(await db.run(raw(query)), 0, check)
      }
    })
  })
})
