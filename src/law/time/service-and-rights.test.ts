import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { isWorkingDay } from './calendar.ts'
import {
  acknowledgeBy,
  answerComplaintBy,
  answerInformationBy,
  answerSubjectBy,
  directDebitNoticeBy,
} from './rights.ts'
import {
  claimFormServed,
  deliveredByPost,
  servedByEmail,
  servedByPost,
  servedPersonally,
} from './service.ts'
import { ask, written } from '../calculation.ts'
import { serviceAndTimeLimits } from './service-and-rights.calculation.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const at = (text: string) => Temporal.PlainDateTime.from(text)

suite('service and time limits', () => {
  test('post counts as delivered two working days on, or four by second class', () => {
    assert.equal(String(deliveredByPost(day('2026-06-01'), 'first class')), '2026-06-03')
    assert.equal(String(deliveredByPost(day('2026-06-01'), 'second class')), '2026-06-05')
    assert.equal(String(deliveredByPost(day('2026-12-23'), 'first class')), '2026-12-29')
  })

  test('a court’s document: the second day or the next business day; by e-mail before half past four', () => {
    for (const [posted, served] of [
      ['2026-06-04', '2026-06-08'],
      ['2026-06-02', '2026-06-04'],
      ['2026-04-01', '2026-04-07'],
      ['2026-12-24', '2026-12-29'],
    ] as const)
      assert.equal(String(servedByPost(day(posted))), served)
    for (const [sent, served] of [
      ['2026-06-01T16:29', '2026-06-01'],
      ['2026-06-01T16:30', '2026-06-02'],
      ['2026-06-05T17:00', '2026-06-08'],
      ['2026-06-06T09:00', '2026-06-08'],
      ['2026-04-02T17:00', '2026-04-07'],
    ] as const)
      for (const how of [servedByEmail, servedPersonally])
        assert.equal(String(how(at(sent))), served)
    assert.equal(String(claimFormServed(day('2026-12-23'))), '2026-12-29')
  })

  test('information: a bank holiday in any part of the United Kingdom is left out', () => {
    // 15 June 2026 in Scotland, 12 July’s Monday in Northern Ireland, St Andrew’s Day, 2 January.
    for (const [received, by] of [
      ['2026-06-01', '2026-06-30'],
      ['2026-06-05', '2026-07-06'],
      ['2026-11-20', '2026-12-21'],
      ['2025-12-10', '2026-01-13'],
    ] as const)
      assert.equal(String(answerInformationBy(day(received))), by)
  })

  test('subject access: the same date a month on, its last day, or the next working day', () => {
    for (const [received, by] of [
      ['2026-02-28', '2026-03-30'],
      ['2026-08-30', '2026-09-30'],
      ['2026-01-31', '2026-03-02'],
      ['2024-01-31', '2024-02-29'],
    ] as const)
      assert.equal(String(answerSubjectBy(day(received))), by)
  })

  test('subject access that is complex, and a complaint that needs longer, have more time', () => {
    assert.equal(String(answerSubjectBy(day('2025-11-30'), { isComplex: true })), '2026-03-02')
    assert.equal(String(answerSubjectBy(day('2026-06-01'), { isComplex: true })), '2026-09-01')
    const { first, second } = answerComplaintBy(day('2026-06-08'), { isExtended: true })
    assert.deepEqual([first, second].map(String), ['2026-07-06', '2026-08-03'])
  })

  test('each rule is chosen by its name, and what cannot be is refused in a sentence', () => {
    const answer = (input: Readonly<Record<string, unknown>>) => {
      const outcome = ask(serviceAndTimeLimits, input)
      return outcome.ok ? written(outcome.value.answer) : outcome.refusal.says
    }
    assert.deepEqual(answer({ rule: 'CPR 6.26', method: 'personal', sent: '2026-06-05T16:30' }), {
      deemed_served: '2026-06-08',
    })
    assert.deepEqual(answer({ rule: 'SAR', received: '2026-08-30' }), { respond_by: '2026-09-30' })
    assert.deepEqual(answer({ rule: 'FOIA s10', received: '2026-06-01' }), {
      respond_by: '2026-06-30',
    })
    for (const [input, says] of [
      [{ rule: 'CPR 6.26', method: 'email', sent: '2026-06-05' }, /at what time/],
      [{ rule: 'CPR 6.26', method: 'pigeon', sent: '2026-06-05' }, /one of first_class_post/],
      [{ rule: 'CPR 6.26', method: 'email', sent: '2026-06-05T24:30' }, /a day that exists/],
      [{ rule: 'FOIA s10', received: '2026-02-30' }, /a day that exists/],
      [{ rule: 'FOIA s10', received: '2004-12-31' }, /do not know/],
      [{ rule: 'FOIA s10', received: '2028-12-15' }, /known for 2023 to 2028/],
      [{ rule: 'complaint', received: '2026-06-02', acknowledged: '2026-06-01' }, /before/],
      [{ rule: 'complaint', received: '2024-03-28' }, /do not know/],
      [{ rule: 'moonlight', received: '2026-06-02' }, /one of/],
    ] as const)
      assert.match(String(answer(input)), says)
  })

  test('complaints and direct debits are counted in working days', () => {
    assert.equal(String(acknowledgeBy(day('2026-03-27'))), '2026-04-07')
    const { first, second } = answerComplaintBy(day('2026-12-29'))
    assert.deepEqual([first, second].map(String), ['2027-01-13', '2027-01-27'])
    assert.equal(String(directDebitNoticeBy(day('2026-06-15'))), '2026-06-01')
  })

  test('a year whose bank holidays are not known is refused', () => {
    assert.throws(() => deliveredByPost(day('2028-12-29'), 'second class'), {
      name: 'NotAnswered',
      message: /2023 to 2028/,
    })
  })

  test('property: what is counted in working days ends on one, after its start', () => {
    const known = fc.integer({ min: 0, max: 2000 }).map(days => day('2023-01-10').add({ days }))
    fc.assert(
      fc.property(known, start => {
        for (const end of [servedByPost(start), claimFormServed(start), answerSubjectBy(start)]) {
          assert(isWorkingDay(end))
          assert(Temporal.PlainDate.compare(end, start) > 0)
        }
        const next = start.add({ days: 1 })
        for (const by of [servedByPost, claimFormServed, answerSubjectBy, answerInformationBy])
          assert(Temporal.PlainDate.compare(by(next), by(start)) >= 0)
      }),
    )
  })
})
