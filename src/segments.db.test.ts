import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { segmentSheetOf } from './domains/casework/segments/sheet.ts'
import { aToldPayer, day } from './domains/payments/direct-debit/testing/council.ts'
import { someArudd } from './domains/payments/direct-debit/testing/reports.ts'

const database = await aDatabase()
after(() => database.close())

/** The days since a direct debit came back for want of money, as segments read them, once Bacs has returned one so. */
async function afterReturn(councilId: number, returnCode: string) {
  const council = await aToldPayer(database, councilId)
  await council.collected()
  const item = { valueOf: '100.00', originalProcessingDate: '2026-05-29' }
  await council.take(
    someArudd({
      items: [{ ref: council.reference, returnCode, ...item }],
      processed: '2026-06-03',
    }),
    '2026-06-03',
  )
  const today = day('2026-06-11')
  const found = await asCouncil(database, councilId, db =>
    segmentSheetOf(db, {
      councilId,
      accountId: council.accountId,
      today,
      now: today.toZonedDateTime('Europe/London').toInstant(),
    }),
  )
  assert(found)
  return [found.sheet['since debit returned'], String(found.since['since debit returned'])]
}

suite('a direct debit that came back', () => {
  test('says that the money was not there where its reason does', async () => {
    assert.deepEqual(await afterReturn(1, '0128'), [10, '2026-06-01'])
  })
  test('and nothing of money where the account was closed', async () => {
    assert.deepEqual(await afterReturn(2, 'B000'), [null, 'null'])
  })
})
