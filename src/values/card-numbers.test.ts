import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { isCardNumber, withoutCardNumbers } from './card-numbers.ts'

suite('a text without card numbers', () => {
  const masked = [
    ['4444333322221111', '************1111'],
    ['Card 4444 3333 2222 1111 exp 06/27', 'Card ************1111 exp 06/27'],
    ['4444-3333-2222-1111,REF 70000012H', '************1111,REF 70000012H'],
    ['5555555555554444 0627 123', '************4444 0627 123'],
    ['12 4444 3333 2222 1111 99', '12 ************1111 99'],
    ['378282246310005 and 4000 0566 5566 5556', '***********0005 and ************5556'],
    ['6304 9000 1774 0292 441', '***************2441'],
  ] as const
  for (const [text, without] of masked)
    test(`“${text}” becomes “${without}”`, () => {
      assert.equal(withoutCardNumbers(text), without)
    })

  const left = [
    'COUNCIL TAX 70000012H',
    '4444333322221112',
    '44443333222211',
    '20-20-15 55555555',
    '1234567890123456789012345678',
    '2026-06-01 2026-06-02',
    '£1,234.56 on 01/06/2026',
  ]
  for (const text of left)
    test(`“${text}” stays`, () => {
      assert.equal(withoutCardNumbers(text), text)
    })

  /** Any card number: figures that begin as a bank's do, with the check digit that they want. */
  const card = fc
    .tuple(fc.constantFrom('2', '3', '4', '5', '6'), fc.stringMatching(/^\d{11,17}$/))
    .map(([first, rest]) => {
      const without = first + rest
      const check = '0123456789'.split('').find(digit => isCardNumber(without + digit))
      return without + (check ?? '')
    })

  test('has no card number, however it was grouped and whatever stood around it', () => {
    fc.assert(
      fc.property(
        card,
        fc.constantFrom('', ' ', '-'),
        fc.constantFrom('', 'paid ', 'no. ', '£'),
        fc.constantFrom('', ' thanks', ',', ' x 12'),
        (number, between, before, after) => {
          const grouped = number.replaceAll(/(\d{4})(?=\d)/g, `$1${between}`)
          const kept = withoutCardNumbers(`${before}${grouped}${after}`)
          assert.equal(kept.replaceAll(/[ -]/g, '').includes(number), false)
          assert(kept.includes(`**${number.slice(-4)}`), kept)
        },
      ),
    )
  })

  test('is the same text where there are fewer figures than a card has, and the same again', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), text => {
        const once = withoutCardNumbers(text)
        assert.equal(withoutCardNumbers(once), once)
        if (text.replaceAll(/\D/g, '').length < 13) assert.equal(once, text)
      }),
    )
  })
})
