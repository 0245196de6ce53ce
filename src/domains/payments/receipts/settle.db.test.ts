import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { setFigure } from '#administration/testing'
import { takeBookForFile, takeInTransactions } from '#debts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { whatWaits } from './board.ts'
import { moveReceipt, takeBack } from './move-receipt.ts'
import { postReceipt } from './post-receipt.ts'
import { inSuspense, postingsOf } from './receipt.ts'
import { suggest } from './suggest.ts'
import { aReceivingCouncil, day, type Owed } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const receiving = (...owed: readonly Owed[]) => aReceivingCouncil(database, ++councils, owed)
type Council = Awaited<ReturnType<typeof receiving>>
const priya = { reference: '70000012H', name: 'Priya Okafor' }
const owen = { reference: '70000013D', name: 'Owen Castle' }
const actor = 'officer'
const why = 'The payer rang.'

/** One payment of £50 that nobody can place. */
async function aWaitingReceipt(council: Council): Promise<string> {
  await council.takeCredits({
    remittance: 'rent?',
    name: 'Someone',
    amount: '50.00',
    reference: 'W',
  })
  const waiting = (await council.receipts()).find(({ state }) => state === 'in suspense')
  assert(waiting)
  return waiting.id
}
const account = (council: Council, n: number): string => {
  const id = council.accounts[n]
  assert(id)
  return id
}

/** A source's word of a payment on an account. */
const told = (council: Council, n: number, reference: string, on = '2026-06-03', amount = 50_00) =>
  council.inCouncil(db =>
    takeInTransactions(db, {
      councilId: council.councilId,
      actor: 'system:test',
      transactions: sql`
        select 'council-tax' as source, ${reference}::text as transaction_reference, ${account(council, n)}::uuid as account_id,
          'payment' as kind, ${amount}::bigint as amount, ${on}::date as effective_on, 'Paid' as narrative, '' as payer_name,
          '' as given_reference, ${reference}::text as source_id`,
    }),
  )

suite('what waits in suspense', () => {
  test('is an alarm once it has waited longer than the council lets it', async () => {
    const council = await receiving(priya)
    const { councilId, inCouncil } = council
    const nothing = await inCouncil(db => whatWaits(db, councilId, day('2026-06-01')))
    assert.deepEqual(nothing, { receipts: 0, amount: 0n, late: 0, lateAfter: 5, lines: 0 })
    await aWaitingReceipt(council)
    const [receipt] = await inCouncil(db => inSuspense(db, councilId))
    assert(receipt)
    const lateAfter = (days: number) =>
      inCouncil(async db => {
        const waiting = await whatWaits(db, councilId, receipt.receivedOn.add({ days }))
        return [waiting.receipts, waiting.late]
      })
    assert.deepEqual(
      [await lateAfter(5), await lateAfter(6)],
      [
        [1, 0],
        [1, 1],
      ],
    )
    await inCouncil(db => setFigure(db, councilId, 'suspense-late', 2))
    assert.deepEqual(
      [await lateAfter(2), await lateAfter(3)],
      [
        [1, 0],
        [1, 1],
      ],
    )
  })

  test('is posted whole, to one account or several, on the day it came, once', async () => {
    const council = await receiving(priya, owen)
    const receiptId = await aWaitingReceipt(council)
    const post = (...amounts: readonly bigint[]) =>
      council.inCouncil(db =>
        postReceipt(db, {
          councilId: council.councilId,
          receiptId,
          parts: amounts.map((amount, n) => ({ accountId: account(council, n), amount })),
          why,
          actor,
        }),
      )
    for (const wrong of [[], [49_99n], [50_01n], [60_00n, -10_00n], [50_00n, 0n]]) {
      const refused = await post(...wrong)
      assert(!refused.ok)
      assert.match(refused.refusal.says, /every penny/)
    }
    assert((await post(20_00n, 30_00n)).ok)
    assert.deepEqual(
      [await council.balance(0), await council.balance(1), await council.suspense()],
      [480_00n, 470_00n, 0n],
    )
    const again = await post(20_00n, 30_00n)
    assert(!again.ok)
    assert.match(again.refusal.says, /Somebody else/)
    const { effectiveOn } = await database.one(
      z.object({ effectiveOn: z.instanceof(Temporal.PlainDate) }),
      sql`
        select distinct effective_on from debts.entry
        where council_id = ${council.councilId}::int and reference like 'receipt/%/1'`,
    )
    assert.equal(String(effectiveOn), '2026-06-02')
  })

  test('is not posted while a file is being applied, which may tell of it', async () => {
    // PGlite has one connection: there nothing else begins meanwhile.
    if (database.engine !== 'PostgreSQL') return
    const council = await receiving(priya)
    const receiptId = await aWaitingReceipt(council)
    const { councilId } = council
    const parts = [{ accountId: account(council, 0), amount: 50_00n }]
    const post = () =>
      council.inCouncil(db => postReceipt(db, { councilId, receiptId, parts, why, actor }))
    await council.inCouncil(async db => {
      await takeBookForFile(db, councilId)
      const refused = await post()
      assert(!refused.ok)
      assert.match(refused.refusal.says, /being applied/)
    })
    assert((await post()).ok)
  })

  test('teaches where the same standing order goes, until it is moved', async () => {
    const council = await receiving(priya, owen)
    const receiptId = await aWaitingReceipt(council)
    const to = (n: number) => ({
      councilId: council.councilId,
      receiptId,
      parts: [{ accountId: account(council, n), amount: 50_00n }],
      why,
      actor,
    })
    assert((await council.inCouncil(db => postReceipt(db, to(0)))).ok)
    await council.takeCredits({
      remittance: 'rent?',
      name: 'Someone',
      amount: '50.00',
      reference: 'X',
    })
    assert.equal(await council.balance(0), 400_00n)
    assert((await council.inCouncil(db => moveReceipt(db, to(1)))).ok)
    await council.takeCredits({
      remittance: 'rent?',
      name: 'Someone',
      amount: '50.00',
      reference: 'Y',
    })
    assert.equal(await council.suspense(), 50_00n)
  })
})

