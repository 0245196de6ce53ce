import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { codeOf, valueOf } from '../direct-debit/testing/council.ts'
import { cameBack } from './outcome.ts'
import { heldBack } from './held-back.ts'
import { creditOf } from './credits.ts'
import { refundsOn } from './refund.ts'
import { aCouncilInCredit, today } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilInCredit(database, councilId, 4)
const [one = '', other = '', third = ''] = council.accounts
await council.inCredit(one, 10_50n)
await council.inCredit(other, 1_234_05n)
await council.inCredit(third, 7_00n)

suite('a list for finance', () => {
  test('has all that is agreed, with its totals, once somebody else releases it', async () => {
    assert.equal(codeOf(await council.proposeList()), 'nothing-to-list')
    const [first, second] = [
      await council.agreed(one, 10_50n),
      await council.agreed(other, 1_234_05n),
    ]
    const listId = valueOf(await council.proposeList())
    assert.equal(codeOf(await council.proposeList()), 'list-waiting')
    assert.equal(codeOf(await council.releaseList(listId, 'system:proposer')), 'second-person')
    assert.equal(await council.file(listId), undefined)
    assert.equal(valueOf(await council.releaseList(listId)), 1)
    assert.equal(codeOf(await council.releaseList(listId)), 'list-not-waiting')
    assert.equal((await council.refund(first))?.state, 'sent')
    assert.equal(
      String(await council.file(listId)),
      [
        'record,line,our_reference,account_holder,sort_code,account_number,amount,payee_reference,proposed_by,agreed_by',
        'PAY,1,R000001-0001,ZOE O HARA,100001,12345679,10.50,1,system proposer,system approver',
        'PAY,2,R000001-0002,ZOE O HARA,100001,12345679,1234.05,2,system proposer,system approver',
        'TOTAL,2,R000001-0000,,,,1244.55,,system proposer,releaser',
        '',
      ].join('\r\n'),
    )
    valueOf(await council.paid(second))
    assert.equal(codeOf(await council.paid(second)), 'no-outcome-yet')
  })

  test('of which a refund came back gives the credit back, by a reversal', async () => {
    const before = await council.entries(other)
    const [refund] = await council.inCouncil(db => refundsOn(db, councilId, other))
    assert.equal(codeOf(await council.back(refund?.id ?? '', ' ')), 'why-came-back')
    valueOf(await council.back(refund?.id ?? ''))
    assert.equal(codeOf(await council.back(refund?.id ?? '')), 'no-outcome-yet')
    assert.equal(await council.balance(other), -1_234_05n)
    assert.equal(await council.entries(other), before + 1)
    const credit = await council.inCouncil(db => creditOf(db, { councilId, accountId: other }))
    assert.equal(credit?.why, 'a refund came back')
  })

  test('is not released once a refund on it was stopped, and the rest goes on the next', async () => {
    const stopped = await council.agreed(other, 34_05n)
    const stays = await council.agreed(third, 7_00n)
    const listId = valueOf(await council.proposeList())
    valueOf(await council.back(stopped, 'They want it set off'))
    assert.equal(codeOf(await council.releaseList(listId)), 'list-changed')
    valueOf(await council.withdrawList(listId))
    const next = valueOf(await council.proposeList())
    assert.equal(valueOf(await council.releaseList(next)), 2)
    assert.match(String(await council.file(next)), /TOTAL,1,R000002-0000,,,,7\.00,/)
    assert.equal((await council.refund(stays))?.line, 1)
  })

  test('leaves out what may not leave any more, and is not released with it', async () => {
    const council = await aCouncilInCredit(database, 2, 3)
    const [taken = '', died = '', stays = ''] = council.accounts
    for (const account of council.accounts) await council.inCredit(account, 10_00n)
    const owesAgain = await council.agreed(taken, 10_00n)
    const ofTheDead = await council.agreed(died, 10_00n)
    await council.agreed(stays, 10_00n)
    const listId = valueOf(await council.proposeList())
    await council.takeBackPayment(taken)
    assert.equal(codeOf(await council.releaseList(listId)), 'list-has-held')
    assert.equal((await council.refund(owesAgain))?.state, 'agreed')
    await council.dies(died)
    assert.deepEqual(
      (await council.inCouncil(db => heldBack(db, 2))).map(({ refundId, why }) => [
        refundId,
        why.slice(0, 24),
      ]),
      [
        [owesAgain, 'The account owes money a'],
        [ofTheDead, 'Somebody who is liable f'],
      ],
    )
    valueOf(await council.withdrawList(listId))
    const next = valueOf(await council.proposeList())
    assert.equal(valueOf(await council.releaseList(next)), 1)
    assert.match(String(await council.file(next)), /TOTAL,1,R000001-0000,,,,10\.00,/)
    // Stopped, the credit goes against what is owed again.
    valueOf(await council.back(owesAgain, 'Their bank took the payment back'))
    assert.equal(await council.balance(taken), 1_000_00n)
    assert.equal(codeOf(await council.proposeList()), 'nothing-to-list')
  })

  test('waits for whoever is stopping a refund on it, and is not released with that refund', async () => {
    // PGlite has one connection: there nothing else begins meanwhile.
    if (database.engine !== 'PostgreSQL') return
    const stopped = await council.agreed(other, 20_00n)
    const listId = valueOf(await council.proposeList())
    let releasing: ReturnType<typeof council.releaseList> | undefined
    await council.inCouncil(async db => {
      const told = { councilId, refundId: stopped, why: 'Stopped', today, actor: 'system:finance' }
      valueOf(await cameBack(db, told))
      releasing = council.releaseList(listId)
      while ((await database.run(sql`select from pg_locks where not granted`)) === 0);
    })
    assert(releasing)
    assert.equal(codeOf(await releasing), 'list-changed')
    valueOf(await council.withdrawList(listId))
  })

  test('is held by the database: one pair of hands, a refund on two lists, a file that is changed', async () => {
    await assert.rejects(
      council.inCouncil(db =>
        db.run(sql`
          insert into payments.refund_list (council_id, id, state, serial, refunds, total, proposed_by, released_by, released_at, sha256)
          values (${councilId}::int, gen_random_uuid(), 'released', 9, 1, 1, 'a', 'a', now(), repeat('0', 64))`),
      ),
      /refund_list_check/,
    )
    await assert.rejects(
      database.run(sql`
        update payments.refund set list_id = null, line = null where council_id = ${councilId}::int and state = 'sent'`),
      /stays on the list/,
    )
    await assert.rejects(
      database.run(sql`
        update payments.refund_list_file set bytes = '' where council_id = ${councilId}::int`),
      /keeps what was written/,
    )
  })
})
