import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  daysUntilBalancePayable,
  finalNoticeInWales,
  furtherDays,
  isNewInWales,
  reminderDays,
} from './process.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

suite('council tax process', () => {
  test('Wales parts from England on 1 April 2026', () => {
    assert.equal(isNewInWales(day('2026-03-31')), false)
    assert.equal(isNewInWales(day('2026-04-01')), true)
    assert.throws(() => finalNoticeInWales.on(day('2026-03-31')), { name: 'NotAnswered' })
    assert.equal(finalNoticeInWales.on(day('2026-04-01')).value.daysAfterDefault, 41)
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
