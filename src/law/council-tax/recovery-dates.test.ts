import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import {
  afterFinalNotice,
  afterReminder,
  afterThirdDefault,
  hearingOf,
  lastDayToApplyFor,
} from './recovery-dates.ts'
import { welshRecovery } from './recovery-dates-wales.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const first = day('2020-01-01')
/** Any day from 2020 to 2032. */
const anyDay = fc.integer({ min: 0, max: 4748 }).map(days => first.add({ days }))
const until = (a: Temporal.PlainDate, b: Temporal.PlainDate) => a.until(b).days

suite('council tax recovery dates in England', () => {
  test('a reminder: seven days, a further seven on the kinder reading, and the day after', () => {
    const asked = {
      nation: 'England',
      instalmentDue: day('2025-05-01'),
      issuedOn: day('2025-05-12'),
    } as const
    const kinder = afterReminder(asked)
    assert.deepEqual(
      [kinder.payBy, kinder.balancePayableEndOf, kinder.earliestComplaint].map(String),
      ['2025-05-18', '2025-05-25', '2025-05-26'],
    )
    const literal = afterReminder({ ...asked, dayOfFailure: 'the last day' })
    assert.equal(String(literal.earliestComplaint), '2025-05-25')
    // The council’s own time is counted from the earlier of the two, whichever is used.
    assert.equal(String(kinder.lastDayToApply), '2031-05-23')
    assert.equal(String(literal.lastDayToApply), '2031-05-23')
  })

  test('a summons: second working day, fourteen days elapsed, and a day the court sits', () => {
    const may = { earliestComplaint: day('2025-05-26') }
    const { served, earliestHearing } = hearingOf(day('2025-06-02'), may)
    assert.deepEqual([served, earliestHearing].map(String), ['2025-06-04', '2025-06-19'])
    const christmas = hearingOf(day('2025-12-10'), may)
    assert.equal(String(christmas.earliestHearing), '2025-12-29')
    assert.equal(
      String(hearingOf(day('2025-06-02'), { ...may, days: 14 }).earliestHearing),
      '2025-06-18',
    )
  })

  test('a third default and a final notice', () => {
    assert.equal(String(afterThirdDefault('England', day('2025-12-25'))), '2025-12-26')
    const { payBy, earliestComplaint } = afterFinalNotice('England', day('2025-12-22'))
    assert.deepEqual([payBy, earliestComplaint].map(String), ['2025-12-28', '2025-12-29'])
  })

  test('six years that begin with a day end on the day before it', () => {
    for (const [due, last] of [
      ['2019-04-01', '2025-03-31'],
      ['2020-02-29', '2026-02-28'],
      ['2020-03-01', '2026-02-28'],
      ['2026-01-01', '2031-12-31'],
    ] as const)
      assert.equal(String(lastDayToApplyFor(day(due))), last)
  })

  test('what cannot be is refused in a sentence', () => {
    const asked = { instalmentDue: day('2025-06-01'), issuedOn: day('2025-06-01') }
    for (const [wrong, says] of [
      [() => afterReminder({ nation: 'England', ...asked }), /unpaid from the day after/],
      [
        () => hearingOf(day('2025-06-01'), { earliestComplaint: day('2025-06-02') }),
        /may complain from/,
      ],
      [() => afterFinalNotice('Wales', day('2026-04-01')), /its own recovery/],
      [
        () =>
          afterReminder({
            nation: 'England',
            instalmentDue: day('1990-01-01'),
            issuedOn: day('1990-02-01'),
          }),
        /do not know/,
      ],
    ] as const)
      assert.throws(wrong, { name: 'NotAnswered', message: says })
    assert.equal(String(afterFinalNotice('Wales', day('2026-03-31')).payBy), '2026-04-06')
  })

  test('property: no step comes before its period has run, and a later start never ends earlier', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 400 }), (issuedOn, more) => {
        const asked = { nation: 'England', instalmentDue: issuedOn.subtract({ days: 1 }) } as const
        const made = afterReminder({ ...asked, issuedOn })
        assert.equal(until(issuedOn, made.payBy), 6)
        assert.equal(until(issuedOn, made.earliestComplaint), 14)
        assert(until(issuedOn, made.lastDayToApply) > 2191)
        const later = afterReminder({ ...asked, issuedOn: issuedOn.add({ days: more }) })
        assert(until(made.earliestComplaint, later.earliestComplaint) >= 0)
        assert(until(made.lastDayToApply, later.lastDayToApply) >= 0)
        const literal = afterReminder({ ...asked, issuedOn, dayOfFailure: 'the last day' })
        assert.equal(until(literal.earliestComplaint, made.earliestComplaint), 1)
      }),
    )
  })

  test('property: fourteen days have always elapsed since service, on a day the court sits', () => {
    const known = fc.integer({ min: 0, max: 1700 }).map(days => day('2023-01-10').add({ days }))
    fc.assert(
      fc.property(known, posted => {
        const { served, earliestHearing } = hearingOf(posted, { earliestComplaint: posted })
        assert(until(posted, served) >= 2)
        assert(until(served, earliestHearing) > 14)
        assert(earliestHearing.dayOfWeek <= 5)
      }),
    )
  })
})

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
})
