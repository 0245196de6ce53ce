import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { restrict } from '#parties'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { codeOf, otherAccount, valueOf } from '../direct-debit/testing/council.ts'
import { creditOf, creditsOf, inCreditByType } from './credits.ts'
import { agreeToRefund } from './decide-refund.ts'
import { findRefund } from './refund.ts'
import { aCouncilInCredit, today } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilInCredit(database, councilId, 12)
const [overpaid = '', shared = '', held = '', dead = '', handled = '', shrunk = '', forced = ''] =
  council.accounts

suite('a credit', () => {
  test('is listed with since when and why, the longest waiting first', async () => {
    await council.inCredit(overpaid, 80_00n, '2026-05-02')
    await council.inCredit(shared, 90_00n, '2026-04-20')
    const { credits, total } = await council.inCouncil(db => creditsOf(db, { councilId }))
    assert.equal(total, 2)
    assert.deepEqual(
      credits.map(({ accountId, credit, since, why }) => [accountId, credit, `${since}`, why]),
      [
        [shared, 90_00n, '2026-04-20', 'paid too much'],
        [overpaid, 80_00n, '2026-05-02', 'paid too much'],
      ],
    )
    const none = await council.inCouncil(db =>
      creditsOf(db, { councilId, debtType: 'sundry invoice' }),
    )
    assert.deepEqual(none, { credits: [], total: 0 })
    assert.deepEqual(await council.inCouncil(db => inCreditByType(db, councilId)), [
      { debtType: 'council tax', accounts: 2, amount: 170_00n },
    ])
  })

  test('counts from the last time that the account went below nothing', async () => {
    await council.charge(overpaid, 100_00n, '2026-05-10')
    await council.pay(overpaid, 40_00n, '2026-05-15')
    const credit = await council.inCouncil(db => creditOf(db, { councilId, accountId: overpaid }))
    assert.deepEqual([credit?.credit, `${credit?.since}`], [20_00n, '2026-05-15'])
    assert.equal(
      await council.inCouncil(db => creditOf(db, { councilId, accountId: held })),
      undefined,
    )
  })

  test('of another council is not listed', async () => {
    const other = await aCouncilInCredit(database, 2, 1)
    assert.deepEqual(await other.inCouncil(db => creditsOf(db, { councilId: 2 })), {
      credits: [],
      total: 0,
    })
  })
})

