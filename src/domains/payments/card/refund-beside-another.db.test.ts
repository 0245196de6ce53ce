import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { post } from '#debts'
import { someEntry } from '#debts/testing'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { loadModulusTable } from '../direct-debit/settings.ts'
import { day, goodAccount, madeUpWeights } from '../direct-debit/testing/council.ts'
import { agreeToRefund } from '../refunds/decide-refund.ts'
import { proposeRefund } from '../refunds/propose-refund.ts'
import { askForRefund, decideOnRefund } from './refund.ts'
import { aPayingCouncil, codeOf, valueOf } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aPayingCouncil(database, councilId, 4)
let next = 0
await council.inCouncil(db =>
  loadModulusTable(db, {
    councilId,
    weights: madeUpWeights,
    substitutions: '',
    actor: 'system:test',
  }),
)

/** An account that owed £1,000, was paid by card, and was paid again at the bank. */
async function aPaidTwice() {
  const accountId = council.accounts[next++] ?? assert.fail('more accounts are needed')
  const { attemptId } = await council.paid(accountId, 1_000_00n)
  await council.inCouncil(db =>
    post(db, {
      councilId,
      actor: 'system:test',
      entry: someEntry(council, accountId, {
        reference: `at the bank ${accountId}`,
        amount: 1_000_00n,
        kind: 'payment',
      }),
    }),
  )
  const { partyId } = await database.one(
    z.object({ partyId: z.string() }),
    sql`
      select lead_party_id as party_id from debts.account
      where council_id = ${councilId}::int and id = ${accountId}::uuid`,
  )
  const toBank = async () =>
    council.inCouncil(db =>
      proposeRefund(db, {
        councilId,
        accountId,
        partyId,
        amount: 1_000_00n,
        why: 'They paid twice',
        holder: 'Zoë O’Hara',
        account: goodAccount,
        verified: { how: 'called back', words: 'On the number of 2021' },
        today: day('2026-06-01'),
        actor: 'system:proposer',
      }),
    )
  const agree = async (refundId: string) =>
    council.inCouncil(db =>
      agreeToRefund(db, {
        councilId,
        refundId,
        today: day('2026-06-01'),
        actor: 'system:approver',
      }),
    )
  const toCard = async (amount = 1_000_00n) =>
    council.inCouncil(db =>
      askForRefund(db, {
        councilId,
        attemptId,
        parts: [{ accountId, amount }],
        why: 'Twice',
        actor: 'one',
      }),
    )
  const decide = async (refundId: string) =>
    council.inCouncil(db =>
      decideOnRefund(db, { councilId, refundId, agreed: true, actor: 'other' }),
    )
  return { accountId, toBank, agree, toCard, decide }
}

suite('what was paid twice goes back once', () => {
  test('to the card first: no bank refund of it is agreed while it is on its way, or after', async () => {
    const { accountId, toBank, agree, toCard, decide } = await aPaidTwice()
    const bank = valueOf(await toBank())
    const card = valueOf(await toCard())
    assert.equal(codeOf(await decide(card)), 'done')
    assert.equal(codeOf(await agree(bank)), 'credit-shrank')
    await council.sendRefunds()
    assert.equal(codeOf(await agree(bank)), 'credit-shrank')
    assert.equal(await council.balance(accountId), 0n)
  })

  test('to the bank first: no card refund of it is agreed, and what the card’s speaks for is not proposed', async () => {
    const { accountId, toBank, toCard, decide } = await aPaidTwice()
    const card = valueOf(await toCard(400_00n))
    const bank = await toBank()
    assert.equal(codeOf(bank), 'more-than-credit', 'the card’s is spoken for')
    const other = await aPaidTwice()
    const theirs = valueOf(await other.toBank())
    const asked = valueOf(await other.toCard())
    assert.equal(codeOf(await other.agree(theirs)), 'done')
    assert.equal(codeOf(await other.decide(asked)), 'went-already')
    assert.equal(await council.balance(other.accountId), 0n)
    assert.equal(codeOf(await decide(card)), 'done')
    await council.sendRefunds()
    assert.equal(await council.balance(accountId), -600_00n)
  })
})
