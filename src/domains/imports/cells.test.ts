import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import {
  hasOddCharacters,
  readDate,
  readInsuranceNumber,
  readMoney,
  readReference,
  readText,
} from './cells.ts'
import { type DateFormat, dateFormats, type Profile } from './profile.ts'

const plain: Profile['money'] = {
  unit: 'pounds',
  thousands: false,
  currencySign: false,
  negative: 'refuse',
  zero: 'refuse',
  largest: 10_000_000,
}
const pence = (text: string, differences: Partial<Profile['money']> = {}) => {
  const found = readMoney(text, { ...plain, ...differences })
  return found.ok ? found.value : undefined
}

suite('money', () => {
  test('is pounds and pence, whole or to the penny', () => {
    assert.equal(pence('12'), 12_00n)
    assert.equal(pence(' 0.01 '), 1n)
    assert.equal(pence('10000000.00'), 10_000_000_00n)
    assert.equal(pence('10000000.01'), undefined)
    assert.equal(pence('10000000.01', { largest: 20_000_000 }), 10_000_000_01n)
  })

  test('is nothing else', () => {
    for (const text of [
      '',
      '0',
      '0.00',
      '-1',
      '1e3',
      'NaN',
      'Infinity',
      '0x10',
      '1,234.56',
      '1.234,56',
      '£1',
      '1.5',
      '1.005',
      '٣',
      '1_0',
      '+1',
      '1.',
      '.5',
      '1 000',
      '１２',
    ])
      assert.equal(pence(text), undefined, text)
  })

  test('is what the profile allows and no more', () => {
    assert.equal(pence('1,234.56', { thousands: true }), 1_234_56n)
    assert.equal(pence('12,34.56', { thousands: true }), undefined)
    assert.equal(pence('£ 12.50', { currencySign: true }), 12_50n)
    assert.equal(pence('0.00', { zero: 'allow' }), 0n)
    assert.equal(pence('1234', { unit: 'pence' }), 12_34n)
    assert.equal(pence('12.34', { unit: 'pence' }), undefined)
    assert.equal(pence('-1.00', { negative: 'minus' }), -1_00n)
    assert.equal(pence('1.00-', { negative: 'trailing minus' }), -1_00n)
    assert.equal(pence('(1.00)', { negative: 'parentheses' }), -1_00n)
    assert.equal(pence('1.00CR', { negative: 'CR' }), -1_00n)
    assert.equal(pence('-1.00', { negative: 'CR' }), undefined)
  })

  test('is read to the penny, whatever it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1_000_000_000n }), amount => {
        const text = `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`
        assert.equal(pence(text), amount)
      }),
    )
  })
})

const span = { from: 1990, to: 2027 }
const day = (text: string, ...formats: DateFormat[]) => {
  const found = readDate(text, formats, span)
  return found.ok ? found.value.toString() : found.fault
}

suite('dates', () => {
  test('each form reads its own way of writing one day', () => {
    const written: Record<DateFormat, string> = {
      'yyyy-mm-dd': '2026-04-05',
      yyyymmdd: '20260405',
      'dd/mm/yyyy': '05/04/2026',
      'd/m/yyyy': '5/4/2026',
      'd/m/yy': '5/4/26',
      'dd-mm-yyyy': '05-04-2026',
      'dd.mm.yyyy': '05.04.2026',
      ddmmyyyy: '05042026',
      'dd-mmm-yyyy': '05-Apr-2026',
      'dd-mmm-yy': '05-APR-26',
      'dd mmm yyyy': '05 apr 2026',
      'd mmmm yyyy': '5 April 2026',
      'mm/dd/yyyy': '04/05/2026',
      'yyyy-mm-dd hh:mm:ss': '2026-04-05 23:59:59',
      'dd/mm/yyyy hh:mm:ss': '05/04/2026 00:00:00',
    }
    for (const format of dateFormats)
      assert.equal(day(written[format], format), '2026-04-05', format)
  })

  test('a day that does not exist is not the next one', () => {
    for (const text of [
      '31/02/2026',
      '29/02/2026',
      '00/00/0000',
      '32/01/2026',
      '46113',
      '2026-10-25T01:30',
      '1/4/26',
      '05/04/2026 '.repeat(2),
    ])
      assert.match(day(text, 'dd/mm/yyyy'), /not a day written as dd\/mm\/yyyy/)
    assert.equal(day('29/02/2024', 'dd/mm/yyyy'), '2024-02-29')
  })

  test('days that could be two, that mean “unknown”, or that are too far away are not believed', () => {
    assert.match(day('02/03/2026', 'dd/mm/yyyy', 'mm/dd/yyyy'), /two different days/)
    assert.equal(day('03/03/2026', 'dd/mm/yyyy', 'mm/dd/yyyy'), '2026-03-03')
    assert.match(day('1970-01-01', 'yyyy-mm-dd'), /does not know/)
    assert.equal(day('1990-01-01', 'yyyy-mm-dd'), '1990-01-01')
    assert.match(day('1989-12-31', 'yyyy-mm-dd'), /outside 1990 to 2027/)
    assert.match(day('2028-01-01', 'yyyy-mm-dd'), /outside 1990 to 2027/)
  })
})

suite('text', () => {
  test('references stay exactly as written', () => {
    for (const text of ['0012345', 'CT/1 2', 'ct1', '1E5A'])
      assert.deepEqual(readReference(` ${text} `), { ok: true, value: text })
    for (const text of ['', '1.23457E+15', '12E5', 'CT００1', 'СT1', 'x'.repeat(101)])
      assert(!readReference(text).ok, text)
  })

  test('is composed, without controls, and of a length', () => {
    assert.deepEqual(readText('Sia\u0302n\tLtd'), { ok: true, value: 'Siân Ltd' })
    for (const text of ['a\nb', 'a\u2028b', 'a\x1b[2J', 'x'.repeat(501)]) assert(!readText(text).ok)
    assert(readText('😀'.repeat(500)).ok)
  })

  test('insurance numbers', () => {
    assert.deepEqual(readInsuranceNumber('qq 12 34 56 c'), { ok: true, value: 'QQ123456C' })
    assert(!readInsuranceNumber('QQ12345').ok)
  })

  test('what hides, turns round or mixes scripts is noticed; names of many languages are not', () => {
    for (const odd of ['Jo\u200bhn', '\u202eevil', 'Jоhn', `A${'\u0301'.repeat(5)}`])
      assert(hasOddCharacters(odd), odd)
    for (const name of [
      'Nguyễn Thị Hồng',
      'Ó Súilleabháin',
      'Иван',
      'Gwenllïan ap Rhŷs',
      'Zoë O’Brien',
    ])
      assert(!hasOddCharacters(name), name)
  })
})
