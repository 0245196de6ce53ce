import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { countLine, explainLine, linesToExplain, mayHaveReturned } from './bank-lines.ts'
import { returnReceipt } from './move-receipt.ts'
import { aReceivingCouncil, type Owed } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const receiving = (...owed: readonly Owed[]) => aReceivingCouncil(database, ++councils, owed)
const priya = { reference: '70000012H', name: 'Priya Okafor' }
const actor = 'officer'
const why = 'The payer rang.'
const today = Temporal.PlainDate.from('2026-06-03')

suite('lines that are no payment', () => {
  test('that take back a payment by its own reference take it off its account', async () => {
    const council = await receiving(priya)
    await council.takeCredits({ remittance: priya.reference, reference: 'BK1' })
    await council.takeCredits({
      side: 'DBIT',
      reference: 'BK1',
      extra: '<RvslInd>true</RvslInd>',
      remittance: 'unpaid',
    })
    assert.equal(await council.balance(0), 500_00n)
    assert.deepEqual(
      (await council.receipts()).map(({ state }) => state),
      ['returned'],
    )
    assert.equal(await council.bank(), 0n)
  })

  test('wait until somebody says what they are, once', async () => {
    const council = await receiving(priya)
    await council.takeCredits(
      { remittance: priya.reference, reference: 'BK1' },
      { side: 'DBIT', remittance: 'CHARGES', reference: 'C', amount: '9.00' },
      { side: 'DBIT', remittance: 'recalled', reference: 'D' },
      { currency: 'EUR', remittance: 'from abroad', reference: 'E' },
    )
    const of = { councilId: council.councilId, why: 'Bank charges', actor }
    const lines = await council.inCouncil(db => linesToExplain(db, council.councilId))
    const [charge, recalled, euros] = lines
    assert(charge && recalled && euros && lines.length === 3)
    const explained = await council.inCouncil(db => explainLine(db, { ...of, lineId: charge.id }))
    assert(explained.ok)
    const again = await council.inCouncil(db => explainLine(db, { ...of, lineId: charge.id }))
    assert(!again.ok)
    const [came] = await council.inCouncil(db =>
      mayHaveReturned(db, council.councilId, recalled.id),
    )
    assert(came)
    const returned = await council.inCouncil(db =>
      returnReceipt(db, { ...of, receiptId: came.id, lineId: recalled.id }),
    )
    assert(returned.ok)
    assert.equal(await council.balance(0), 500_00n)
    const counted = await council.inCouncil(db => countLine(db, { ...of, today, lineId: euros.id }))
    assert(!counted.ok)
    assert.match(counted.refusal.says, /in pounds/)
  })

  test('are what we paid and had back, by its return reason or its kind: never a payment of whose reference they have', async () => {
    const council = await receiving(priya)
    const back = (which: string) =>
      `<TxDtls>${which}<RmtInf><Ustrd>70000012H</Ustrd></RmtInf></TxDtls>`
    await council.takeCredits(
      { details: back('<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>'), reference: 'A' },
      {
        details: back(
          '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>',
        ),
        reference: 'B',
      },
    )
    assert.equal(await council.balance(0), 500_00n)
    assert.deepEqual(await council.receipts(), [])
    assert.deepEqual(
      (await council.lines()).map(({ state, why }) => [state, why]),
      Array.from({ length: 2 }, () => ['to explain', 'Money that had gone out came back.']),
    )
  })

  test('are counted as a payment when somebody says they are', async () => {
    const council = await receiving(priya)
    await council.takeCredits({ remittance: 'came back', extra: '<RvslInd>true</RvslInd>' })
    const [line] = await council.inCouncil(db => linesToExplain(db, council.councilId))
    assert(line)
    const of = { councilId: council.councilId, lineId: line.id, why, actor }
    assert((await council.inCouncil(db => countLine(db, { ...of, today }))).ok)
    assert.equal(await council.suspense(), 50_00n)
    assert(!(await council.inCouncil(db => countLine(db, { ...of, today }))).ok)
  })
})
