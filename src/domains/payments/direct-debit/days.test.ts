import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { isWorkingDay, workingDaysAfter } from '#law/time/calendar.ts'
import { presentAgainBy } from '#law/payments/direct-debit.ts'
import { isBefore, plusDays } from '#values/dates.ts'
import { collectionDay, cycleFor, isDormant, noticeBy, noticeFor, presentAgainOn } from './days.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const ten = { days: 10 }

suite('days of direct debits', () => {
  test('ten working days’ notice, unless another number was agreed', () => {
    assert.deepEqual(noticeFor(day('2026-06-15'), undefined), ten)
    assert.deepEqual(noticeFor(day('2026-06-15'), 5), { days: 5 })
    assert.equal(String(noticeBy(day('2026-06-15'), ten)), '2026-06-01')
  })

  test('collected when due, or on the next working day; later where notice asks for it', () => {
    assert.equal(String(collectionDay(day('2026-12-01'), day('2026-11-01'), ten)), '2026-12-01')
    assert.equal(String(collectionDay(day('2026-12-26'), day('2026-12-01'), ten)), '2026-12-29')
    assert.equal(String(collectionDay(day('2026-12-01'), day('2026-11-30'), ten)), '2026-12-14')
  })

  test('property: never before it is due, never without its notice, never when banks are closed', () => {
    const days = fc.integer({ min: 0, max: 700 }).map(n => plusDays(day('2026-01-01'), n))
    fc.assert(
      fc.property(days, days, fc.integer({ min: 1, max: 20 }), (dueOn, noticeOn, notice) => {
        const on = collectionDay(dueOn, noticeOn, { days: notice })
        assert(!isBefore(on, dueOn) && isWorkingDay(on))
        assert(!isBefore(on, workingDaysAfter(noticeOn, notice)))
        assert(!isBefore(noticeBy(on, { days: notice }), noticeOn) || !isWorkingDay(noticeOn))
      }),
    )
  })

  test('a file is with Bacs two working days before money is taken, and processed the day between', () => {
    const { input, processing, entry } = cycleFor(day('2026-12-29'))
    assert.deepEqual([input, processing, entry].map(String), [
      '2026-12-23',
      '2026-12-24',
      '2026-12-29',
    ])
    assert.throws(() => cycleFor(day('2026-12-28')), /not a day on which banks take/)
  })

  test('presented again with fresh notice within the month, or not at all', () => {
    assert.equal(String(presentAgainOn(day('2026-10-01'), day('2026-10-05'), ten)), '2026-10-19')
    assert.equal(String(presentAgainBy(day('2026-10-01'))), '2026-11-01')
    assert.equal(presentAgainOn(day('2026-10-01'), day('2026-10-20'), ten), undefined)
    assert.equal(
      String(presentAgainOn(day('2026-10-01'), day('2026-10-20'), { days: 5 })),
      '2026-10-27',
    )
  })

  test('dormant when nothing was collected for 24 months', () => {
    assert.equal(isDormant(day('2024-11-02'), day('2026-11-01')), false)
    assert.equal(isDormant(day('2024-11-01'), day('2026-11-01')), true)
  })
})
