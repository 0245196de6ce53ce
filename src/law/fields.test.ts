import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { formatAmount } from '#values/money.ts'
import {
  choice,
  count,
  day,
  dayAndTime,
  type Field,
  list,
  money,
  optional,
  rows,
  someMoney,
  text,
  yesOrNo,
} from './fields.ts'

/** Why an answer is refused, or undefined where it is taken. */
const refusal = (field: Field<unknown>, given: unknown): string | undefined =>
  field.schema.safeParse(given).error?.issues[0]?.message

const taken = (field: Field<unknown>, ...answers: readonly unknown[]) => {
  for (const given of answers) assert.equal(refusal(field, given), undefined, String(given))
}
const refused = (field: Field<unknown>, says: RegExp, ...answers: readonly unknown[]) => {
  for (const given of answers) assert.match(refusal(field, given) ?? 'taken', says, String(given))
}

suite('an answer to a field', () => {
  test('money is text, exact to the penny, and never less than nothing', () => {
    const net = money('Net')
    assert.equal(net.schema.parse('0.00'), 0n)
    assert.equal(net.schema.parse('£1,234.56'), 1_234_56n)
    assert.equal(net.schema.parse('1000000000.00'), 1_000_000_000_00n)
    refused(net, /cannot be less than nothing/, '-0.01', '-5')
    refused(net, /more than a thousand million/, '1000000000.01')
    refused(net, /pounds and pence/, '', '10.5', '10.505', '1,00.00', '1e3', 'ten', '+5.00', '٥')
    refused(net, /is an amount as text/, 10, 10n, null, undefined, ['1.00'])
  })

  test('some money is more than nothing', () => {
    taken(someMoney('Paid'), '0.01')
    refused(someMoney('Paid'), /more than nothing/, '0.00', '0')
  })

  test('a day is one that exists, written as machines do', () => {
    taken(day('Made'), '2024-02-29', '2000-02-29', '2026-12-31')
    const wrong = ['2026-02-30', '2025-02-29', '1900-02-29', '2026-13-01', '2026-04-31']
    refused(day('Made'), /a day that exists/, ...wrong, '1/4/2026', '2026-4-1', '', ' 2026-04-01')
    refused(day('Made'), /a day that exists/, '2026-04-01T00:00', '2026-04-01[u-ca=hebrew]')
    refused(day('Made'), /a day as text/, 20260401, null, undefined)
  })

  test('a day may have a time, and the time exists too', () => {
    taken(dayAndTime('Sent'), '2026-06-01', '2026-06-01T00:00', '2026-06-01T23:59')
    const wrong = ['2026-06-01T24:00', '2026-06-01T16:60', '2026-06-31T10:00', '2026-06-01T16']
    refused(dayAndTime('Sent'), /a day that exists, with or without a time/, ...wrong, '16:29')
  })

  test('a count is whole, and within its limits', () => {
    const weeks = count('Weeks', { least: 2, most: 9 })
    taken(weeks, 2, 9)
    refused(weeks, /a whole number from 2 to 9/, 1, 10, -2, 2.5, NaN, Infinity, '3', null)
  })

  test('a choice, a yes or no and text are what they say, as text and as true or false', () => {
    const nation = choice('Nation', { E: 'England', W: 'Wales' })
    taken(nation, 'E', 'W')
    refused(nation, /is one of E, W/, 'S', 'e', 'England', '', 'constructor', '__proto__')
    refused(nation, /is text/, 1, null)
    taken(yesOrNo('Shared'), true, false)
    refused(yesOrNo('Shared'), /is true or false/, 'true', 'yes', 1, 0, null)
    taken(text('Reference'), 'x', 'x'.repeat(200))
    refused(text('Reference'), /text of 1 to 200/, '', 'x'.repeat(201), 7, null)
  })

  test('only what is optional may be left out, and then it is not nothing', () => {
    taken(optional(money('Net')), undefined, '0.00')
    refused(optional(money('Net')), /is an amount as text/, null)
    refused(optional(money('Net')), /is pounds and pence/, '')
    assert.equal(optional(day('Made')).optional, true)
    assert.equal(day('Made').optional, false)
  })

  test('a list and rows have each line read, and no more of them or in them than are asked for', () => {
    const days = list('Days', day('Day'), { most: 2 })
    taken(days, ['2026-04-01'], ['2026-04-01', '2026-04-01'])
    refused(days, /has from 1 to 2/, [], ['2026-04-01', '2026-04-02', '2026-04-03'])
    refused(days, /a day that exists/, ['2026-04-01', '2026-02-30'])
    refused(days, /is a list/, '2026-04-01', { 0: '2026-04-01' }, null)

    const debts = rows('Debts', { ref: text('Reference'), owed: money('Owed') }, { least: 0 })
    taken(debts, [], [{ ref: 'A', owed: '1.00' }])
    refused(debts, /an amount/, [{ ref: 'A' }], [{ ref: 'A', owed: 1 }])
    refused(debts, /rows of ref, owed/, [{ ref: 'A', owed: '1.00', more: 1 }], ['A'], [null])
  })

  test('property: an amount of money is read as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 1_000_000_000_00n), pence => {
        assert.equal(money('Net').schema.parse(formatAmount(pence)), pence)
      }),
    )
  })

  test('property: a day is read as it was written, and nothing but a day is', () => {
    const written = fc.tuple(fc.nat(12), fc.nat(13), fc.nat(32)).map(([y, m, d]) => {
      const two = (part: number) => String(part).padStart(2, '0')
      return { text: `${2020 + y}-${two(m)}-${two(d)}`, year: 2020 + y, month: m, day: d }
    })
    fc.assert(
      fc.property(written, ({ text, year, month, day: d }) => {
        const exists = month >= 1 && month <= 12 && d >= 1 && d <= daysIn(year, month)
        const read = day('Made').schema.safeParse(text)
        assert.equal(read.success, exists, text)
        if (read.success) assert.equal(read.data.toString(), text)
      }),
    )
  })
})

const daysIn = (year: number, month: number): number =>
  Temporal.PlainYearMonth.from({ year, month }).daysInMonth
