import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { whatWaits } from '../receipts/board.ts'
import { findReceipt } from '../receipts/receipt.ts'
import { day } from '../receipts/testing/council.ts'
import { postRemittance } from './post-remittance.ts'
import { findRemittance, findRow, moneyFor } from './remittance.ts'
import { mayTakeBack, takeBackRow } from './take-back-row.ts'
import { headings, owen, priya, remitted } from './testing/remitted.ts'

const database = await aDatabase()
after(() => database.close())
let councils = 0
const actor = 'officer'

/** A council that posted an agent's £30.00 to Priya, and then brought a file that takes it back. */
async function afterwards(rows: readonly string[]) {
  const council = await remitted(database, ++councils, {
    owed: [priya, owen],
    lines: [headings, 'PL1,70000012H,2026-05-20,PAID,30.00,0.00,30.00,'],
    banked: '30.00',
  })
  assert((await council.post((await council.lump()).id)).ok)
  const { inCouncil, councilId } = council
  const next = await council.bring(
    [headings, 'PL1,70000012H,2026-05-27,REVERSED,-30.00,0.00,-30.00,bounced', ...rows].join('\n'),
    'next.csv',
  )
  assert(next.ok)
  const { remittanceId } = next.value
  const row = 2
  const candidates = () =>
    inCouncil(async db => {
      const found = await findRow(db, councilId, remittanceId, row)
      return found ? mayTakeBack(db, councilId, found) : []
    })
  return {
    ...council,
    remittanceId,
    candidates,
    sums: async () => {
      const found = await inCouncil(db => findRemittance(db, councilId, remittanceId))
      assert(found)
      return found
    },
    takeBack: (receiptId: string) =>
      inCouncil(db =>
        takeBackRow(db, {
          councilId,
          remittanceId,
          row,
          receiptId,
          why: 'The cheque bounced.',
          actor,
        }),
      ),
    postNext: (receiptId: string | undefined) =>
      inCouncil(db => postRemittance(db, { councilId, remittanceId, receiptId, actor })),
    balances: async () => [await council.balance(0), await council.balance(1)],
  }
}

suite('a row by which an agent takes money back', () => {
  test('takes the payment off its account, and its money makes up for the rows that the bank’s sum is too small for', async () => {
    const council = await afterwards([
      'PL1,70000012H,2026-05-28,PAID,15.00,0.00,15.00,',
      'PL2,70000013D,2026-05-28,PAID,60.00,0.00,60.00,',
    ])
    await council.takeCredits({ amount: '45.00', remittance: 'FAIRWAY', reference: 'BK9' })
    const [priyaOwes = 0n, owenOwes = 0n] = await council.balances()
    const [payment] = await council.candidates()
    assert.equal(payment?.remitted, 30_00n)
    assert((await council.takeBack(payment.receiptId)).ok)
    const twice = await council.takeBack(payment.receiptId)
    assert(!twice.ok)
    assert.match(twice.refusal.says, /Somebody else has dealt with this/)
    assert.deepEqual(await council.balances(), [priyaOwes + 30_00n, owenOwes], 'it is owed again')
    const sums = await council.sums()
    assert.equal(sums.takenBack, 30_00n)
    const [money] = await council.inCouncil(db => moneyFor(db, council.councilId, sums))
    assert.equal(money?.left, 45_00n, '£75.00 of rows: £45.00 at the bank, and £30.00 taken back')
    assert((await council.postNext(money.id)).ok)
    assert.deepEqual(await council.balances(), [priyaOwes + 15_00n, owenOwes - 60_00n])
    assert.equal(await council.suspense(), 0n)
    const { rows, takenBack, posted } = await council.sums()
    assert.deepEqual([rows, takenBack, posted], [3, 0n, 2])
    const went = await council.inCouncil(db =>
      findReceipt(db, council.councilId, payment.receiptId),
    )
    assert.equal(went?.state, 'opened', 'its money is other payments now')
    const waits = await council.inCouncil(db => whatWaits(db, council.councilId, day('2026-08-01')))
    assert.equal(waits.receipts, 0)
  })

  test('needs no sum at the bank where it is as much as the rows', async () => {
    const council = await afterwards(['PL2,70000013D,2026-05-28,PAID,30.00,0.00,30.00,'])
    const early = await council.postNext(undefined)
    assert(!early.ok)
    assert.match(early.refusal.says, /not in suspense any more/)
    const [payment] = await council.candidates()
    assert((await council.takeBack(payment?.receiptId ?? '')).ok)
    assert((await council.postNext(undefined)).ok)
    assert.equal(await council.suspense(), 0n)
  })

  test('is refused for a payment that it cannot be of, and posts nothing while there is too little', async () => {
    const council = await afterwards(['PL2,70000013D,2026-05-28,PAID,31.00,0.00,31.00,'])
    const other = await council.takeBack((await council.lump()).id)
    assert(!other.ok)
    assert.match(other.refusal.says, /not of the amount that this row takes back/)
    const [payment] = await council.candidates()
    assert((await council.takeBack(payment?.receiptId ?? '')).ok)
    const before = await council.balances()
    const posted = await council.postNext(undefined)
    assert(!posted.ok)
    assert.match(posted.refusal.says, /£1.00 more/)
    assert.deepEqual(await council.balances(), before)
    assert.equal(await council.suspense(), 30_00n)
  })
})
