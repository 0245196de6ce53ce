import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { ask, written } from '../calculation.ts'
import { businessRatesTimeline } from './recovery-dates.calculation.ts'
import {
  afterFurtherNotice,
  afterLaterDefault,
  afterRatesReminder,
  lastDayToApplyForRates,
} from './recovery-dates.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

suite('business rates recovery dates', () => {
  test('periods begin with service', () => {
    const further = afterFurtherNotice(day('2025-12-15'))
    assert.deepEqual(
      [further.payBy, further.balancePayableEndOf, further.earliestComplaint].map(String),
      ['2025-12-21', '2025-12-28', '2025-12-29'],
    )
    const literal = afterFurtherNotice(day('2025-12-15'), 'the last day')
    assert.equal(String(literal.balancePayableEndOf), '2025-12-27')
    const reminder = afterRatesReminder(day('2025-07-01'))
    assert.deepEqual([reminder.payBy, reminder.earliestComplaint].map(String), [
      '2025-07-07',
      '2025-07-08',
    ])
  })

  test('six years that begin with the day end the day before it', () => {
    for (const [due, last] of [
      ['2020-05-20', '2026-05-19'],
      ['2019-12-31', '2025-12-30'],
      ['2020-02-29', '2026-02-28'],
    ] as const)
      assert.equal(String(lastDayToApplyForRates(day(due))), last)
  })

  test('before there were such rates nothing is answered', () => {
    assert.throws(() => afterRatesReminder(day('1990-03-31')), { name: 'NotAnswered' })
  })

  test('after the one further notice a later default needs no other', () => {
    const furtherNoticeServed = day('2025-05-12')
    const later = { furtherNoticeServed, instalmentDue: day('2025-07-01') }
    assert.deepEqual(
      [afterLaterDefault(later), afterLaterDefault(later, 'the last day')].map(made =>
        [made.balancePayableEndOf, made.earliestComplaint, made.lastDayToApply].map(String),
      ),
      [
        ['2025-07-08', '2025-07-09', '2031-07-06'],
        ['2025-07-07', '2025-07-08', '2031-07-06'],
      ],
    )
    assert.throws(
      () => afterLaterDefault({ furtherNoticeServed, instalmentDue: day('2025-05-18') }),
      { name: 'NotAnswered', message: /for the further notice itself/ },
    )
    const first = afterLaterDefault({ furtherNoticeServed, instalmentDue: day('2025-05-19') })
    assert.equal(String(first.earliestComplaint), '2025-05-27')
  })

  test('each is found by what is asked, with a summons if there is one', () => {
    const answer = (input: Readonly<Record<string, unknown>>) => {
      const outcome = ask(businessRatesTimeline, input)
      return outcome.ok ? written(outcome.value.answer) : outcome.refusal.says
    }
    assert.deepEqual(
      answer({ reg11_reminder_served: '2025-07-01', summons_posted_first_class: '2025-07-08' }),
      {
        pay_by: '2025-07-07',
        earliest_complaint: '2025-07-08',
        summons_deemed_served: '2025-07-10',
        earliest_hearing: '2025-07-25',
      },
    )
    assert.deepEqual(
      answer({ further_notice_served: '2025-05-12', later_instalment_due: '2025-07-01' }),
      {
        balance_payable_end_of: '2025-07-08',
        earliest_complaint: '2025-07-09',
        further_notice_required: false,
      },
    )
    for (const [input, says] of [
      [{ further_notice_served: '2025-02-29' }, /a day that exists/],
      [{ sum_became_due: '1990-03-31' }, /do not know/],
      [{ reminder_posted: '2025-05-12' }, /not something this calculation asks for/],
      [
        { reg11_reminder_served: '2025-07-01', summons_posted_first_class: '2025-07-07' },
        /may complain from 8 July/,
      ],
    ] as const)
      assert.match(String(answer(input)), says)
  })

  test('property: two weeks from service, and a later service never ends earlier', () => {
    const days = fc.integer({ min: 0, max: 4748 })
    fc.assert(
      fc.property(days, fc.nat(100), (n, more) => {
        const served = day('2020-01-01').add({ days: n })
        const made = afterFurtherNotice(served)
        assert.equal(served.until(made.earliestComplaint).days, 14)
        assert.equal(served.until(afterRatesReminder(served).earliestComplaint).days, 7)
        const later = afterFurtherNotice(served.add({ days: more }))
        assert(Temporal.PlainDate.compare(made.lastDayToApply, later.lastDayToApply) <= 0)
      }),
    )
  })
})
