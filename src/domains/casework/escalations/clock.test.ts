import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { contactsWithin } from './attempts.ts'
import { median } from '#values/median.ts'
import { type Clock, decideBy, isOverdue, leftInWords, measure } from './clock.ts'
import { shippedTargets } from './targets.ts'

const dayOf = (text: string) => Temporal.PlainDate.from(text)
const asked = dayOf('2026-03-27')

const someClock = (differences: Partial<Clock> = {}): Clock => ({
  kind: 'other',
  askedOn: asked,
  decideBy: dayOf('2026-04-01'),
  seenOn: null,
  decidedOn: null,
  ...differences,
})

suite('the clock of an escalation', () => {
  test('runs for the council’s days after the day of asking; shorter where somebody’s safety is concerned', () => {
    assert.equal(`${decideBy('complaint', asked, shippedTargets)}`, '2026-04-01')
    assert.equal(`${decideBy('safety', asked, shippedTargets)}`, '2026-03-28')
    assert.equal(`${decideBy('safety', asked, { ...shippedTargets, safetyDays: 0 })}`, '2026-03-27')
  })

  test('runs over working days where the council says so, but not for somebody’s safety', () => {
    const working = { ...shippedTargets, otherDaysAre: 'working days' } as const
    const by = (from: string, otherDays: number, kind: 'complaint' | 'safety' = 'complaint') =>
      `${decideBy(kind, dayOf(from), { ...working, otherDays })}`
    // Easter 2026: Friday 3 and Monday 6 April are bank holidays.
    assert.equal(by('2026-03-27', 5), '2026-04-07')
    assert.equal(by('2026-04-02', 1), '2026-04-07')
    assert.equal(by('2026-04-04', 1), '2026-04-07')
    assert.equal(by('2026-04-02', 0), '2026-04-02')
    assert.equal(by('2026-04-02', 1, 'safety'), '2026-04-03')
    // Nobody knows those bank holidays yet: calendar days, which end sooner.
    assert.equal(by('2045-04-03', 5), '2045-04-08')
  })

  test('is not over on its last day, and is on the next, unless it was decided', () => {
    assert(!isOverdue(someClock(), dayOf('2026-04-01')))
    assert(isOverdue(someClock(), dayOf('2026-04-02')))
    assert(!isOverdue(someClock({ decidedOn: dayOf('2026-04-09') }), dayOf('2026-04-10')))
  })

  test('says what is left, and by how much it is over', () => {
    const says = (today: string) => leftInWords(someClock(), dayOf(today))
    assert.deepEqual(
      ['2026-03-30', '2026-03-31', '2026-04-01', '2026-04-02', '2026-04-04'].map(says),
      ['2 days left', '1 day left', 'today', '1 day overdue', '3 days overdue'],
    )
  })

  test('is measured of what was decided: on the last day is within, the day after is late', () => {
    const found = measure([
      someClock({ seenOn: asked, decidedOn: asked }),
      someClock({ seenOn: dayOf('2026-03-29'), decidedOn: dayOf('2026-04-01') }),
      someClock({ decidedOn: dayOf('2026-04-02') }),
      someClock(),
    ])
    assert.deepEqual(found, { decided: 3, within: 2, share: 66, daysToSee: 1, daysToDecide: 5 })
    assert.deepEqual(measure([someClock()]), {
      decided: 0,
      within: 0,
      share: undefined,
      daysToSee: undefined,
      daysToDecide: undefined,
    })
  })

  test('a share is a hundred only of all', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2000 }), fc.nat({ max: 3 }), (within, late) => {
        const clocks = [
          ...Array.from({ length: within }, () => someClock({ decidedOn: asked })),
          ...Array.from({ length: late }, () => someClock({ decidedOn: dayOf('2026-05-01') })),
        ]
        assert.equal(measure(clocks).share === 100, late === 0 && within > 0)
      }),
    )
  })

  test('a median has as many on either side, in whatever order they come', () => {
    assert.equal(median([]), undefined)
    assert.equal(median([3, 1]), 2)
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100 }), { minLength: 1 }), numbers => {
        const middle = median(numbers) ?? NaN
        const below = numbers.filter(one => one < middle).length
        const above = numbers.filter(one => one > middle).length
        assert(below <= numbers.length / 2 && above <= numbers.length / 2)
        assert.equal(median(numbers.toReversed()), middle)
      }),
    )
  })
})

suite('whether somebody has tried', () => {
  const contact = (on: string, differences: object = {}) => ({
    at: dayOf(on).toZonedDateTime('Europe/London').toInstant(),
    correctedById: null,
    isOfAnother: false,
    ...differences,
  })
  const today = dayOf('2026-06-30')
  const within = (...contacts: ReturnType<typeof contact>[]) =>
    contactsWithin(contacts, 90, today).length

  test('counts the first of the days and not the one before', () => {
    assert.equal(within(contact('2026-04-01')), 1)
    assert.equal(within(contact('2026-03-31')), 0)
  })

  test('goes by a correction, and not by what was about somebody else', () => {
    assert.equal(within(contact('2026-06-01', { correctedById: 'later' })), 0)
    assert.equal(within(contact('2026-06-01', { isOfAnother: true })), 0)
  })
})
