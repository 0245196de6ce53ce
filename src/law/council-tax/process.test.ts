import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  daysUntilBalancePayable,
  daysUntilBalancePayableInWales,
  finalNoticeInWales,
  finalNoticeDaysInWales,
  furtherDays,
  furtherDaysInWales,
  isNewInWales,
  reminderDays,
  reminderDaysInWales,
  remindersInAYearInWales,
} from './process.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

suite('council tax process', () => {
  test('Wales parts from England on 1 April 2026', () => {
    assert.equal(isNewInWales(day('2026-03-31')), false)
    assert.equal(isNewInWales(day('2026-04-01')), true)
    assert.throws(() => finalNoticeInWales.on(day('2026-03-31')), { name: 'NotAnswered' })
    assert.equal(finalNoticeInWales.on(day('2026-04-01')).value.daysAfterDefault, 41)
  })

  test('what Wales shared with England ended the day before, and is not asked for after it', () => {
    for (const ended of [
      reminderDaysInWales,
      furtherDaysInWales,
      remindersInAYearInWales,
      finalNoticeDaysInWales,
      daysUntilBalancePayableInWales,
    ]) {
      assert(ended.on(day('2026-03-31')).value > 0)
      assert.throws(() => ended.on(day('2026-04-01')), {
        name: 'NotAnswered',
        message: /ended on 2026-03-31/,
      })
    }
    assert.equal(reminderDays.on(day('2026-04-01')).value, 7)
  })

  test('seven days and a further seven come to fourteen', () => {
    const june = day('2026-06-01')
    assert.equal(
      daysUntilBalancePayable.on(june).value,
      reminderDays.on(june).value + furtherDays.on(june).value,
    )
  })

  test('doubt is written down where it bites', () => {
    assert.match(daysUntilBalancePayable.on(day('2026-06-01')).note ?? '', /to confirm/)
    assert.match(finalNoticeInWales.on(day('2026-06-01')).note ?? '', /to confirm/)
  })
})
