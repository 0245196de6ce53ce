import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { daysUntilBalancePayable, finalNoticeInWales, reminderDays } from './process.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

suite('council tax process', () => {
  test('Wales parts from England on 1 April 2026', () => {
    assert.equal(finalNoticeInWales.on(day('2026-03-31')).value.daysAfterDefault, 1)
    assert.equal(finalNoticeInWales.on(day('2026-04-01')).value.daysAfterDefault, 41)
  })

  test('seven days and a further seven come to fourteen', () => {
    assert.equal(daysUntilBalancePayable.on(day('2026-06-01')).value, 14)
    assert.equal(reminderDays.on(day('2026-06-01')).value * 2, 14)
  })

  test('doubt is written down where it bites', () => {
    assert.match(daysUntilBalancePayable.on(day('2026-06-01')).note ?? '', /to confirm/)
    assert.match(finalNoticeInWales.on(day('2026-06-01')).note ?? '', /to confirm/)
  })
})
