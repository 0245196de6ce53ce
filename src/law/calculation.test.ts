import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ask, calculation, type Family, inText, work, written } from './calculation.ts'
import {
  choice,
  count,
  day,
  dayAndTime,
  list,
  money,
  optional,
  rows,
  someMoney,
  text,
} from './fields.ts'
import { refuse } from './refuse.ts'
import { cite } from '#values/citation.ts'

const one = calculation({
  slug: 'one',
  title: 'One',
  fields: {
    kind: choice('Kind', { a: 'A' }),
    net: money('Net pay'),
    made: day('Made'),
    weeks: optional(count('Weeks', { most: 9 })),
  },
  work: ({ net, made, weeks }) =>
    net === 13_00n
      ? refuse('The law does not say.')
      : {
          answer: { twice: net * 2n, made, weeks: weeks ?? null },
          working: ['Twice.'],
          sources: [cite('SI 1992/613', 'reg 38')],
        },
})
const other = calculation({
  slug: 'other',
  title: 'Other',
  fields: {
    kind: choice('Kind', { b: 'B' }),
    net: someMoney('Net pay'),
    made: day('Made'),
    parts: rows('Parts', { ref: text('Reference'), due: day('Due') }),
    days: list('Days', day('Day')),
    sent: dayAndTime('Sent'),
  },
  work: ({ parts, days, sent }) => ({
    answer: { parts: parts.length, first: days[0] ?? null, hour: sent.time?.hour ?? null },
    working: ['Counted.'],
    sources: [],
  }),
})
const family: Family = { name: 'family', title: 'Family', about: '', calculations: [one, other] }
const good = { kind: 'a', net: '10.05', made: '2026-02-28' }

const answerTo = (input: unknown): unknown => {
  const outcome = ask(family, input)
  return outcome.ok ? written(outcome.value.answer) : outcome.refusal.says
}

suite('asking a calculation', () => {
  test('money and days go in and come out as text, exactly', () => {
    assert.deepEqual(answerTo(good), { twice: '20.10', made: '2026-02-28', weeks: null })
    assert.deepEqual(answerTo({ ...good, net: '£1,000', weeks: 2 }), {
      twice: '2000.00',
      made: '2026-02-28',
      weeks: 2,
    })
  })

  test('the one that is meant is chosen by its fields, and by what may be chosen', () => {
    const input = {
      kind: 'b',
      net: '1.00',
      made: '2026-01-01',
      parts: [{ ref: 'x', due: '2026-01-01' }],
      days: ['2026-03-01'],
      sent: '2026-03-01T16:29',
    }
    assert.deepEqual(answerTo(input), { parts: 1, first: '2026-03-01', hour: 16 })
    assert.match(String(answerTo({ ...input, net: '0' })), /more than nothing/)
    assert.match(String(answerTo({ ...input, parts: [{ ref: 'x' }] })), /parts/)
    assert.match(String(answerTo({ ...input, sent: '2026-03-01T25:00' })), /sent/)
  })

  test('whatever is wrong is a sentence that names it, never a number', () => {
    for (const [input, says] of [
      [{ ...good, net: '-5.00' }, /cannot be less than nothing/],
      [{ ...good, net: 10.05 }, /as text/],
      [{ ...good, net: '10.5' }, /pounds and pence/],
      [{ ...good, net: '9999999999999.00' }, /thousand million/],
      [{ ...good, made: '2026-02-30' }, /a day that exists/],
      [{ ...good, made: '28/2/2026' }, /a day that exists/],
      [{ ...good, kind: 'X' }, /is one of a/],
      [{ ...good, weeks: 10 }, /from 1 to 9/],
      [{ ...good, weeks: 1.5 }, /from 1 to 9/],
      [{ ...good, strange: 1 }, /“strange” is not something/],
      [{ ...good, constructor: 1 }, /“constructor” is not something/],
      [JSON.parse('{"__proto__": 1}'), /“__proto__” is not something/],
      [[good], /an object/],
      [{ kind: 'a' }, /net: “Net pay” is needed; made: “Made” is needed/],
      ['nonsense', /an object/],
      [null, /an object/],
      [{ ...good, net: '13.00' }, /^The law does not say\.$/],
    ] as const)
      assert.match(String(answerTo(input)), says)
  })

  test('a fault in a rule is a fault, not an answer', () => {
    const broken = calculation({
      slug: 'broken',
      title: 'Broken',
      fields: {},
      work: () => {
        throw new TypeError('a bug')
      },
    })
    assert.throws(() => work(broken, {}), TypeError)
  })

  test('money and days are written wherever they stand in an answer, and all else is as it is', () => {
    const made = Temporal.PlainDate.from('2024-02-29')
    assert.deepEqual(
      written({
        parts: [{ owed: 5n, made }],
        left: -1_00n,
        rate: '0.1175',
        sure: true,
        none: null,
      }),
      {
        parts: [{ owed: '0.05', made: '2024-02-29' }],
        left: '-1.00',
        rate: '0.1175',
        sure: true,
        none: null,
      },
    )
  })

  test('a family without a calculation says so', () => {
    const outcome = ask({ ...family, calculations: [] }, good)
    assert(!outcome.ok)
    assert.match(outcome.refusal.says, /has no calculation/)
  })

  test('the working is quoted with its law', () => {
    const outcome = ask(family, good)
    assert(outcome.ok)
    assert.equal(inText(outcome.value), 'Twice.\nLaw: SI 1992/613 reg 38.')
  })
})
