import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { smallest } from '#values/small-numbers.ts'
import { reportOf, type SegmentCount, shareInWords } from './report.ts'
import { type Segment, segments } from './rules.ts'

const count = (workedOut: Segment, stands: Segment, people: number): SegmentCount => ({
  workedOut,
  stands,
  isContested: false,
  people,
})
const contest = (workedOut: Segment, people: number): SegmentCount => ({
  ...count(workedOut, 'not known', people),
  isContested: true,
})

suite('the report of segments', () => {
  test('has each segment with where officers moved its people, and nobody else', () => {
    const report = reportOf([
      count('cannot pay', 'cannot pay', 30),
      count('cannot pay', 'not known', 10),
      count('will not pay', 'will not pay', 20),
      count('will not pay', 'cannot pay', 12),
      count('not known', 'not known', 200),
      contest('will not pay', 11),
    ])
    assert.deepEqual(report, {
      people: 283,
      overridden: 22,
      contested: 11,
      moved: [
        { workedOut: 'cannot pay', people: 40, to: [0, 0, 10] },
        { workedOut: 'will not pay', people: 43, to: [12, 0, 0] },
        { workedOut: 'not known', people: 200, to: [0, 0, 0] },
      ],
      bySegment: [],
    })
  })

  test('puts segments together where one has a small number', () => {
    const { moved } = reportOf([
      count('cannot pay', 'cannot pay', 30),
      count('cannot pay', 'not known', 4),
      count('will not pay', 'will not pay', 20),
      count('will not pay', 'not known', 7),
      count('not known', 'not known', 200),
    ])
    assert.deepEqual(
      moved.map(({ workedOut, to }) => [workedOut, to]),
      [
        ['cannot pay; will not pay', [0, 0, 11]],
        ['not known', [0, 0, 0]],
      ],
    )
  })

  test('shows segments alone, and that few were overridden, where a number stays small', () => {
    assert.deepEqual(
      reportOf([
        count('cannot pay', 'cannot pay', 30),
        count('will not pay', 'not known', 3),
        count('not known', 'not known', 200),
        contest('will not pay', 1),
      ]),
      {
        people: 234,
        overridden: 'few',
        contested: 'few',
        moved: [],
        bySegment: [
          { name: 'not known', people: 200 },
          { name: 'the others, together', people: 34 },
        ],
      },
    )
    const few = reportOf([
      count('cannot pay', 'cannot pay', 3),
      count('not known', 'not known', 50),
    ])
    assert.deepEqual([few.moved.length, few.bySegment], [1, []], 'all of them together')
    assert.deepEqual(reportOf([]), {
      people: 0,
      overridden: 0,
      contested: 0,
      moved: [],
      bySegment: [],
    })
  })

  test('property: no number of people that is shown is small, nor what is left of all of them', () => {
    const one = fc.record({
      workedOut: fc.constantFrom(...segments),
      stands: fc.constantFrom(...segments),
      isContested: fc.boolean(),
      people: fc.integer({ min: 1, max: 40 }),
    })
    const isSmall = (people: number) => people > 0 && people < smallest
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), counts => {
        const { overridden, contested, moved, bySegment } = reportOf(counts)
        for (const { people, to } of moved) {
          assert(!to.some(isSmall))
          assert(!isSmall(people - to.reduce((sum, part) => sum + part, 0)))
        }
        assert(!bySegment.some(({ people }) => isSmall(people)))
        const people = counts.reduce((sum, one) => sum + one.people, 0)
        for (const some of [overridden, contested])
          assert(typeof some === 'string' || (!isSmall(some) && !isSmall(people - some)))
        assert(moved.length === 0 || bySegment.length === 0)
        const shown = moved.reduce((sum, { people }) => sum + people, 0)
        assert(moved.length === 0 || shown === people)
      }),
    )
  })

  test('says a share in per cent, half up', () => {
    assert.deepEqual(
      [shareInWords(0, 0), shareInWords(1, 3), shareInWords(1, 8), shareInWords(1, 2_000)],
      ['0%', '33.3%', '12.5%', '0.1%'],
    )
  })
})
