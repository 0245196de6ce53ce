import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { holdKinds } from './hold.ts'
import { type Days, termOf } from './term.ts'

const now = Temporal.Instant.from('2026-03-27T12:00:00Z')
const today = Temporal.PlainDate.from('2026-03-27')
const day = (text: string) => Temporal.PlainDate.from(text)

const term = (days: Days) => {
  const outcome = termOf(days, { now, today })
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}
const whyNot = (days: Days) => {
  const outcome = termOf(days, { now, today })
  assert(!outcome.ok, 'it was taken')
  return outcome.refusal.code
}

suite('from when until when a hold runs', () => {
  test('from now, to the end of the last day, in London whatever the clocks do', () => {
    const { startsAt, endsAt } = term({ kind: 'dispute', until: day('2026-03-29') })
    assert.equal(startsAt.toString(), now.toString())
    assert.equal(endsAt?.toString(), '2026-03-29T23:00:00Z')
  })

  test('from the beginning of its first day when that has come, and from now when it has not', () => {
    const until = day('2026-06-01')
    assert.equal(
      term({ kind: 'dispute', from: day('2026-03-20'), until }).startsAt.toString(),
      '2026-03-20T00:00:00Z',
    )
    assert.equal(
      term({ kind: 'dispute', from: today, until }).startsAt.toString(),
      '2026-03-27T00:00:00Z',
    )
    assert.equal(
      term({ kind: 'dispute', from: day('2026-03-28'), until }).startsAt.toString(),
      now.toString(),
    )
  })

  test('a breathing space lasts sixty days from the day the notice says', () => {
    const { endsAt } = term({ kind: 'breathing space', from: day('2026-03-28') })
    assert.equal(endsAt?.toString(), '2026-05-26T23:00:00Z', 'its last day is 26 May')
    const sooner = term({
      kind: 'breathing space',
      from: day('2026-03-28'),
      until: day('2026-05-01'),
    })
    assert.equal(sooner.endsAt?.toString(), '2026-05-01T23:00:00Z')
  })

  test('a breathing space needs its first day and is no longer than the law’s', () => {
    assert.equal(whyNot({ kind: 'breathing space' }), 'no-start-of-breathing-space')
    assert.equal(
      whyNot({ kind: 'breathing space', from: day('2026-03-28'), until: day('2026-05-27') }),
      'too-long-for-breathing-space',
    )
  })

  test('a mental health crisis has no end until its notice gives one', () => {
    assert.equal(term({ kind: 'mental health crisis' }).endsAt, undefined)
  })

  test('the council’s own hold has an end or a day to look again', () => {
    for (const kind of ['dispute', 'arrangement', 'other'] as const) {
      assert.equal(whyNot({ kind }), 'neither-end-nor-review')
      assert.equal(term({ kind, reviewOn: today }).endsAt, undefined)
    }
  })

  test('days that cannot be meant are refused', () => {
    const kind = 'dispute'
    const until = day('2026-06-01')
    assert.equal(whyNot({ kind, until: day('2026-03-26') }), 'ends-before-today')
    assert.equal(
      whyNot({ kind: 'mental health crisis', until: day('2026-03-26') }),
      'ends-before-today',
    )
    assert.equal(whyNot({ kind, reviewOn: day('2026-03-26') }), 'review-before-today')
    assert.equal(whyNot({ kind, from: day('2025-03-26'), until }), 'too-long-ago')
    assert.equal(whyNot({ kind, from: day('2026-04-11'), until }), 'too-far-ahead')
    assert.equal(whyNot({ kind, from: day('2026-04-01'), until: today }), 'ends-before-it-starts')
  })

  test('whatever is said, a hold that is taken protects from now at the latest and ends after it starts', () => {
    const around = fc.option(
      fc.integer({ min: -500, max: 500 }).map(days => today.add({ days })),
      { nil: undefined },
    )
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom(...holdKinds),
          from: around,
          until: around,
          reviewOn: around,
        }),
        days => {
          const outcome = termOf(days, { now, today })
          if (!outcome.ok) return
          const { startsAt, endsAt } = outcome.value
          assert(Temporal.Instant.compare(startsAt, now) <= 0)
          assert(endsAt === undefined || Temporal.Instant.compare(startsAt, endsAt) < 0)
        },
      ),
    )
  })
})
