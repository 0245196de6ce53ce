import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { putAsideRows } from './rows.ts'
import {
  aTakingCouncil,
  balanceOf,
  debt,
  debtHeader as header,
  loadBytes,
  loaded,
  payment,
  paymentHeader,
  profileNamed,
  whatIsThere,
} from './testing.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const aCouncil = () => aTakingCouncil(database, ++councils)

/** Counts and pence, the three places beside the whole. */
const placesOf = (report: Awaited<ReturnType<typeof loaded>>) => ({
  rows: [report.rows, report.applied, report.putAside, report.duplicates],
  pence: [report.total, report.appliedPence, report.putAsidePence, report.duplicatePence],
})

suite('loading a file', () => {
  test('opens accounts, posts charges, takes payments off them, and keeps what nobody owes in suspense', async () => {
    const council = await aCouncil()
    await loaded(database, council, 'debts-neutral', [
      header,
      debt('A1', '100.00'),
      debt('A2', '50.50', 'Ben Okoro'),
    ])
    const report = await loaded(database, council, 'payments-neutral', [
      paymentHeader,
      payment('B1', '30.00', 'A1'),
      payment('B2', '7.00', 'nobody’s'),
      'TRAILER,2,37.00',
    ])
    assert.deepEqual(placesOf(report), { rows: [2, 2, 0, 0], pence: [37_00n, 37_00n, 0n, 0n] })
    assert.equal(await balanceOf(database, council, 'A1'), 70_00n)
    assert.equal(await balanceOf(database, council, 'A2'), 50_50n)
    assert.equal((await whatIsThere(database, council)).suspense, 1)
  })

  test('a small council’s first file is counted for the planner beside a large one’s', async () => {
    const council = await aCouncil()
    await loaded(database, council, 'debts-neutral', [header, debt('A1', '100.00')])
    const { believed, really } = await database.one(
      z.object({ believed: z.number(), really: z.number() }),
      sql`
        select (select reltuples::int from pg_class where oid = 'debts.liability'::regclass) as believed,
          (select count(*)::int from debts.liability) as really`,
    )
    assert.equal(believed, really)
  })

  test('a file that is too large is refused, and nothing of it is kept', async () => {
    const council = await aCouncil()
    const bytes = Buffer.from([header, debt('A1', '100.00')].join('\r\n'))
    const before = await whatIsThere(database, council)
    const feed = profileNamed('debts-neutral')
    const refusal = await loadBytes(database, council, feed, bytes, {
      largest: bytes.length - 1,
      chunk: 7,
    })
    assert.equal(refusal.ok || refusal.refusal.code, 'imports/too-large')
    assert.deepEqual(await whatIsThere(database, council), before)
    const loaded = await loadBytes(database, council, feed, bytes, { largest: bytes.length })
    assert(loaded.ok)
  })

  test('the same bytes again, under any name and in any chunks, change nothing', async () => {
    const council = await aCouncil()
    const bytes = Buffer.from([header, debt('A1', '100.00'), debt('A2', 'x')].join('\r\n'))
    const feed = profileNamed('debts-neutral')
    const first = await loadBytes(database, council, feed, bytes)
    const before = await whatIsThere(database, council)
    const again = await loadBytes(database, council, feed, bytes, {
      fileName: 'renamed.csv',
      chunk: 7,
    })
    assert(first.ok && again.ok)
    assert.equal(again.value.again, true)
    assert.equal(again.value.fileId, first.value.fileId)
    assert.equal(again.value.fileName, 'night.csv')
    assert.deepEqual(await whatIsThere(database, council), before)
  })

  test('the same row in another file is known already; likeness is not sameness', async () => {
    const council = await aCouncil()
    await loaded(database, council, 'payments-neutral', [
      paymentHeader,
      payment('B1', '30.00', 'A1'),
      payment('B2', '30.00', 'A1'),
      'TRAILER,2,60.00',
    ])
    const report = await loaded(database, council, 'payments-neutral', [
      paymentHeader,
      payment('B2', '30.00', 'A1'),
      payment('B3', '1.00', 'A1'),
      'TRAILER,2,31.00',
    ])
    assert.deepEqual(placesOf(report), {
      rows: [2, 1, 0, 1],
      pence: [31_00n, 1_00n, 0n, 30_00n],
    })
    assert.equal((await whatIsThere(database, council)).suspense, 3)
  })

  test('the same key with another amount is put aside, in one file and in two, and its cells are kept', async () => {
    const council = await aCouncil()
    const report = await loaded(database, council, 'debts-neutral', [
      header,
      debt('A1', '100.00'),
      debt('A1', '100.00'),
      debt('A1', '101.00'),
    ])
    assert.deepEqual(placesOf(report), {
      rows: [3, 1, 1, 1],
      pence: [301_00n, 100_00n, 101_00n, 100_00n],
    })
    const later = await loaded(database, council, 'debts-neutral', [header, debt('A1', '102.00')])
    const [row] = await asCouncil(database, council, db =>
      putAsideRows(db, { councilId: council, fileId: later.fileId }),
    )
    assert.match(row?.reason ?? '', /loaded on \d\d \w+ \d{4} with another amount/)
    assert.deepEqual(row?.raw, debt('A1', '102.00').split(','))
    assert.equal(await balanceOf(database, council, 'A1'), 100_00n)
  })

  test('a row that is wrong is put aside with line, column, reason and cells; the others go in', async () => {
    const council = await aCouncil()
    const report = await loaded(database, council, 'debts-neutral', [
      header,
      debt('A1', '100.00'),
      '',
      debt('A2', '12.345'),
      debt('A3', '1.00').replace('council_tax', 'poll_tax'),
      'NDR,A4,council_tax',
      debt('A5', '2.00', '"Ada\nPrice"'),
      debt('A6', '3.00'),
    ])
    assert.deepEqual(placesOf(report).rows, [6, 2, 4, 0])
    assert.equal(report.blankLines, 1)
    const rows = await asCouncil(database, council, db =>
      putAsideRows(db, { councilId: council, fileId: report.fileId }),
    )
    assert.deepEqual(
      rows.map(({ lineNo, columnName, reason }) => [lineNo, columnName, reason]),
      [
        [4, 'amount', 'it has a part of a penny'],
        [5, 'debt_type', 'the profile does not say what it means'],
        [6, 'the whole row', 'it has 3 columns and the header has 14'],
        [7, 'debtor_name', 'it has a line end or a control character in it'],
      ],
    )
    assert.deepEqual(rows[2]?.raw, ['NDR', 'A4', 'council_tax'])
    assert.deepEqual(
      report.reasons.map(({ column, rows }) => [column, rows]),
      [
        ['amount', 1],
        ['debt_type', 1],
        ['the whole row', 1],
        ['debtor_name', 1],
      ],
    )
  })

  test('what moves money on an account that is not there is put aside, unless it is a payment', async () => {
    const council = await aCouncil()
    const report = await loaded(database, council, 'sundry-transactions', [
      'Document No,Invoice No,Document Type,Amount,Posting Date,Text,Remitter,Payment Method',
      'D1,I404,CREDIT NOTE,5.00,01-Jun-2026,,,',
      'D2,I404,RECEIPT,6.00,01-Jun-2026,,,',
    ])
    assert.deepEqual(placesOf(report).rows, [2, 1, 1, 0])
    assert.equal(report.reasons[0]?.reason, 'no account of this source has that reference')
  })

  test('a kind of debt that is not on the council’s register is put aside', async () => {
    const council = await aCouncil()
    const feed = profileNamed('debts-neutral')
    const profile = {
      ...feed,
      values: { ...feed.values, debtType: { council_tax: 'window tax' } },
    }
    const report = await loaded(database, council, profile, [header, debt('A1', '1.00')])
    assert.deepEqual(
      report.reasons.map(({ column, reason }) => [column, reason]),
      [['debt type', 'the council’s register has no such type of debt']],
    )
  })

  test('a payment may have the very reference that an account has', async () => {
    const council = await aCouncil()
    await loaded(database, council, 'debts-neutral', [header, debt('A1', '100.00')])
    await loaded(database, council, 'payments-neutral', [
      paymentHeader,
      payment('A1', '40.00', 'A1'),
      'TRAILER,1,40.00',
    ])
    assert.equal(await balanceOf(database, council, 'A1'), 60_00n)
  })

  test('two feeds of one source cannot both open an account', async () => {
    const council = await aCouncil()
    await loaded(database, council, 'debts-neutral', [header, debt('A1', '100.00')])
    const other = { ...profileNamed('debts-neutral'), name: 'debts-other' }
    const report = await loaded(database, council, other, [header, debt('A1', '100.00')])
    assert.deepEqual(placesOf(report).rows, [1, 0, 1, 0])
    assert.equal(await balanceOf(database, council, 'A1'), 100_00n)
  })

  test('a placeholder name belongs to nobody, so two of them are two', async () => {
    const council = await aCouncil()
    await loaded(database, council, 'debts-neutral', [
      header,
      debt('A1', '1.00', 'THE ACCOUNT HOLDER'),
      debt('A2', '1.00', 'The Account Holder'),
    ])
    assert.equal((await whatIsThere(database, council)).parties, 2)
  })

  test('the same bytes twice at the same moment are one file', async () => {
    const council = await aCouncil()
    const bytes = Buffer.from([header, debt('A1', '100.00'), debt('A2', 'x')].join('\n'))
    const feed = profileNamed('debts-neutral')
    const both = await Promise.all([1, 2].map(() => loadBytes(database, council, feed, bytes)))
    assert(both.every(({ ok }) => ok))
    const { accounts, applied, owed } = await whatIsThere(database, council)
    assert.deepEqual({ accounts, applied, owed }, { accounts: 1, applied: 1, owed: 100_00n })
  })

  test('two overlapping files at the same moment apply each row once', async () => {
    const council = await aCouncil()
    const files = [1, 2, 3].map(n => [
      paymentHeader,
      ...Array.from({ length: 40 }, (_, k) => payment(`B${k + n * 20}`, '1.00', 'A1')),
      'TRAILER,40,40.00',
    ])
    const reports = await Promise.all(
      files.map(lines => loaded(database, council, 'payments-neutral', lines)),
    )
    assert.equal(
      reports.reduce((sum, { applied }) => sum + applied, 0),
      80,
    )
    assert.equal((await whatIsThere(database, council)).entries, 80)
  })
})
