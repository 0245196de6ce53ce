import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { ask, written } from '../calculation.ts'
import { councilTaxTimelineInWales } from './recovery-dates-wales.calculation.ts'
import { welshRecovery } from './recovery-dates-wales.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const until = (a: Temporal.PlainDate, b: Temporal.PlainDate) => a.until(b).days

suite('council tax recovery dates in Wales', () => {
  test('63 days from a missed instalment, more after a late reminder or notice', () => {
    const due = day('2026-04-01')
    const usual = welshRecovery({ missedInstalmentDue: due })
    assert.deepEqual(
      [usual.earliestFinalNotice, usual.payBy, usual.balancePayable, usual.earliestComplaint].map(
        String,
      ),
      ['2026-05-12', '2026-06-01', '2026-06-02', '2026-06-03'],
    )
    assert.equal(usual.daysFromMissedToComplaint, 63)
    const late = welshRecovery({
      missedInstalmentDue: day('2026-06-01'),
      reminderIssued: day('2026-07-05'),
    })
    assert.equal(late.daysFromMissedToComplaint, 70)
  })

  test('a final notice that came too early counts for nothing', () => {
    const due = day('2027-01-15')
    const early = welshRecovery({ missedInstalmentDue: due, finalNoticeIssued: day('2027-02-24') })
    assert.equal(early.isValid, false)
    assert.equal(String(early.payBy), '2027-03-17')
    const good = welshRecovery({ missedInstalmentDue: due, finalNoticeIssued: day('2027-02-25') })
    assert.equal(good.isValid, true)
    assert.equal(String(good.payBy), '2027-03-17')
  })

  test('an instalment missed before 1 April 2026 is refused: what becomes of it is not known', () => {
    assert.throws(() => welshRecovery({ missedInstalmentDue: day('2026-03-31') }), {
      name: 'NotAnswered',
    })
  })

  test('property: never fewer than 63 days, 41 to the notice and 21 to pay', () => {
    const start = day('2026-04-01')
    const days = fc.integer({ min: 0, max: 2000 })
    fc.assert(
      fc.property(days, fc.option(fc.integer({ min: 1, max: 90 })), (n, reminded) => {
        const due = start.add({ days: n })
        const made = welshRecovery({
          missedInstalmentDue: due,
          reminderIssued: reminded === null ? undefined : due.add({ days: reminded }),
        })
        assert(until(due, made.earliestFinalNotice) >= 41)
        if (reminded !== null)
          assert(until(due.add({ days: reminded }), made.earliestFinalNotice) >= 14)
        assert.equal(until(made.earliestFinalNotice, made.payBy), 20)
        assert(made.daysFromMissedToComplaint >= 63)
        assert.equal(until(due, made.earliestComplaint), made.daysFromMissedToComplaint)
      }),
    )
  })

  test('a later reminder or notice puts the rest off, and what is out of order is refused', () => {
    const missedInstalmentDue = day('2026-05-15')
    const made = welshRecovery({
      missedInstalmentDue,
      reminderIssued: day('2026-06-11'),
      finalNoticeIssued: day('2026-06-25'),
    })
    assert.deepEqual([made.isValid, String(made.payBy)], [true, '2026-07-15'])
    assert.equal(String(made.lastDayToApply), '2032-07-15')
    const dayLater = { missedInstalmentDue, reminderIssued: day('2026-06-12') }
    const early = welshRecovery({ ...dayLater, finalNoticeIssued: day('2026-06-25') })
    assert.deepEqual([early.isValid, String(early.earliestFinalNotice)], [false, '2026-06-26'])
    for (const [wrong, says] of [
      [{ reminderIssued: day('2026-05-15') }, /reminder of 15 May 2026 came before/],
      [{ finalNoticeIssued: day('2026-05-15') }, /final notice of 15 May 2026 came before/],
      [
        { reminderIssued: day('2026-07-01'), finalNoticeIssued: day('2026-06-30') },
        /came after the final notice/,
      ],
    ] as const)
      assert.throws(() => welshRecovery({ missedInstalmentDue, ...wrong }), {
        name: 'NotAnswered',
        message: says,
      })
  })

  test('a summons may follow, and another nation is not answered for', () => {
    const input = { regime: 'W', missed_instalment_due: '2026-04-01' }
    const asked = ask(councilTaxTimelineInWales, {
      ...input,
      summons_posted_first_class: '2026-06-03',
    })
    assert(asked.ok)
    assert.partialDeepStrictEqual(written(asked.value.answer), {
      summons_deemed_served: '2026-06-05',
      earliest_hearing: '2026-06-22',
    })
    assert.equal(ask(councilTaxTimelineInWales, { ...input, regime: 'E' }).ok, false)
  })
})
