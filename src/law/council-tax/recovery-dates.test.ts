import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { ask, written } from '../calculation.ts'
import {
  afterFinalNotice,
  afterReminder,
  afterThirdDefault,
  lastDayToApplyFor,
} from './recovery-dates.ts'
import { councilTaxTimelineInEngland } from './recovery-dates.calculation.ts'
import { hearingOf } from './summons.ts'

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
      String(hearingOf(day('2025-06-02'), { ...may, elapsed: 'the last day' }).earliestHearing),
      '2025-06-18',
    )
  })

  test('a third default and a final notice', () => {
    const third = afterThirdDefault('England', day('2025-12-25'))
    assert.deepEqual(
      [third.balancePayable, third.earliestComplaint, third.lastDayToApply].map(String),
      ['2025-12-26', '2025-12-26', '2031-12-25'],
    )
    assert.equal(third.reminders, 2)
    const { payBy, earliestComplaint } = afterFinalNotice('England', day('2025-12-22'))
    assert.deepEqual([payBy, earliestComplaint].map(String), ['2025-12-28', '2025-12-29'])
  })

  test('six years that begin with a day end on the day before it', () => {
    for (const [due, last] of [
      ['2019-04-01', '2025-03-31'],
      ['2020-02-29', '2026-02-28'],
      ['2020-03-01', '2026-02-28'],
      ['2022-03-01', '2028-02-29'],
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
      [() => afterThirdDefault('England', day('1993-03-31')), /do not know/],
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

  test('a summons may follow a reminder, a third default or a final notice', () => {
    const answer = (input: Readonly<Record<string, unknown>>) => {
      const outcome = ask(councilTaxTimelineInEngland, { regime: 'E', ...input })
      return outcome.ok ? written(outcome.value.answer) : outcome.refusal.says
    }
    const final = { final_notice_issued: '2025-12-22', summons_posted_first_class: '2025-12-29' }
    assert.deepEqual(answer(final), {
      pay_by: '2025-12-28',
      earliest_complaint: '2025-12-29',
      summons_deemed_served: '2025-12-31',
      earliest_hearing: '2026-01-15',
    })
    const third = {
      third_default_after_two_reminders_instalment_due: '2025-09-01',
      summons_posted_first_class: '2025-09-02',
      days_after_summons: 'fourteenth',
    }
    assert.deepEqual(answer(third), {
      balance_payable: '2025-09-02',
      earliest_complaint: '2025-09-02',
      reminder_required: false,
      summons_deemed_served: '2025-09-04',
      earliest_hearing: '2025-09-18',
    })
    for (const [input, says] of [
      [{ ...final, summons_posted_first_class: '2025-12-28' }, /may complain from 29 December/],
      [{ ...final, regime: 'S' }, /one of E, W/],
      [{ ...third, summons_posted_first_class: '2029-01-02' }, /2023 to 2028/],
      [{ instalment_due: '2025-05-01', reminder_posted: '2025-02-30' }, /a day that exists/],
    ] as const)
      assert.match(String(answer(input)), says)
    // Days of the calendar are known for any year.
    assert.deepEqual(answer({ final_notice_issued: '2040-02-25' }), {
      pay_by: '2040-03-02',
      earliest_complaint: '2040-03-03',
    })
  })
})
