import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import {
  collectionsOf,
  daysOfMonth,
  filesOfMonth,
  findFile,
  firstEntry,
  linesOf,
} from './calendar.ts'
import { directDebitRoutes } from './routes.ts'
import { aCollectingCouncil, day } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCollectingCouncil(database, councilId, 2)

suite('the direct-debit calendar', () => {
  test('shows what is collected on each day, how much and how far it has come, and the day’s file', async () => {
    await council.told(...council.accounts)
    await council.send('2026-06-01', '2026-05-26')
    const month = Temporal.PlainYearMonth.from('2026-06')
    const days = await council.inCouncil(db => daysOfMonth(db, councilId, month))
    assert.deepEqual(
      days.map(({ on, state, collections, total }) => [String(on), state, collections, total]),
      [['2026-06-01', 'submitted', 2, 200_00n]],
    )
    const [file] = await council.inCouncil(db => filesOfMonth(db, councilId, month))
    assert(file)
    assert.deepEqual(
      [file.state, file.serial, file.debits, file.debitTotal],
      ['released', 2, 2, 200_00n],
    )
    const lines = await council.inCouncil(db => linesOf(db, councilId, file))
    assert.deepEqual(
      lines.map(({ lastFour, amount }) => [lastFour, amount]),
      [
        ['5679', 100_00n],
        ['5679', 100_00n],
      ],
    )
    const next = await council.inCouncil(db => daysOfMonth(db, councilId, month.add({ months: 1 })))
    assert.deepEqual(
      next.map(({ state, collections }) => [state, collections]),
      [['notified', 2]],
    )
  })

  test('of another council shows nothing of it', async () => {
    const other = await aCollectingCouncil(database, 2, 1)
    const month = Temporal.PlainYearMonth.from('2026-06')
    const [file] = await council.inCouncil(db => filesOfMonth(db, councilId, month))
    assert.deepEqual(await other.inCouncil(db => daysOfMonth(db, 2, month)), [])
    assert.equal(await other.inCouncil(db => findFile(db, 2, file?.id ?? '')), undefined)
    const accountId = council.accounts[0] ?? ''
    assert.deepEqual(
      await other.inCouncil(db => collectionsOf(db, { councilId: 2, accountId })),
      [],
    )
  })

  test('the first day that a file can still take money on is two working days on', () => {
    assert.equal(String(firstEntry(day('2026-11-26'))), '2026-11-30')
    assert.equal(String(firstEntry(day('2026-11-28'))), '2026-12-02')
    assert.equal(String(firstEntry(day('2026-12-24'))), '2026-12-30')
  })

  test('every way in names a permission of direct debits', () => {
    assert(directDebitRoutes.length > 15)
    for (const { path, permission } of directDebitRoutes)
      assert.match(permission, /^direct-debits:/, path)
  })
})