suite('a refund', () => {
  test('is posted when somebody else agrees, and not before', async () => {
    const refundId = valueOf(await council.proposeRefund(shared, 60_00n))
    assert.equal(await council.balance(shared), -90_00n)
    valueOf(await council.agree(refundId))
    assert.equal(await council.balance(shared), -30_00n)
    const refund = await council.refund(refundId)
    assert.deepEqual(
      [refund?.state, refund?.proposedBy, refund?.decidedBy, refund?.lastFour],
      ['agreed', 'system:proposer', 'system:approver', '5679'],
    )
    assert.equal(codeOf(await council.agree(refundId)), 'not-waiting')
    assert.equal(await council.balance(shared), -30_00n)
  })

  test('is never agreed to by whoever proposed it, or made sure of the account', async () => {
    const refundId = valueOf(await council.proposeRefund(shared, 10_00n, { verified: undefined }))
    assert.equal(codeOf(await council.agree(refundId)), 'not-verified')
    assert.equal(codeOf(await council.agree(refundId, 'system:proposer')), 'second-person')
    valueOf(await council.verify(refundId))
    assert.equal(codeOf(await council.verify(refundId, 'another')), 'verified-already')
    assert.equal(codeOf(await council.agree(refundId, 'verifier')), 'hand-in-details')
    assert.equal(codeOf(await council.refuse(refundId, 'system:proposer')), 'second-person')
    assert.equal(codeOf(await council.withdraw(refundId, 'system:approver')), 'own-proposal')
    valueOf(await council.refuse(refundId))
    assert.equal((await council.refund(refundId))?.decidedWhy, 'Not theirs')
    assert.equal(await council.balance(shared), -30_00n)
  })

  test('nor by whoever set up or changed their direct debit lately', async () => {
    await council.inCredit(handled, 50_00n)
    valueOf(await council.setUp(handled))
    const refundId = valueOf(
      await council.proposeRefund(handled, 50_00n, { account: otherAccount }),
    )
    assert.equal(codeOf(await council.agree(refundId, 'officer')), 'hand-in-details')
    valueOf(await council.agree(refundId))
    assert.equal(await council.balance(handled), 0n)
  })

  test('is of no more than is in credit and not spoken for', async () => {
    assert.equal(codeOf(await council.proposeRefund(shared, 30_01n)), 'more-than-credit')
    const first = valueOf(await council.proposeRefund(shared, 20_00n))
    assert.equal(codeOf(await council.proposeRefund(shared, 10_01n)), 'more-than-credit')
    valueOf(await council.withdraw(first))
    valueOf(await council.proposeRefund(shared, 30_00n))
    assert.equal(codeOf(await council.proposeRefund(held, 1n)), 'not-in-credit')
  })

  test('goes to somebody who is liable, at an account number that can be one', async () => {
    const stranger = await council.partyOf(held)
    assert.equal(
      codeOf(await council.proposeRefund(overpaid, 1_00n, { partyId: stranger })),
      'not-liable',
    )
    const account = { sortCode: '100001', accountNumber: '12345678' }
    assert.equal(codeOf(await council.proposeRefund(overpaid, 1_00n, { account })), 'fails-modulus')
  })

  test('is not posted where the credit has shrunk, and can be refused then', async () => {
    await council.inCredit(shrunk, 40_00n)
    const refundId = valueOf(await council.proposeRefund(shrunk, 40_00n))
    await council.charge(shrunk, 15_00n)
    assert.equal(codeOf(await council.agree(refundId)), 'credit-shrank')
    assert.equal(await council.balance(shrunk), -25_00n)
    valueOf(await council.refuse(refundId))
    valueOf(await council.agree(valueOf(await council.proposeRefund(shrunk, 25_00n))))
    assert.equal(await council.balance(shrunk), 0n)
  })

  test('is stopped by what became of its people after it was proposed', async () => {
    await council.inCredit(held, 70_00n)
    await council.inCredit(dead, 70_00n)
    const [ofHeld, ofDead] = [
      valueOf(await council.proposeRefund(held, 70_00n)),
      valueOf(await council.proposeRefund(dead, 70_00n)),
    ]
    valueOf(await council.hold(held, 'insolvency'))
    await council.dies(dead)
    assert.equal(codeOf(await council.agree(ofHeld)), 'insolvent')
    assert.equal(codeOf(await council.agree(ofDead)), 'somebody-died')
    assert.equal(codeOf(await council.proposeRefund(held, 1_00n)), 'insolvent')
    assert.deepEqual([await council.balance(held), await council.balance(dead)], [-70_00n, -70_00n])
  })

  test('is not kept from anybody by a breathing space or a dispute', async () => {
    const [, , , , , , , resting = ''] = council.accounts
    await council.inCredit(resting, 10_00n)
    valueOf(await council.hold(resting, 'breathing space'))
    valueOf(await council.hold(resting, 'dispute'))
    await council.agreed(resting, 10_00n)
    assert.equal(await council.balance(resting), 0n)
  })
})

