import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import fc from 'fast-check'
import { aDatabase } from '#platform/testing/database.ts'
import { camt, camtEntry } from '../statements/testing.ts'
import { explainLine, linesToExplain } from './bank-lines.ts'
import { moveReceipt, returnReceipt, takeBack } from './move-receipt.ts'
import { postReceipt } from './post-receipt.ts'
import { aReceivingCouncil } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const owed = [
  { reference: '70000012H', name: 'Priya Okafor' },
  { reference: '70000013D', name: 'Owen Castle' },
  { reference: '70000014X', name: 'Ada Price' },
]
const actor = 'officer'
const why = 'The payer rang.'

suite('any history', () => {
  test('property: every penny that came in is on an account, in suspense, or gone back; repeats change nothing', async () => {
    const step = fc.record({
      does: fc.constantFrom('arrive', 'post', 'move', 'take back', 'return'),
      which: fc.nat({ max: 20 }),
      to: fc.nat({ max: 2 }),
      amount: fc.integer({ min: 1, max: 300_00 }),
      quotes: fc.nat({ max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async steps => {
        const council = await aReceivingCouncil(database, ++councils, owed)
        let came = 0n
        let returned = 0n
        for (const [n, { does, which, to, amount, quotes }] of steps.entries()) {
          const receipts = await council.receipts()
          const receipt = receipts[which % Math.max(receipts.length, 1)]
          if (does === 'arrive' || !receipt) {
            const remittance = owed[quotes]?.reference ?? 'thank you'
            const pounds = `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, '0')}`
            const text = camt([camtEntry({ amount: pounds, remittance, reference: `R${n}` })])
            assert((await council.take(text)).ok)
            assert((await council.take(text)).ok)
            came += BigInt(amount)
            continue
          }
          const of = { councilId: council.councilId, receiptId: receipt.id, why, actor }
          const parts = [{ accountId: council.accounts[to] ?? '', amount: receipt.amount }]
          if (does === 'post') await council.inCouncil(db => postReceipt(db, { ...of, parts }))
          else if (does === 'move') await council.inCouncil(db => moveReceipt(db, { ...of, parts }))
          else if (does === 'take back') await council.inCouncil(db => takeBack(db, of))
          else {
            await council.takeCredits({
              side: 'DBIT',
              amount: `${receipt.amount / 100n}.${String(receipt.amount % 100n).padStart(2, '0')}`,
              remittance: 'recalled',
              reference: `B${n}`,
            })
            const [line] = await council.inCouncil(db => linesToExplain(db, council.councilId))
            assert(line)
            const back = await council.inCouncil(db =>
              returnReceipt(db, { ...of, lineId: line.id }),
            )
            if (back.ok) returned += receipt.amount
            else
              await council.inCouncil(db =>
                explainLine(db, { councilId: council.councilId, lineId: line.id, why, actor }),
              )
          }
        }
        const paid =
          1_500_00n -
          ((await council.balance(0)) + (await council.balance(1)) + (await council.balance(2)))
        const receipts = await council.receipts()
        const inState = (state: string) =>
          receipts.filter(one => one.state === state).reduce((sum, one) => sum + one.amount, 0n)
        assert.equal(paid, inState('posted'))
        assert.equal(await council.suspense(), inState('in suspense'))
        assert.equal(returned, inState('returned'))
        assert.equal(await council.bank(), came - returned)
        assert.equal(inState('posted') + inState('in suspense') + inState('returned'), came)
      }),
      { numRuns: 8 },
    )
  })
})
