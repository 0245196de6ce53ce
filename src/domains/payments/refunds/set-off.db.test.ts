import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { codeOf, valueOf } from '../direct-debit/testing/council.ts'
import { aCouncilInCredit } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilInCredit(database, councilId, 8)
const [credit = '', later = '', stranger = '', invoice = '', earlier = '', shared = ''] =
  council.accounts

/** Makes somebody liable for another account as well, in place of whoever was, of a debt type and from a day. */
const give = async (accountId: string, debtType: string, from: string) => {
  const partyId = await council.partyOf(credit)
  await database.run(sql`
    delete from debts.liability where council_id = ${councilId}::int and account_id = ${accountId}::uuid`)
  await database.run(sql`
    insert into debts.liability (council_id, account_id, party_id, kind)
    values (${councilId}::int, ${accountId}::uuid, ${partyId}::uuid, 'sole')`)
  await database.run(sql`
    update debts.account set lead_party_id = ${partyId}::uuid, debt_type = ${debtType}, period_from = ${from}::date,
      period_to = ${from}::date + 364
    where council_id = ${councilId}::int and id = ${accountId}::uuid`)
}
await give(later, 'council tax', '2027-04-01')
await give(invoice, 'sundry invoice', '2027-04-01')
await give(earlier, 'council tax', '2024-04-01')
await council.inCredit(credit, 100_00n)

const balances = async () => [await council.balance(credit), await council.balance(later)]

