import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { presentAgain } from './present-again.ts'
import { aToldPayer, codeOf, day, valueOf } from './testing/council.ts'
import { someAdvices, someArudd } from './testing/reports.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const told = () => aToldPayer(database, ++councils)

suite('what Bacs reports', () => {
  const unpaid = (reference: string, returnCode: string, valueOf = '100.00') =>
    someArudd({
      items: [{ ref: reference, returnCode, valueOf, originalProcessingDate: '2026-05-29' }],
      processed: '2026-06-03',
    })

  test('no money: the payment comes off, and may be asked for once more within the month', async () => {
    const council = await told()
    await council.collected()
    await council.take(unpaid(council.reference, '0128'), '2026-06-03')
    assert.equal(await council.balance(council.accountId), 1_000_00n)
    const [first] = await council.collections(council.mandateId)
    assert.equal(first?.is, '2026-06-01 returned')
    assert.equal((await council.mandate(council.mandateId)).state, 'active')
    assert.equal((await council.night('2026-06-03')).notices, 0, 'nothing is asked for by itself')
    const again = (today: string) =>
      council.inCouncil(db =>
        presentAgain(db, {
          councilId: council.councilId,
          collectionId: first.id,
          today: day(today),
          actor: 'officer',
        }),
      )
    assert.equal(codeOf(await again('2026-06-20')), 'cannot-present-again')
    assert.equal(String(valueOf(await again('2026-06-04'))), '2026-06-22')
    assert.equal(codeOf(await again('2026-06-04')), 'cannot-present-again')
    await council.sendNotices('2026-06-04')
    await council.send('2026-06-22', '2026-06-17')
    await council.night('2026-06-22')
    assert.equal(await council.balance(council.accountId), 900_00n)
    const text = await database.one(
      z.object({ text: z.string() }),
      sql`
        select convert_from(bytes, 'UTF8') as text from payments.bacs_file_bytes
        where council_id = ${council.councilId}::int and convert_from(bytes, 'UTF8') like 'VOL1000003%'`,
    )
    assert.match(text.text, /^10000112345679018/m)
  })

  test('no money, and paid in another way since: nothing is taken once more, before its notice or after', async () => {
    const again = (council: Awaited<ReturnType<typeof told>>, collectionId: string) =>
      council.inCouncil(db =>
        presentAgain(db, {
          councilId: council.councilId,
          collectionId,
          today: day('2026-06-04'),
          actor: 'officer',
        }),
      )
    const before = await told()
    const first = await before.returned()
    // April, May and June.
    await before.pay(300_00n)
    assert.equal(codeOf(await again(before, first)), 'paid-otherwise')

    const council = await told()
    valueOf(await again(council, await council.returned()))
    await council.sendNotices('2026-06-04')
    await council.pay(300_00n)
    assert.equal(codeOf(await council.propose('2026-06-22', '2026-06-17')), 'nothing-to-send')
    await council.night('2026-06-10')
    assert.equal((await council.states())[1], '2026-06-22 cancelled')

    // July’s own is neither kept from being taken by it nor takes its place.
    const late = await told()
    valueOf(await again(late, await late.returned()))
    await late.sendNotices('2026-06-04')
    await late.pay(200_00n)
    await late.night('2026-06-10')
    assert.deepEqual((await late.states()).slice(1, 3), [
      '2026-06-22 notified',
      '2026-07-01 notified',
    ])
  })

  test('instruction cancelled: the mandate ends with all that has not left, whatever repeats it', async () => {
    const council = await told()
    await council.collected()
    assert.equal((await council.take(unpaid(council.reference, '1012'), '2026-06-03')).again, false)
    assert.equal((await council.mandate(council.mandateId)).state, 'cancelled')
    assert.deepEqual(await council.states(), [
      '2026-06-01 returned',
      ...['2026-07-01', '2026-08-03', '2026-09-01'].map(on => `${on} cancelled`),
    ])
    // The same line in another report.
    const repeated = someArudd({
      items: [
        {
          ref: council.reference,
          returnCode: '1012',
          valueOf: '100.00',
          originalProcessingDate: '2026-05-29',
        },
      ],
      processed: '2026-06-04',
    })
    await council.take(repeated, '2026-06-04')
    assert.equal(await council.balance(council.accountId), 1_000_00n)
    assert.deepEqual(await council.alarms(), [])
  })

  test('the payer has died: all contact stops', async () => {
    const council = await told()
    await council.take(
      someAdvices({
        kind: 'ADDACS',
        records: [
          { reference: council.reference, 'reason-code': '2', 'effective-date': '2026-05-20' },
        ],
      }),
      '2026-05-22',
    )
    assert.equal((await council.mandate(council.mandateId)).state, 'cancelled')
    const { deceasedOn } = await database.one(
      z.object({ deceasedOn: z.string() }),
      sql`
        select deceased_on::text from parties.party
        where council_id = ${council.councilId}::int and id = ${council.partyId}::uuid`,
    )
    assert.equal(deceasedOn, '2026-05-20')
    assert.deepEqual(await council.alarms(), ['payer died'])
    assert.equal(codeOf(await council.setUp(council.accountId)), 'payer-died')
  })

  test('an account that moved is followed, and nothing is cancelled or lodged', async () => {
    const council = await told()
    const moved = { 'payer-new-sort-code': '11-00-01', 'payer-new-account-number': '00900001' }
    await council.take(
      someAdvices({
        kind: 'ADDACS',
        first: 1,
        last: 1,
        records: [{ reference: council.reference, 'reason-code': '3', aosn: '1', ...moved }],
      }),
      '2026-05-22',
    )
    assert.equal((await council.mandate(council.mandateId)).state, 'active')
    assert((await council.states()).every(is => is.endsWith('notified')))
    const serial = await council.send('2026-06-01', '2026-05-26')
    const { text } = await database.one(
      z.object({ text: z.string() }),
      sql`
        select convert_from(content.bytes, 'UTF8') as text from payments.bacs_file_bytes as content
        join payments.bacs_file as file on file.council_id = ${council.councilId}::int and file.id = content.file_id
        where content.council_id = ${council.councilId}::int and file.serial = ${serial}::int`,
    )
    assert.match(text, /^11000100900001001/m)
    assert.doesNotMatch(text, /00N|00C/)
  })

  test('moved, and nobody says where to: paused until somebody looks; reinstated: back', async () => {
    const council = await told()
    const advice = (code: string, aosn: string) =>
      someAdvices({
        kind: 'ADDACS',
        first: Number(aosn),
        last: Number(aosn),
        records: [{ reference: council.reference, 'reason-code': code, aosn }],
      })
    await council.take(advice('3', '1'), '2026-05-22')
    assert.match(
      (await council.mandate(council.mandateId)).pausedWhy ?? '',
      /moved to another bank/,
    )
    assert.equal(codeOf(await council.propose('2026-06-01', '2026-05-26')), 'nothing-to-send')
    await council.take(advice('1', '2'), '2026-05-22')
    assert.equal((await council.mandate(council.mandateId)).state, 'cancelled')
    await council.take(advice('R', '5'), '2026-05-22')
    assert.equal((await council.mandate(council.mandateId)).state, 'active')
    assert.deepEqual(await council.alarms(), ['paused', 'gap'])
  })

  test('an older advice only then: what the bank said later stands, but that the payer has died is heard', async () => {
    const council = await told()
    const advice = (number: number, code: string) =>
      someAdvices({
        kind: 'ADDACS',
        first: number,
        last: number,
        records: [{ reference: council.reference, 'reason-code': code, aosn: String(number) }],
      })
    await council.take(advice(12, 'R'), '2026-05-20')
    await council.take(advice(11, '1'), '2026-05-21')
    assert.equal((await council.mandate(council.mandateId)).state, 'active')
    await council.take(advice(14, '1'), '2026-05-22')
    await council.take(advice(13, 'R'), '2026-05-23')
    assert.equal((await council.mandate(council.mandateId)).state, 'cancelled')
    await council.take(advice(10, '2'), '2026-05-24')
    assert.deepEqual(await council.alarms(), ['gap', 'payer died'])
  })

  test('a number that a report has not, of those it says it has, is a gap too; what it has is taken', async () => {
    const council = await told()
    const report = (first: number, ...numbers: readonly number[]) =>
      someAdvices({
        kind: 'ADDACS',
        first,
        last: first + 2,
        records: numbers.map(aosn => ({
          reference: council.reference,
          'reason-code': '1',
          aosn: String(aosn),
        })),
      })
    await council.take(report(7, 7, 8, 9), '2026-05-22')
    assert.deepEqual(await council.alarms(), [])
    await council.take(report(10, 10, 12), '2026-05-22')
    assert.deepEqual(await council.alarms(), ['gap'])
    assert.equal((await council.mandate(council.mandateId)).state, 'cancelled')
  })

  test('what is not ours, and what cannot be read, changes nothing and is not lost', async () => {
    const council = await told()
    await council.collected()
    await council.take(unpaid('SOMEBODY-1', '1012'), '2026-06-03')
    await council.take(unpaid(council.reference, '1012', '99.00'), '2026-06-03')
    assert.deepEqual(await council.alarms(), ['not ours', 'not ours'])
    const refused = async (bytes: Uint8Array) =>
      (await council.take(bytes, '2026-06-03')).refusedWhy ?? ''
    assert.match(await refused(unpaid(council.reference, 'Z000')), /reason code “Z”/)
    const others = someArudd({
      userNumber: '111111',
      items: [{ ref: council.reference, returnCode: '1012', valueOf: '100.00' }],
    })
    assert.match(await refused(others), /another service user/)
    assert.match(await refused(Buffer.from('not XML')), /not well-formed/)
    assert.equal(await council.balance(council.accountId), 900_00n)
    assert.equal((await council.mandate(council.mandateId)).state, 'active')
    const { n } = await database.one(
      z.object({ n: z.number() }),
      sql`select count(*)::int as n from payments.bacs_report_bytes where council_id = ${council.councilId}::int`,
    )
    assert.equal(n, 6, 'every file is kept')
  })
})
