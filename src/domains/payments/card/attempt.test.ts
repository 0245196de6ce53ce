import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { afterLook, type AttemptState, isOpen, paidOn } from './attempt.ts'
import { type PayPayment, payStatuses } from './pay.ts'
import { secondsUntilNextLook } from './jobs.ts'

const ours = { amount: 100n, reference: 'EH0123456789', paymentId: 'p' }
const seen = (status: PayPayment['status'], different: Partial<PayPayment> = {}): PayPayment => ({
  ...ours,
  status,
  code: undefined,
  canRetry: undefined,
  refundable: undefined,
  paidBack: undefined,
  paidAt: undefined,
  nextUrl: undefined,
  ...different,
})
const after = (looks: readonly PayPayment[], from: AttemptState = 'asked') =>
  looks.reduce<AttemptState>((state, look) => afterLook({ ...ours, state }, look), from)
const looks = fc.array(fc.constantFrom(...payStatuses), { maxLength: 12 })

suite('where a try at paying stands', () => {
  test('is paid exactly when a look saw that it was, in whatever order the looks came', () => {
    fc.assert(
      fc.property(looks, statuses => {
        const state = after(statuses.map(status => seen(status)))
        assert.equal(state === 'success', statuses.includes('success'))
        if (statuses.length > 0) assert.notEqual(state, 'asked')
      }),
    )
  })

  test('never goes back, and never opens again', () => {
    const steps = ['asked', 'created', 'started', 'submitted', 'capturable']
    fc.assert(
      fc.property(looks, fc.constantFrom(...payStatuses), (statuses, last) => {
        const before = after(statuses.map(status => seen(status)))
        const then = after([seen(last)], before)
        if (isOpen(before) && isOpen(then)) assert(steps.indexOf(then) >= steps.indexOf(before))
        if (!isOpen(before)) assert(!isOpen(then))
        assert.equal(after([seen(last)], then), then, 'the same look again changes nothing')
      }),
    )
  })

  test('differs for good once Pay had another amount, reference or payment, unless it was paid before', () => {
    const different = fc.constantFrom(
      { amount: 101n },
      { reference: 'EH0000000000' },
      { paymentId: 'another' },
    )
    fc.assert(
      fc.property(looks, looks, different, (before, later, how) => {
        const all = [
          ...before.map(status => seen(status)),
          seen('success', how),
          ...later.map(status => seen(status)),
        ]
        assert.equal(after(all), before.includes('success') ? 'success' : 'differs')
      }),
    )
  })

  test('counts from the day that its payer paid, however late we look', () => {
    const at = Temporal.Instant.from
    const asked = { askedAt: at('2026-06-01T21:40:00Z') }
    const on = (paidAt: string | undefined, now: string) =>
      String(paidOn(asked, { paidAt: paidAt === undefined ? undefined : at(paidAt) }, at(now)))
    assert.equal(on('2026-06-01T22:58:00Z', '2026-06-03T09:00:00Z'), '2026-06-01')
    // Past midnight in London, though not in UTC.
    assert.equal(on('2026-06-01T23:01:00Z', '2026-06-03T09:00:00Z'), '2026-06-02')
    assert.equal(on(undefined, '2026-06-03T09:00:00Z'), '2026-06-03')
    assert.equal(on('2026-05-01T10:00:00Z', '2026-06-03T09:00:00Z'), '2026-06-01')
    assert.equal(on('2026-07-01T10:00:00Z', '2026-06-03T09:00:00Z'), '2026-06-03')
  })

  test('is looked at ever less often, and never not at all', () => {
    const asked = Temporal.Instant.from('2026-06-01T10:00:00Z')
    const seconds = [0, 9, 10, 179, 180, 100_000].map(minutes =>
      secondsUntilNextLook(asked, asked.add({ minutes })),
    )
    assert.deepEqual(seconds, [15, 15, 60, 60, 3600, 3600])
  })
})
