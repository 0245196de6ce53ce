import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { mend } from './mend.ts'
import { findReport } from './report.ts'
import { findAsideRow, putAsideRows } from './rows.ts'
import {
  aTakingCouncil,
  balanceOf,
  debt,
  debtHeader as header,
  loaded,
  testDay,
  whatIsThere,
} from './testing.ts'

const database = await aDatabase()
after(() => database.close())

const cells = (reference: string, amount: string) => debt(reference, amount).split(',')

let councils = 0
/** A council with a file of two rows, the second of them wrong. */
async function aFileWithAFault(second = debt('A2', '12.345'), more: readonly string[] = []) {
  const council = await aTakingCouncil(database, ++councils)
  const file = await loaded(database, council, 'debts-neutral', [
    header,
    debt('A1', '100.00'),
    second,
    ...more,
  ])
  const correct = (typed: readonly string[], rowNo = 2, actor = 'system:test') =>
    asCouncil(database, council, db =>
      mend(db, {
        councilId: council,
        fileId: file.fileId,
        rowNo,
        cells: typed,
        actor,
        businessDate: testDay,
      }),
    )
  const report = () =>
    asCouncil(database, council, db => findReport(db, council, file.fileId)).then(found => ({
      rows: [found.rows, found.applied, found.putAside, found.duplicates],
      pence: [found.total, found.appliedPence, found.putAsidePence, found.duplicatePence],
    }))
  return { council, file, correct, report }
}

suite('correcting a row that was put aside', () => {
  test('applies it, moves its count, and keeps what it said before', async () => {
    const { council, file, correct, report } = await aFileWithAFault()
    const mended = await correct(cells('A2', '12.34'))
    assert(mended?.ok)
    assert.equal(mended.value.state, 'applied')
    assert.equal(await balanceOf(database, council, 'A2'), 12_34n)
    assert.deepEqual(await report(), {
      rows: [2, 2, 0, 0],
      pence: [112_34n, 112_34n, 0n, 0n],
    })
    const row = await asCouncil(database, council, db =>
      findAsideRow(db, { councilId: council, fileId: file.fileId, rowNo: 2 }),
    )
    assert.equal(row?.raw[9], '12.345')
    assert.equal(row.mended?.[9], '12.34')
    assert.equal(row.mendedBy, 'system:test')
    assert.equal(row.reason, 'it has a part of a penny')
    assert.deepEqual(
      await asCouncil(database, council, db =>
        putAsideRows(db, { councilId: council, fileId: file.fileId }),
      ),
      [],
    )
  })

  test('again changes nothing; in another way it is refused', async () => {
    const { council, correct } = await aFileWithAFault()
    await correct(cells('A2', '12.34'))
    const before = await whatIsThere(database, council)
    assert((await correct(cells('A2', '12.34')))?.ok)
    const other = await correct(cells('A2', '13.00'))
    assert(other && !other.ok)
    assert.match(other.refusal.says, /corrected this row before you/)
    assert.deepEqual(await whatIsThere(database, council), before)
  })

  test('by two people at once is done once', async () => {
    const { council, correct } = await aFileWithAFault()
    const both = await Promise.all([
      correct(cells('A2', '12.34')),
      correct(cells('A2', '12.35'), 2, 'system:other'),
    ])
    assert.equal(both.filter(mended => mended?.ok).length, 1)
    assert.equal((await whatIsThere(database, council)).accounts, 2)
  })

  test('that is still wrong changes nothing and says which column', async () => {
    const { council, correct, report } = await aFileWithAFault()
    const before = await report()
    for (const [typed, column, says] of [
      [cells('A2', 'twelve'), 'amount', /not an amount of money/],
      [cells('A1', '12.34'), 'debt_ref', /with another amount/],
      [cells('A2', '12.34').with(3, ''), 'debtor_name', /it is empty/],
      [cells('A2', '12.34').slice(1), 'the whole row', /13 columns/],
    ] as const) {
      const mended = await correct(typed)
      assert(mended && !mended.ok && 'column' in mended)
      assert.equal(mended.column, column)
      assert.match(mended.refusal.says, says)
    }
    assert.deepEqual(await report(), before)
    assert.equal((await whatIsThere(database, council)).accounts, 1)
  })

  test('to what another file has brought since applies nothing twice', async () => {
    const { council, correct, report } = await aFileWithAFault()
    await loaded(database, council, 'debts-neutral', [header, debt('A2', '12.34')])
    const mended = await correct(cells('A2', '12.34'))
    assert(mended?.ok)
    assert.equal(mended.value.state, 'duplicate')
    assert.deepEqual((await report()).rows, [2, 1, 0, 1])
    assert.equal(await balanceOf(database, council, 'A2'), 12_34n)
  })

  test('cannot make the file come to something other than its own trailer says', async () => {
    const wrongKind = debt('A2', '12.34').replace('council_tax', 'poll_tax')
    const { correct } = await aFileWithAFault(wrongKind, ['TRAILER,2,112.34'])
    const mended = await correct(cells('A2', '12.00'))
    assert(mended && !mended.ok)
    assert.match(mended.refusal.says, /come to £112\.34, and with this amount .* £112\.00/)
    assert((await correct(cells('A2', '12.34')))?.ok)
  })

  test('a row with too few cells is made whole under the header', async () => {
    const { council, correct } = await aFileWithAFault('NDR,A2,council_tax')
    assert((await correct(cells('A2', '5.00')))?.ok)
    assert.equal(await balanceOf(database, council, 'A2'), 5_00n)
  })

  test('a row that is not put aside, or is not there, is not found', async () => {
    const { correct } = await aFileWithAFault()
    assert.equal(await correct(cells('A1', '100.00'), 1), undefined)
    assert.equal(await correct(cells('A1', '100.00'), 99), undefined)
  })
})
