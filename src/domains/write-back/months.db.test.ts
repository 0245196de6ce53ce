import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import fc from 'fast-check'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import { makeMonth, proposeMonth } from './month.ts'
import { closeMessage } from './settle.ts'
import { codeOf, day, valueOf } from './testing/index.ts'
import { aMonthOf } from './testing/month.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0

const aCouncil = (count = 3) => aMonthOf(database, ++councils, count)

suite('a month of a source', () => {
  test('comes to the penny: what it says, what it was told and has not answered, what is with a person', async () => {
    const council = await aCouncil()
    await council.pay(0, 'p1', 20_00n)
    await council.pay(1, 'p2', 30_00n)
    await council.pay(2, 'p3', 1_00n)
    await council.keep()
    valueOf(await council.make())
    valueOf(
      await council.reply([
        { number: 1, amount: -20_00n },
        { number: 2, amount: -30_00n, no: 'No such account' },
      ]),
    )
    await council.pay(0, 'p4', 7n)
    valueOf(await council.compare())
    const { ours, theirs, waiting, unanswered, exceptions, accepted, unexplained } =
      await council.found()
    assert.deepEqual(
      [ours, theirs, waiting, unanswered, exceptions, accepted, unexplained],
      [1_448_93n, 1_500_00n, -7n, -1_00n, -30_00n, -20_00n, 0n],
    )
    assert.deepEqual(await council.differences(), [])
  })

  test('with the source’s own list says which accounts differ, with both figures, and which are not here', async () => {
    const council = await aCouncil()
    await council.pay(0, 'p1', 20_00n)
    await council.pay(1, 'p2', 30_00n)
    await council.keep()
    valueOf(await council.make())
    valueOf(await council.reply([{ number: 1, amount: -20_00n }]))
    // It has the first payment, and the second though it did not say so; the third account it has otherwise; a fourth is not here.
    valueOf(await council.lists({ 1: 480_00, 2: 470_00, 3: 512_34, X9: 5_00 }))
    valueOf(await council.compare())
    assert.deepEqual(
      (await council.differences()).map(({ reference, accountId, ours, theirs, unexplained }) => [
        reference,
        accountId === null,
        ours,
        theirs,
        unexplained,
      ]),
      [
        ['3', false, 500_00n, 512_34n, -12_34n],
        ['X9', true, 0n, 5_00n, -5_00n],
      ],
    )
  })

  test('is proposed when each difference has its reason, signed by somebody else, and then keeps its figures', async () => {
    const council = await aCouncil()
    valueOf(await council.lists({ 1: 500_00, 2: 500_00, 3: 512_34 }))
    valueOf(await council.compare())
    assert.equal(codeOf(await council.propose()), 'not-explained')
    assert.equal(codeOf(await council.explain('1')), 'no-such-difference')
    valueOf(await council.explain('3'))
    // Compared again, the reason stays while the difference does.
    valueOf(await council.compare())
    valueOf(await council.propose())
    assert.equal(codeOf(await council.compare()), 'month-not-open')
    assert.equal(codeOf(await council.explain('3', 'Another')), 'month-not-open')
    assert.equal(codeOf(await council.decide(true, 'officer')), 'second-person')
    valueOf(await council.decide(false, 'leader'))
    valueOf(await council.propose())
    valueOf(await council.decide(true, 'leader'))
    assert.equal((await council.found()).state, 'closed')
    for (const edit of [
      sql`update write_back.month set ours = 0 where council_id = ${council.councilId}::int`,
      sql`update write_back.month set state = 'open' where council_id = ${council.councilId}::int`,
      sql`delete from write_back.month_difference where council_id = ${council.councilId}::int`,
    ])
      await assert.rejects(
        council.inCouncil(db => db.run(edit)),
        /keeps its/,
      )
    await council.pay(0, 'late', 1_00n)
    assert.equal((await council.found()).ours, 1_500_00n)
  })

  test('is held by the database: nobody signs their own, nor what has no reason', async () => {
    const council = await aCouncil()
    valueOf(await council.lists({ 1: 500_00, 2: 500_00, 3: 1_00 }))
    valueOf(await council.compare())
    const close = (by: string) =>
      council.inCouncil(db =>
        db.run(sql`
          update write_back.month set state = 'closed', closed_by = ${by}::text, closed_at = now()
          where council_id = ${council.councilId}::int`),
      )
    await assert.rejects(close('leader'), /each difference has its reason/)
    valueOf(await council.explain('3'))
    valueOf(await council.propose())
    await assert.rejects(close('officer'), /month_check/)
    // What is signed is what was proposed, to the last figure.
    await assert.rejects(
      council.inCouncil(db =>
        db.run(sql`
          update write_back.month set waiting = waiting + 1, untold = untold - 1
          where council_id = ${council.councilId}::int`),
      ),
      /keeps its figures until somebody decides/,
    )
  })

  test('that goes on, or was compared before it ended, is not proposed', async () => {
    const council = await aCouncil(1)
    const early = { ...council.of, today: day('2026-11-20') }
    valueOf(await council.inCouncil(db => makeMonth(db, { ...early, actor: 'officer' })))
    assert.equal(
      codeOf(await council.inCouncil(db => proposeMonth(db, { ...early, actor: 'officer' }))),
      'month-not-ended',
    )
    assert.equal(codeOf(await council.propose()), 'month-not-ended')
    valueOf(await council.compare())
    valueOf(await council.propose())
    const before = { ...council.of, today: day('2026-10-31'), actor: 'officer' }
    assert.equal(
      codeOf(await council.inCouncil(db => makeMonth(db, { ...before }))),
      'month-not-begun',
    )
  })

  test('property: whatever was paid, told, answered and closed, nothing is left unexplained', async () => {
    const step = fc.record({
      does: fc.constantFrom('pay', 'pay', 'take back', 'make', 'answer', 'reject', 'close'),
      amount: fc.integer({ min: 1, max: 99_99 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async steps => {
        const council = await aCouncil(2)
        let paid = 0
        let replies = 0
        const undone = new Set<number>()
        for (const { does, amount } of steps) {
          const [sent] = (await council.messages()).filter(({ state }) => state === 'sent')
          const [bad] = (await council.messages()).filter(({ state }) => state === 'rejected')
          if (does === 'pay') await council.pay(amount % 2, `p${++paid}`, BigInt(amount))
          else if (does === 'take back' && paid > 0 && !undone.has(paid)) {
            undone.add(paid)
            await council.takeBackPayment(`p${paid}`)
          } else if (does === 'make') {
            await council.keep()
            await council.make()
          } else if (does === 'close' && bad)
            await council.inCouncil(db =>
              closeMessage(db, {
                councilId: council.councilId,
                messageId: bad.id,
                why: 'By hand',
                actor: 'officer',
              }),
            )
          else if (sent && (does === 'answer' || does === 'reject'))
            await council.reply(
              [
                {
                  number: sent.number,
                  amount: sent.amount,
                  ...(does === 'reject' && { no: 'No' }),
                },
              ],
              ++replies,
            )
        }
        valueOf(await council.compare())
        const found = await council.found()
        assert.equal(found.unexplained, 0n)
        assert.deepEqual(await council.differences(), [])
      }),
      { numRuns: 6 },
    )
  })
})
