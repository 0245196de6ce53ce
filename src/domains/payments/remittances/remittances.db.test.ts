import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { moveReceipt, returnReceipt } from '../receipts/move-receipt.ts'
import { cameIn, whatWaits } from '../receipts/board.ts'
import { postReceipt } from '../receipts/post-receipt.ts'
import { day, type Owed } from '../receipts/testing/council.ts'
import { postRemittance } from './post-remittance.ts'
import { findRemittance, moneyFor, queriesOf, rowsOf } from './remittance.ts'
import { acceptRow, closeRow, putRowAside } from './settle-row.ts'
import { headings, owen, priya, remitted } from './testing/remitted.ts'

const database = await aDatabase()
after(() => database.close())
let councils = 0
const actor = 'officer'
const aRemittance = (
  ...[owed, lines, banked]: readonly [readonly Owed[], readonly string[], string]
) => remitted(database, ++councils, { owed, lines, banked })

suite('a remittance', () => {
  test('is opened into its rows, each on its account on the day it was paid, and nothing is left of the sum', async () => {
    const council = await aRemittance(
      [priya, owen],
      [
        headings,
        'PL1,70000012H,2026-05-20,PAID,100.00,75.00,25.00,',
        'PL1,70000012H,27/05/2026,PAID,40.00,0.00,40.00,',
        'PL2,7000 0013d,2026-05-28,PAID,50.00,0,50.00,',
      ],
      '115.00',
    )
    const { id } = await council.lump()
    const sums = await council.remittance()
    const [money] = await council.inCouncil(db => moneyFor(db, council.councilId, sums))
    assert.deepEqual([money?.id, money?.left], [id, 115_00n])
    assert((await council.post(id)).ok)
    assert.deepEqual(
      [await council.balance(0), await council.balance(1), await council.suspense()],
      [435_00n, 450_00n, 0n],
    )
    assert.equal((await council.lump()).state, 'opened')
    const entries = await council.inCouncil(db =>
      db.many(
        z.object({ effectiveOn: date, why: z.string() }),
        sql`
          select entry.effective_on, posting.why from payments.receipt_posting as posting
          join debts.entry as entry on entry.council_id = ${council.councilId}::int and entry.id = posting.entry_id
          where posting.council_id = ${council.councilId}::int order by entry.effective_on`,
      ),
    )
    assert.deepEqual(
      entries.map(({ effectiveOn }) => effectiveOn.toString()),
      ['2026-05-20', '2026-05-27', '2026-05-28'],
    )
    assert.equal(
      entries[0]?.why,
      '£100.00 was paid to Fairway Enforcement. They kept £75.00 as fees.',
    )
    const again = await council.bring(
      [headings, 'PL1,70000012H,2026-05-20,PAID,100.00,75.00,25.00,'].join('\n'),
      'other.csv',
    )
    assert(again.ok)
    const told = await council.inCouncil(db =>
      rowsOf(db, council.councilId, again.value.remittanceId, { limit: 9 }),
    )
    assert.match(told[0]?.query ?? '', /told before/)
  })

  test('of the very same bytes is taken in once', async () => {
    const lines = [headings, 'PL1,70000012H,2026-05-20,PAID,25.00,0,25.00,']
    const council = await aRemittance([priya], lines, '0.00')
    const again = await council.bring(lines.join('\n'), 'renamed.csv')
    assert(again.ok)
    assert.deepEqual(again.value, { remittanceId: council.of.remittanceId, again: true })
  })

  test('from which the agent took money back is posted but for a row that is put aside, whose money is that of the payment taken back', async () => {
    const council = await aRemittance(
      [priya, owen],
      [headings, 'PL1,70000012H,2026-05-20,PAID,30.00,0.00,30.00,'],
      '30.00',
    )
    const { inCouncil, councilId } = council
    assert((await council.post((await council.lump()).id)).ok)
    const next = await council.bring(
      [
        headings,
        'PL1,70000012H,2026-05-27,REVERSED,-30.00,0.00,-30.00,the cheque bounced',
        'PL1,70000012H,2026-05-28,PAID,45.00,0.00,45.00,',
        'PL2,70000013D,2026-05-28,PAID,30.00,0.00,30.00,',
      ].join('\n'),
      'next.csv',
    )
    assert(next.ok)
    await council.takeCredits({ amount: '45.00', remittance: 'FAIRWAY', reference: 'BK9' })
    const { remittanceId } = next.value
    const sums = () => inCouncil(async db => findRemittance(db, councilId, remittanceId))
    const rest = { councilId, remittanceId, row: 4, why: 'Row 2 takes £30.00 back.', actor }
    const choices = async () => {
      const found = await sums()
      assert(found)
      return inCouncil(db => moneyFor(db, councilId, found))
    }
    assert.deepEqual(await choices(), [], '£75.00 of rows, and £45.00 at the bank')
    assert((await inCouncil(db => putRowAside(db, rest))).ok)
    const twice = await inCouncil(db => putRowAside(db, rest))
    assert(!twice.ok)
    assert.match(twice.refusal.says, /Somebody else has dealt with this/)
    const [money] = await choices()
    assert.equal(money?.left, 45_00n)
    const posted = await inCouncil(db =>
      postRemittance(db, { councilId, remittanceId, receiptId: money?.id ?? '', actor }),
    )
    assert(posted.ok)
    assert.deepEqual(
      [await council.balance(0), await council.balance(1), await council.suspense()],
      [425_00n, 500_00n, 0n],
    )
    const asked = await inCouncil(db => queriesOf(db, councilId, remittanceId))
    assert.deepEqual(
      asked.map(({ row, state }) => [row, state]),
      [
        [2, 'put aside'],
        [4, 'put aside'],
      ],
    )
    assert((await inCouncil(db => acceptRow(db, { ...rest, reference: owen.reference }))).ok)
    assert.equal((await sums())?.toPost, 1, 'it can be posted once there is money for it')
  })

  test('with rows put aside keeps their money in suspense until they are settled', async () => {
    const council = await aRemittance(
      [priya, owen],
      [
        headings,
        'PL1,70000012H,2026-05-20,PAID,25.00,0.00,25.00,',
        'PL9,NOBODYS,2026-05-21,PAID,30.00,0.00,30.00,',
        'PL2,70000013D,2026-05-22,PAID,10.00,0.00,9.99,',
      ],
      '64.99',
    )
    const { councilId, of, inCouncil } = council
    const { id } = await council.lump()
    assert((await council.post(id)).ok)
    assert.equal(await council.suspense(), 39_99n)
    assert.equal((await council.lump()).state, 'in suspense')
    const waits = await inCouncil(db => whatWaits(db, councilId, day('2026-06-03')))
    assert.deepEqual([waits.receipts, waits.amount], [1, 39_99n])

    const wrong = { ...of, row: 4, why: 'They rang.', reference: owen.reference }
    const refused = await inCouncil(db => acceptRow(db, wrong))
    assert(!refused.ok)
    assert.match(refused.refusal.says, /£10.00, and £9.99 was paid over/)
    const nobody = { ...of, row: 3, why: 'They rang.', reference: 'NOBODY' }
    assert(!(await inCouncil(db => acceptRow(db, nobody))).ok)
    const right = { ...nobody, reference: owen.reference }
    assert((await inCouncil(db => acceptRow(db, right))).ok)
    // Until it is posted, whose it is can be said otherwise.
    assert((await inCouncil(db => acceptRow(db, { ...right, reference: priya.reference }))).ok)
    assert((await inCouncil(db => acceptRow(db, right))).ok)
    assert((await council.post(id)).ok)
    assert(!(await inCouncil(db => acceptRow(db, right))).ok)
    const none = await council.post(id)
    assert(!none.ok)
    assert.match(none.refusal.says, /No row waits/)
    assert.equal(await council.balance(1), 470_00n)
    assert((await inCouncil(db => closeRow(db, { ...of, row: 4, why: 'In next week’s file.' }))).ok)
    assert.deepEqual(await council.queries(), [])
    assert.equal(await council.suspense(), 9_99n)
    // What is left is posted like every other payment in suspense, and the parts come to what the bank says.
    const month = Temporal.PlainYearMonth.from('2026-06')
    const shares = await inCouncil(db => cameIn(db, { councilId, month }))
    assert.deepEqual(
      shares.map(({ what, items, amount }) => [what, items, amount]),
      [
        ['In suspense', 1, 9_99n],
        ['On accounts', 2, 55_00n],
      ],
    )
  })

  test('is not posted from a sum that is less than its rows, nor from one that is not there', async () => {
    const council = await aRemittance(
      [priya],
      [headings, 'PL1,70000012H,2026-05-20,PAID,25.00,0.00,25.00,'],
      '24.99',
    )
    const { id } = await council.lump()
    const less = await council.post(id)
    assert(!less.ok)
    assert.match(less.refusal.says, /£0.01 more/)
    assert.equal(await council.suspense(), 24_99n)
    assert(!(await council.post('00000000-0000-0000-0000-000000000000')).ok)
  })

  test('is not posted from a sum that another has', async () => {
    const council = await aRemittance(
      [priya],
      [headings, 'PL1,70000012H,2026-05-20,PAID,25.00,0.00,25.00,'],
      '60.00',
    )
    const { id: receiptId } = await council.lump()
    assert((await council.post(receiptId)).ok)
    const another = await council.bring(
      [headings, 'PL1,70000012H,2026-05-27,PAID,30.00,0.00,30.00,'].join('\n'),
      'another.csv',
    )
    assert(another.ok)
    const of = { ...council.of, remittanceId: another.value.remittanceId, receiptId }
    const posted = await council.inCouncil(db => postRemittance(db, of))
    assert(!posted.ok)
    assert.match(posted.refusal.says, /another remittance has it/)
  })

  test('has each row moved by itself, and the sum is not given back while it is open', async () => {
    const council = await aRemittance(
      [priya, owen],
      [headings, 'PL1,70000012H,2026-05-20,PAID,25.00,0.00,25.00,'],
      '25.00',
    )
    const { councilId, inCouncil } = council
    const { id } = await council.lump()
    assert((await council.post(id)).ok)
    const [row] = await council.rows()
    const [, to = ''] = council.accounts
    const moved = await inCouncil(db =>
      moveReceipt(db, {
        councilId,
        receiptId: row?.receiptId ?? '',
        parts: [{ accountId: to, amount: 25_00n }],
        why: 'It was their neighbour’s.',
        actor,
      }),
    )
    assert(moved.ok, moved.ok ? '' : moved.refusal.says)
    assert.deepEqual([await council.balance(0), await council.balance(1)], [500_00n, 475_00n])
    await council.takeCredits({
      side: 'DBIT',
      amount: '25.00',
      remittance: 'recalled',
      reference: 'B',
    })
    const line = (await council.lines()).find(({ state }) => state === 'to explain')
    const back = await inCouncil(db =>
      returnReceipt(db, {
        councilId,
        receiptId: id,
        lineId: line?.id ?? '',
        why: 'Recalled.',
        actor,
      }),
    )
    assert(!back.ok)
    assert.match(back.refusal.says, /opened into the payments/)
  })

  test('leaves a rest that is posted, moved and taken back by itself, and a sum that the bank cannot take back whole', async () => {
    const council = await aRemittance(
      [priya, owen],
      [headings, 'PL1,70000012H,2026-05-20,PAID,60.00,0.00,60.00,'],
      '100.00',
    )
    const { councilId, inCouncil, accounts } = council
    const { id: receiptId } = await council.lump()
    assert((await council.post(receiptId)).ok)
    const of = { councilId, receiptId, why: 'They rang.', actor }
    const [first = '', second = ''] = accounts
    const to = (accountId: string, amount: bigint) => ({ ...of, parts: [{ accountId, amount }] })
    assert(!(await inCouncil(db => postReceipt(db, to(second, 100_00n)))).ok)
    assert((await inCouncil(db => postReceipt(db, to(second, 40_00n)))).ok)
    assert.equal(await council.suspense(), 0n)
    const whole = await inCouncil(db => moveReceipt(db, to(first, 100_00n)))
    assert(!whole.ok)
    assert.deepEqual([await council.balance(0), await council.balance(1)], [440_00n, 460_00n])
    const rest = await inCouncil(db => moveReceipt(db, to(first, 40_00n)))
    assert(rest.ok, rest.ok ? '' : rest.refusal.says)
    assert.deepEqual([await council.balance(0), await council.balance(1)], [400_00n, 500_00n])

    // The bank takes the whole back, in the words that it brought it: nobody can say which part is gone.
    await council.takeCredits({
      side: 'DBIT',
      amount: '100.00',
      remittance: 'WEEK 23',
      name: 'FAIRWAY ENF',
      reference: 'LUMP',
    })
    const line = (await council.lines()).find(({ state }) => state === 'to explain')
    const back = await inCouncil(db => returnReceipt(db, { ...of, lineId: line?.id ?? '' }))
    assert(!back.ok)
    assert.match(back.refusal.says, /opened into the payments/)
    assert.deepEqual([await council.balance(0), await council.suspense()], [400_00n, 0n])
  })
})