suite('what is suggested', () => {
  test('is the likeliest first, with why in words; nothing where nothing is like it', async () => {
    const council = await receiving(priya, owen, { reference: '70000014X', name: 'Ada Okafor' })
    const suggested = (given: string, payer: string, amount: bigint) =>
      council.inCouncil(async db => {
        const found = await suggest(db, council.councilId, {
          given,
          payer,
          amount,
          receivedOn: Temporal.PlainDate.from('2026-06-02'),
        })
        return found.map(one => [council.accounts.indexOf(one.accountId), one.why])
      })
    assert.deepEqual(await suggested('70000012H and 70000013D', 'Miss Priya Okafor', 50_00n), [
      [0, 'The payer gave its reference, the whole name agrees, the amount is an instalment.'],
      [1, 'The payer gave its reference, the amount is an instalment.'],
      [2, 'Part of the name agrees, the amount is an instalment.'],
    ])
    assert.deepEqual(await suggested('70000031D', 'Somebody', 7n), [
      [1, 'Its reference is a slip away from what the payer gave.'],
    ])
    assert.deepEqual(await suggested('', '', 7n), [])
    assert.deepEqual(await suggested('thanks', 'P Okafor', 7n), [])
  })
})

suite('a payment on the wrong account', () => {
  test('is moved by saying it backwards, and both accounts read as if it had always been so', async () => {
    const council = await receiving(priya, owen)
    await council.takeCredits({ remittance: priya.reference })
    const [posting] = await council.postings()
    assert(posting)
    const to = (n: number) => ({
      councilId: council.councilId,
      receiptId: posting.receiptId,
      parts: [{ accountId: account(council, n), amount: 50_00n }],
      why,
      actor,
    })
    const there = await council.inCouncil(db => moveReceipt(db, to(0)))
    assert(!there.ok)
    assert.match(there.refusal.says, /already/)
    // What cannot be posted is not taken back either: nothing is left half moved.
    const half = {
      ...to(1),
      parts: [...to(1).parts, { accountId: account(council, 0), amount: 1n }],
    }
    for (const parts of [half.parts, [], [{ accountId: posting.receiptId, amount: 50_00n }]]) {
      assert(!(await council.inCouncil(db => moveReceipt(db, { ...half, parts }))).ok)
      assert.deepEqual([await council.balance(0), await council.suspense()], [450_00n, 0n])
    }
    assert((await council.inCouncil(db => moveReceipt(db, to(1)))).ok)
    assert.deepEqual([await council.balance(0), await council.balance(1)], [500_00n, 450_00n])
    const history = await council.inCouncil(db =>
      postingsOf(db, council.councilId, posting.receiptId),
    )
    assert.deepEqual(
      history.map(({ reference, undoneWhy }) => [reference, undoneWhy]),
      [
        [priya.reference, why],
        [owen.reference, null],
      ],
    )
    assert((await council.inCouncil(db => moveReceipt(db, to(0)))).ok)
    assert.deepEqual(
      [await council.balance(0), await council.balance(1), await council.suspense()],
      [450_00n, 500_00n, 0n],
    )
  })

  test('is not moved from under a source that has it there', async () => {
    const council = await receiving(priya, owen)
    await council.takeCredits({ remittance: priya.reference })
    await told(council, 0, 'T1')
    const [posting] = await council.postings()
    assert(posting)
    const back = await council.inCouncil(db =>
      takeBack(db, { councilId: council.councilId, receiptId: posting.receiptId, why, actor }),
    )
    assert(!back.ok)
    assert.match(back.refusal.says, /move it there/)
  })
})

suite('what a source tells', () => {
  test('after the bank did is not posted again; a second payment is', async () => {
    const council = await receiving(priya)
    await council.takeCredits({ remittance: priya.reference })
    await told(council, 0, 'T1')
    assert.equal(await council.balance(0), 450_00n)
    await told(council, 0, 'T2')
    assert.equal(await council.balance(0), 400_00n)
    await council.takeCredits({ remittance: priya.reference, reference: 'Z', on: '2026-06-30' })
    await told(council, 0, 'T3', '2026-07-20')
    assert.equal(await council.balance(0), 300_00n)
  })

  test('before the bank does is not posted again, placed by itself or by an officer', async () => {
    const council = await receiving(priya)
    await told(council, 0, 'T1')
    await council.takeCredits({ remittance: priya.reference })
    assert.equal(await council.balance(0), 450_00n)
    const receiptId = await aWaitingReceipt(council)
    await told(council, 0, 'T2')
    assert.equal(await council.bank(), 150_00n)
    const posted = await council.inCouncil(db =>
      postReceipt(db, {
        councilId: council.councilId,
        receiptId,
        parts: [{ accountId: account(council, 0), amount: 50_00n }],
        why,
        actor,
      }),
    )
    assert(posted.ok)
    assert.deepEqual(
      [await council.balance(0), await council.suspense(), await council.bank()],
      [400_00n, 0n, 100_00n],
    )
  })
})