suite('a set-off', () => {
  test('is posted as one entry when somebody else agrees, and not before', async () => {
    const id = valueOf(await council.proposeSetOff(credit, later, 40_00n))
    assert.deepEqual(await balances(), [-100_00n, 1_000_00n])
    assert.equal(codeOf(await council.agreeSetOff(id, 'system:proposer')), 'second-person')
    valueOf(await council.agreeSetOff(id))
    assert.deepEqual(await balances(), [-60_00n, 960_00n])
    assert.equal(codeOf(await council.agreeSetOff(id)), 'not-waiting')
    const setOff = await council.setOff(id)
    assert.deepEqual([setOff?.state, setOff?.decidedBy], ['agreed', 'system:approver'])
    assert.match(setOff?.rule ?? '', /SI 1992\/613 reg 24/)
  })

  test('that was a mistake is undone by its entry said backwards, once, with why', async () => {
    const before = await balances()
    const id = valueOf(await council.proposeSetOff(credit, later, 15_00n))
    assert.equal(codeOf(await council.undoSetOff(id)), 'not-posted')
    valueOf(await council.agreeSetOff(id))
    assert.equal(codeOf(await council.undoSetOff(id, ' ')), 'why-undone')
    valueOf(await council.undoSetOff(id))
    assert.deepEqual(await balances(), before)
    assert.equal(codeOf(await council.undoSetOff(id)), 'not-posted')
    assert.equal(codeOf(await council.agreeSetOff(id)), 'not-waiting')
    const undone = await council.setOff(id)
    assert.deepEqual(
      [undone?.state, undone?.undoneBy, undone?.undoneWhy, undone?.decidedBy],
      ['undone', 'system:approver', 'They wanted it repaid', 'system:approver'],
    )
  })

  test('goes where a rule or its people say, and nowhere else', async () => {
    assert.equal(codeOf(await council.proposeSetOff(credit, invoice, 1_00n)), 'no-rule')
    assert.equal(codeOf(await council.proposeSetOff(credit, earlier, 1_00n)), 'earlier-debt')
    assert.equal(codeOf(await council.proposeSetOff(credit, stranger, 1_00n)), 'different-people')
    assert.equal(codeOf(await council.proposeSetOff(credit, credit, 1_00n)), 'same-account')
    const id = valueOf(
      await council.proposeSetOff(credit, invoice, 5_00n, {
        asked: 'this',
        askedWords: 'She rang on Monday',
      }),
    )
    valueOf(await council.refuseSetOff(id))
    assert.equal((await council.setOff(id))?.askedWords, 'She rang on Monday')
  })

  test('is of what both accounts allow, and speaks for the credit while it waits', async () => {
    assert.equal(codeOf(await council.proposeSetOff(credit, later, 60_01n)), 'more-than-credit')
    const id = valueOf(await council.proposeSetOff(credit, later, 50_00n))
    assert.equal(codeOf(await council.proposeRefund(credit, 10_01n)), 'more-than-credit')
    const refundId = valueOf(await council.proposeRefund(credit, 10_00n))
    valueOf(await council.withdraw(refundId))
    assert.equal(codeOf(await council.withdrawSetOff(id, 'another')), 'own-proposal')
    valueOf(await council.withdrawSetOff(id))
    await council.pay(later, 950_00n)
    assert.equal(codeOf(await council.proposeSetOff(credit, later, 10_01n)), 'more-than-owed')
  })

  test('is not posted where the debt was paid or the credit used meanwhile', async () => {
    const id = valueOf(await council.proposeSetOff(credit, later, 10_00n))
    await council.pay(later, 5_00n)
    assert.equal(codeOf(await council.agreeSetOff(id)), 'more-than-owed')
    await council.charge(later, 500_00n)
    await council.charge(credit, 55_00n)
    assert.equal(codeOf(await council.agreeSetOff(id)), 'credit-shrank')
    assert.deepEqual(await balances(), [-5_00n, 505_00n])
    valueOf(await council.refuseSetOff(id))
  })

  test('that both accounts’ source tells of is not posted again', async () => {
    const before = await balances()
    await council.tell([
      { reference: 'up', accountId: credit, kind: 'adjustment up', amount: 40_00n },
      { reference: 'down', accountId: later, kind: 'adjustment down', amount: 40_00n },
    ])
    assert.deepEqual(await balances(), before)
    await council.tell([
      { reference: 'other', accountId: later, kind: 'adjustment down', amount: 40_00n },
    ])
    assert.deepEqual(await balances(), [before[0], (before[1] ?? 0n) - 40_00n])
    await council.charge(later, 40_00n)
  })

  test('needs all who are liable to be the same', async () => {
    const joint = await council.partyOf(stranger)
    await give(shared, 'council tax', '2027-04-01')
    await database.run(sql`
      insert into debts.liability (council_id, account_id, party_id, kind)
      values (${councilId}::int, ${shared}::uuid, ${joint}::uuid, 'joint')`)
    assert.equal(codeOf(await council.proposeSetOff(credit, shared, 1_00n)), 'different-people')
  })

  test('is stopped by a hold that is placed on the debt after it was proposed', async () => {
    const id = valueOf(await council.proposeSetOff(credit, later, 5_00n))
    valueOf(await council.hold(later, 'breathing space'))
    assert.equal(codeOf(await council.agreeSetOff(id)), 'held-debt')
    valueOf(await council.hold(later, 'insolvency'))
    assert.equal(codeOf(await council.agreeSetOff(id)), 'insolvent')
    assert.deepEqual(await balances(), [-5_00n, 505_00n])
  })

  test('that nobody else agreed to, or that is not posted, is refused by the database', async () => {
    const waiting = await database.maybeOne(
      z.object({ id: z.string() }),
      sql`select id from payments.set_off where council_id = ${councilId}::int and state = 'proposed'`,
    )
    const change = (by: string, entryId: string | null) =>
      council.inCouncil(db =>
        db.run(sql`
          update payments.set_off set state = 'agreed', decided_by = ${by}::text, decided_at = now(), entry_id = ${entryId}::uuid
          where council_id = ${councilId}::int and id = ${waiting?.id ?? ''}::uuid`),
      )
    await assert.rejects(change('system:approver', null), /A set-off takes what is in credit/)
    await assert.rejects(
      council.inCouncil(db =>
        db.run(sql`
          update payments.set_off set state = 'refused', decided_by = proposed_by, decided_at = now(), decided_why = 'x'
          where council_id = ${councilId}::int and id = ${waiting?.id ?? ''}::uuid`),
      ),
      /set_off_check/,
    )
    const posted = await database.maybeOne(
      z.object({ id: z.string() }),
      sql`select id from payments.set_off where council_id = ${councilId}::int and state = 'agreed'`,
    )
    await assert.rejects(
      council.inCouncil(db =>
        db.run(sql`
          update payments.set_off set state = 'undone', undone_by = 'x', undone_at = now(), undone_why = 'x'
          where council_id = ${councilId}::int and id = ${posted?.id ?? ''}::uuid`),
      ),
      /undone by saying its entry backwards/,
    )
  })
})
