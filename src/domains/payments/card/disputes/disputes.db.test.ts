import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { explainBalance, statementOf } from '#debts'
import { askForRefund, decideOnRefund } from '../refund.ts'
import { aPayingCouncil, codeOf, losing, now, valueOf } from '../testing/council.ts'
import { payOver } from '../pay.ts'
import { disputesOf } from './dispute.ts'
import { learnDisputes } from './learn.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aPayingCouncil(database, councilId, 8)
let next = 0
const anotherAccount = () => council.accounts[next++] ?? assert.fail('more accounts are needed')
const learn = (pay = council.pay) => learnDisputes(database, pay, { councilId, now })
const disputes = (attemptId: string) =>
  council.inCouncil(db => disputesOf(db, { councilId, attemptIds: [attemptId] }))
const refund = (attemptId: string, accountId: string, amount: bigint) =>
  council.inCouncil(db =>
    askForRefund(db, {
      councilId,
      attemptId,
      parts: [{ accountId, amount }],
      why: 'Twice',
      actor: 'one',
    }),
  )
const agree = (refundId: string) =>
  council.inCouncil(db => decideOnRefund(db, { councilId, refundId, agreed: true, actor: 'other' }))

suite('a card payment that its payer disputes', () => {
  test('is an alarm with its day, goes to no card meanwhile, and comes off once it is lost', async () => {
    const accountId = anotherAccount()
    const { attemptId, paymentId } = await council.paid(accountId)
    const asked = valueOf(await refund(attemptId, accountId, 10_00n))
    await council.dispute(paymentId, 'needs_response')
    await learn()
    await learn()
    assert.deepEqual(await council.alarms(), ['disputed'])
    const [first] = await disputes(attemptId)
    assert.deepEqual(
      [first?.status, first?.respondBy?.toString(), first?.takenOff],
      ['needs_response', '2026-06-15', 0n],
    )
    assert.equal(codeOf(await agree(asked)), 'disputed')
    assert.equal(await council.balance(accountId), 750_00n)

    await council.inCouncil(db =>
      decideOnRefund(db, { councilId, refundId: asked, agreed: false, actor: 'other' }),
    )
    assert.equal(codeOf(await refund(attemptId, accountId, 10_00n)), 'disputed')
    await council.dispute(paymentId, 'lost')
    // Pay's answer is lost: nothing is changed, and it is asked again.
    await assert.rejects(learn(payOver(losing(council.carry, () => true))))
    assert.equal(await council.balance(accountId), 750_00n)
    await learn()
    await learn()
    assert.equal(await council.balance(accountId), 1_000_00n)
    assert.deepEqual(await council.alarms(), ['disputed', 'dispute lost'])
    assert.match(
      explainBalance(await council.inCouncil(db => statementOf(db, councilId, accountId))).join(
        '\n',
      ),
      /£250\.00 that had been paid was taken off again/,
    )
    // One that has ended stays so, whatever is said of it later.
    await council.dispute(paymentId, 'won')
    await learn()
    assert.equal((await disputes(attemptId))[0]?.status, 'lost')
    await assert.rejects(
      database.run(sql`
        update payments.card_dispute set status = 'won', taken_off = 0, entry_id = null where council_id = ${councilId}::int`),
    )
    await database.run(sql`delete from payments.card_alarm where council_id = ${councilId}::int`)
  })

  test('in part, or after some went back to the card, comes off by no more than is there', async () => {
    const [part, gone] = [anotherAccount(), anotherAccount()]
    const some = await council.paid(part)
    await council.dispute(some.paymentId, 'lost', 40_00)
    const back = await council.paid(gone)
    valueOf(await agree(valueOf(await refund(back.attemptId, gone, 200_00n))))
    await council.sendRefunds()
    await council.dispute(back.paymentId, 'lost')
    await learn()
    assert.equal(await council.balance(part), 790_00n)
    assert.equal(await council.balance(gone), 1_000_00n)
    assert.deepEqual(
      [
        (await disputes(some.attemptId))[0]?.takenOff,
        (await disputes(back.attemptId))[0]?.takenOff,
      ],
      [40_00n, 50_00n],
    )
    await database.run(sql`delete from payments.card_alarm where council_id = ${councilId}::int`)
  })

  test('that stands after all changes nothing, and may be paid back', async () => {
    const accountId = anotherAccount()
    const { attemptId, paymentId } = await council.paid(accountId)
    await council.dispute(paymentId, 'under_review')
    await learn()
    await council.dispute(paymentId, 'won')
    await learn()
    assert.equal(await council.balance(accountId), 750_00n)
    assert.equal(codeOf(await refund(attemptId, accountId, 10_00n)), 'done')
    await database.run(sql`delete from payments.card_alarm where council_id = ${councilId}::int`)
  })

  test('and that is not ours is an alarm, and posts nothing', async () => {
    const accountId = anotherAccount()
    const requestId = valueOf(await council.ask(accountId))
    const page = valueOf(await council.begin(requestId))
    await council.typeCard(page, 'declined')
    await council.look(requestId)
    const [attempt] = await council.attempts(requestId)
    await council.dispute(attempt?.paymentId ?? '', 'lost')
    await learn()
    assert.deepEqual(await council.alarms(), ['not ours'])
    assert.equal(await council.balance(accountId), 1_000_00n)
  })

  test('of several accounts comes off each of them', async () => {
    const [one, other] = [anotherAccount(), anotherAccount()]
    const lead = sql`(
      select lead_party_id from debts.account where council_id = ${councilId}::int and id = ${one}::uuid)`
    await database.run(sql`
      update debts.liability set party_id = ${lead} where council_id = ${councilId}::int and account_id = ${other}::uuid`)
    await database.run(sql`
      update debts.account set lead_party_id = ${lead} where council_id = ${councilId}::int and id = ${other}::uuid`)
    const requestId = valueOf(
      await council.ask(one, 0n, {
        parts: [
          { accountId: one, amount: 200_00n },
          { accountId: other, amount: 50_00n },
        ],
      }),
    )
    await council.typeCard(valueOf(await council.begin(requestId)))
    await council.look(requestId)
    assert.deepEqual([await council.balance(one), await council.balance(other)], [800_00n, 950_00n])
    const [attempt] = await council.attempts(requestId)
    await council.dispute(attempt?.paymentId ?? '', 'lost')
    await learn()
    assert.deepEqual(
      [await council.balance(one), await council.balance(other)],
      [1_000_00n, 1_000_00n],
    )
  })
})
