import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, suite, test } from 'node:test'
import { raw } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aToldPayer } from './testing/council.ts'
import { someAdvices, someDdica, someInputReport } from './testing/reports.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const told = () => aToldPayer(database, ++councils)

suite('money that went back, and files that did not arrive as they left', () => {
  test('a claim under the guarantee comes off, ends what it says, and is looked at; taken back, it comes on again', async () => {
    const council = await told()
    await council.collected()
    const claim = {
      reference: council.reference,
      reason: '5',
      collected: '2026-06-01',
      amount: '100.00',
    }
    await council.take(someDdica({ claims: [claim] }), '2026-06-18')
    assert.equal(await council.balance(council.accountId), 1_000_00n)
    assert.equal((await council.states())[0], '2026-06-01 refunded')
    assert.equal((await council.mandate(council.mandateId)).state, 'cancelled')
    assert.deepEqual(await council.alarms(), ['claim'])
    await council.take(someDdica({ cancelled: [claim] }), '2026-06-25')
    assert.equal(await council.balance(council.accountId), 900_00n)
    assert.equal((await council.states())[0], '2026-06-01 collected')
  })

  test('a claim for a part leaves the rest', async () => {
    const council = await told()
    await council.collected()
    await council.take(
      someDdica({
        claims: [
          { reference: council.reference, reason: '7', collected: '2026-06-01', amount: '40.00' },
        ],
      }),
      '2026-06-18',
    )
    assert.equal(await council.balance(council.accountId), 940_00n)
    assert.equal((await council.mandate(council.mandateId)).state, 'active')
  })

  test('claims for parts come to no more than was taken, and one taken back in part gives that part back', async () => {
    const council = await told()
    await council.collected()
    const claim = (amount: string, reason = '7') => ({
      reference: council.reference,
      reason,
      collected: '2026-06-01',
      amount,
    })
    await council.take(someDdica({ claims: [claim('35.00'), claim('25.00')] }), '2026-06-18')
    await council.take(someDdica({ claims: [claim('70.00')] }), '2026-06-19')
    assert.equal(await council.balance(council.accountId), 960_00n)
    await council.take(someDdica({ cancelled: [claim('35.00'), claim('25.00')] }), '2026-06-25')
    assert.equal(await council.balance(council.accountId), 900_00n)
    await council.take(someDdica({ claims: [claim('100.00')] }), '2026-06-26')
    assert.equal(await council.balance(council.accountId), 1_000_00n)
    await council.take(someDdica({ cancelled: [claim('25.00')] }), '2026-06-27')
    assert.equal(await council.balance(council.accountId), 975_00n)
    assert.equal((await council.states())[0], '2026-06-01 refunded')
  })

  test('two claims of one report for one collection are two, and nothing is in the ledger twice', async () => {
    const council = await told()
    await council.collected()
    const claim = (amount: string) => ({
      reference: council.reference,
      reason: '7',
      collected: '2026-06-01',
      amount,
    })
    await council.take(someDdica({ claims: [claim('60.00'), claim('15.00')] }), '2026-06-18')
    assert.equal(await council.balance(council.accountId), 975_00n)
    await council.take(someDdica({ cancelled: [claim('60.00'), claim('15.00')] }), '2026-06-25')
    assert.equal(await council.balance(council.accountId), 900_00n)
    const text = await readFile('db/invariants.sql', 'utf8')
    const check = text.split(/^-- @inv /m).find(block => block.startsWith('L12 ')) ?? ''
    await database.transaction(async db => {
      await db.script('set local search_path = contract')
      assert.equal(await db.run(raw(check.slice(check.indexOf('\n')).trim().replace(/;$/, ''))), 0)
    })
  })

  test('a file that Bacs rejected is taken off again though its day has passed', async () => {
    const council = await told()
    const serial = String(await council.collected()).padStart(6, '0')
    assert.equal(await council.balance(council.accountId), 900_00n)
    await council.take(
      someAdvices({
        kind: 'AUDREJ',
        records: [{ 'record-type': 'R', 'vol-serial-number': serial, 'file-error-code': '1' }],
      }),
      '2026-06-03',
    )
    assert.equal((await council.states())[0], '2026-06-01 returned')
    assert.equal(await council.balance(council.accountId), 1_000_00n)
    assert.deepEqual(await council.alarms(), ['file differs'])
  })

  test('what Bacs took is compared with what was released, and a file taken twice is seen', async () => {
    const council = await told()
    const serial = String(await council.collected()).padStart(6, '0')
    await council.take(
      someInputReport({ serial, debits: { count: 1, pounds: '100.00' } }),
      '2026-05-29',
    )
    assert.deepEqual(await council.alarms(), [])
    // The file was taken twice at the bureau: the same figures, in a report of another day.
    const processedAgain = Buffer.from(
      Buffer.from(someInputReport({ serial, debits: { count: 1, pounds: '100.00' } }))
        .toString('latin1')
        .replace('2026-11-30', '2026-12-01'),
      'latin1',
    )
    await council.take(processedAgain, '2026-05-29')
    assert.equal((await council.take(processedAgain, '2026-05-29')).again, true)
    await council.take(
      someInputReport({ serial: '000099', debits: { count: 1, pounds: '1.00' } }),
      '2026-05-29',
    )
    assert.deepEqual(await council.alarms(), ['file differs', 'not ours'])
  })
})
