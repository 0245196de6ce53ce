import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import {
  bankHolidays,
  daysExcept,
  isKnown,
  isOneOf,
  isWorkingDay,
  nextWorkingDay,
  type Place,
  workingDaysAfter,
  workingDaysBefore,
} from './calendar.ts'

const places: readonly Place[] = [
  'England',
  'Wales',
  'Scotland',
  'Northern Ireland',
  'anywhere in the UK',
]

const day = (text: string) => Temporal.PlainDate.from(text)

suite('calendar', () => {
  test('bank holidays are listed once each, in order', () => {
    const days = bankHolidays.map(String)
    assert.deepEqual(days, [...new Set(days)].sort())
    assert.equal(days.length, 49)
  })

  test('Boxing Day on a Saturday is kept on the Monday', () => {
    assert.equal(isWorkingDay(day('2026-12-28')), false)
    assert.equal(isWorkingDay(day('2026-12-29')), true)
  })

  test('two working days after Maundy Thursday 2026 is the Wednesday after Easter', () => {
    assert.equal(`${workingDaysAfter(day('2026-04-02'), 2)}`, '2026-04-08')
  })

  test('a year whose holidays are not known is refused, not guessed', () => {
    const refused = { name: 'NotAnswered', message: /known for 2023 to 2028/ }
    for (const unknown of ['2022-12-31', '2029-01-01', '2029-01-02', '1066-10-14'].map(day)) {
      assert.throws(() => isWorkingDay(unknown), refused, `${unknown}`)
      assert.equal(isKnown(unknown), false)
    }
    assert.throws(() => workingDaysAfter(day('2028-12-29'), 1), refused)
    assert.throws(() => workingDaysBefore(day('2023-01-03'), 1), refused)
    assert.throws(() => nextWorkingDay(day('2028-12-30')), refused)
    assert.throws(() => workingDaysAfter(day('2022-12-30'), 1), refused)
  })

  test('counting may begin on the eve of the years that are known, and end in them', () => {
    assert.equal(`${workingDaysAfter(day('2022-12-31'), 1)}`, '2023-01-03')
    assert.equal(`${workingDaysBefore(day('2029-01-01'), 1)}`, '2028-12-29')
    assert.equal(`${workingDaysAfter(day('2026-04-03'), 0)}`, '2026-04-03')
    assert.throws(() => workingDaysAfter(day('2026-04-03'), -1), /upwards/)
    assert.throws(() => workingDaysBefore(day('2026-04-03'), -1), /upwards/)
  })

  test('each nation keeps its own holidays, and a freedom of information request keeps them all', () => {
    for (const [kept, by] of [
      ['2026-01-02', ['Scotland']],
      ['2026-03-17', ['Northern Ireland']],
      ['2026-04-06', ['England', 'Wales', 'Northern Ireland']],
      ['2026-06-15', ['Scotland']],
      ['2026-07-13', ['Northern Ireland']],
      ['2026-08-03', ['Scotland']],
      ['2026-08-31', ['England', 'Wales', 'Northern Ireland']],
      ['2026-11-30', ['Scotland']],
      ['2026-12-28', ['England', 'Wales', 'Scotland', 'Northern Ireland']],
      ['2026-12-29', []],
    ] as const) {
      const notWorking = places.filter(where => !isWorkingDay(day(kept), where))
      assert.deepEqual(notWorking, by.length > 0 ? [...by, 'anywhere in the UK'] : [], kept)
    }
  })

  test('days are left out by name, whatever the published list says', () => {
    for (const [left, name] of [
      ['2026-04-03', 'Good Friday'],
      ['2027-12-25', 'Christmas Day'],
      ['2026-12-26', 'bank holiday'],
      ['2026-12-28', 'bank holiday'],
      ['2026-08-30', 'Sunday'],
    ] as const)
      assert.equal(isOneOf([name], day(left)), true, left)
    // 26 December is no bank holiday on a Sunday: the 27th is. Nor is 25 December on a Saturday.
    for (const other of ['2027-12-26', '2027-12-25', '2028-01-01', '2026-06-15'])
      assert.equal(isOneOf(['bank holiday'], day(other)), false, other)
    assert.deepEqual(
      daysExcept(['Sunday', 'bank holiday']).after(day('2026-08-28'), 3).map(String),
      ['2026-08-29', '2026-09-01', '2026-09-02'],
    )
  })

  test('property: working days are found by table as they are by walking, and back again', () => {
    const known = fc.integer({ min: 0, max: 2100 }).map(days => day('2023-01-01').add({ days }))
    fc.assert(
      fc.property(known, fc.nat(40), fc.constantFrom(...places), (from, days, where) => {
        let walked = from
        for (let left = days; left > 0;) {
          walked = walked.add({ days: 1 })
          if (isWorkingDay(walked, where)) left -= 1
        }
        const found = workingDaysAfter(from, days, where)
        assert(found.equals(walked))
        if (isWorkingDay(from, where)) assert(workingDaysBefore(found, days, where).equals(from))
        assert(
          nextWorkingDay(from, where).equals(workingDaysAfter(from.add({ days: -1 }), 1, where)),
        )
        const later = workingDaysAfter(from.add({ days: 1 }), days, where)
        assert(Temporal.PlainDate.compare(later, found) >= 0)
      }),
    )
  })
})