suite('two who agree at once, and records that not everybody may open', () => {
  const [, , , , , , , , raced = '', hidden = ''] = council.accounts

  test('a refund that two agree to at once is posted once', async () => {
    await council.inCredit(raced, 20_00n)
    const refundId = valueOf(await council.proposeRefund(raced, 20_00n))
    const outcomes = await Promise.all([
      council.agree(refundId, 'system:one'),
      council.agree(refundId, 'system:another'),
    ])
    assert.deepEqual(outcomes.map(codeOf).toSorted(), ['done', 'not-waiting'])
    assert.equal(await council.balance(raced), 0n)
  })

  test('two refunds that are more together than is in credit cannot be proposed at once', async () => {
    await council.inCredit(raced, 20_00n)
    const outcomes = await Promise.all([
      council.proposeRefund(raced, 15_00n),
      council.proposeRefund(raced, 15_00n),
    ])
    assert.deepEqual(outcomes.map(codeOf).toSorted(), ['done', 'more-than-credit'])
  })

  test('whoever may not open somebody’s record is not shown their credit, and pays nothing back', async () => {
    await council.inCredit(hidden, 20_00n)
    const refundId = valueOf(await council.proposeRefund(hidden, 5_00n))
    const personId = await council.partyOf(hidden)
    const [named, nobody] = [
      '11111111-1111-4111-8111-111111111111',
      '33333333-3333-4333-8333-333333333333',
    ]
    valueOf(
      await council.inCouncil(db =>
        restrict(db, { councilId, personId, why: 'Works here', allowed: [named], actor: 'leader' }),
      ),
    )
    const seenBy = (viewer: string) =>
      asCouncil(
        database,
        councilId,
        async db => ({
          listed: (await creditsOf(db, { councilId })).credits.some(
            ({ accountId }) => accountId === hidden,
          ),
          refund: (await findRefund(db, { councilId, refundId })) !== undefined,
          agreed: codeOf(
            await agreeToRefund(db, { councilId, refundId, today, actor: 'system:approver' }),
          ),
        }),
        { viewer },
      )
    assert.deepEqual(await seenBy(nobody), { listed: false, refund: false, agreed: 'not-waiting' })
    assert.equal(await council.balance(hidden), -20_00n)
    assert.deepEqual(await seenBy(named), { listed: true, refund: true, agreed: 'done' })
  })
})

suite('the database itself', () => {
  const takesNoMore = /A refund takes what is in credit/
  const change = (refundId: string, to: string, by: string, entryId: string | null) =>
    council.inCouncil(db =>
      db.run(sql`
        update payments.refund set state = ${to}::text, decided_by = ${by}::text, decided_at = now(), entry_id = ${entryId}::uuid
        where council_id = ${councilId}::int and id = ${refundId}::uuid`),
    )

  test('refuses one pair of hands, a refund that is not posted, and one of another’s entry', async () => {
    await council.inCredit(forced, 30_00n)
    const done = await council.refund(await council.agreed(forced, 5_00n))
    const refundId = valueOf(await council.proposeRefund(forced, 20_00n))
    await assert.rejects(
      council.inCouncil(db =>
        db.run(sql`
          update payments.refund set state = 'refused', decided_by = proposed_by, decided_at = now(), decided_why = 'x'
          where council_id = ${councilId}::int and id = ${refundId}::uuid`),
      ),
      /refund_check/,
    )
    await assert.rejects(change(refundId, 'agreed', 'system:approver', null), takesNoMore)
    await assert.rejects(
      change(refundId, 'agreed', 'system:approver', done?.entryId ?? null),
      takesNoMore,
    )
    await assert.rejects(change(refundId, 'paid', 'system:approver', null), /does not become paid/)
    assert.equal((await council.refund(refundId))?.state, 'proposed')
  })

  test('refuses more than is in credit, and a change of what was entered', async () => {
    const refund = await council.refund(valueOf(await council.proposeRefund(forced, 1_00n)))
    await assert.rejects(
      council.inCouncil(db =>
        db.run(sql`
          insert into payments.refund (council_id, id, account_id, party_id, details_id, amount, why, proposed_by)
          values (${councilId}::int, gen_random_uuid(), ${forced}::uuid, ${refund?.partyId ?? ''}::uuid,
            ${refund?.detailsId ?? ''}::uuid, 99999, 'x', 'x')`),
      ),
      /No more is paid back/,
    )
    await assert.rejects(
      council.inCouncil(db =>
        db.run(sql`
          update payments.payee_details set verified_by = 'another'
          where council_id = ${councilId}::int and id = ${refund?.detailsId ?? ''}::uuid`),
      ),
      /stay as they are/,
    )
  })
})
