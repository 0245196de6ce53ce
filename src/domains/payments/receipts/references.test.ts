import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { fits, nearMisses, possibleReferences, standardReference } from './references.ts'
import { trainingSchemes } from './training-schemes.ts'

const councilTax = trainingSchemes.find(({ source }) => source === 'council-tax')
assert(councilTax)
const checkCharacter = (count: number) => 'ABCDEFGHJKX'.charAt((count * 7) % 11)
const reference = (count: number) => `7${String(count).padStart(7, '0')}${checkCharacter(count)}`
const counts = fc.integer({ min: 1, max: 9_999_999 })

suite('references', () => {
  test('are read from what payers write round them', () => {
    for (const written of [
      '70000012H',
      '7000 0012 H',
      'council tax 7000-0012H thank you',
      'CTAX70000012HJUNE',
      'ref:70000012h/june',
      '7OOOOO12H',
      '7oo0 ool2 h',
    ])
      assert(possibleReferences(written, trainingSchemes).includes('70000012H'), written)
    assert(possibleReferences('Inv no. NR/0000012', trainingSchemes).includes('NR0000012'))
    assert.deepEqual(possibleReferences('RENT JUNE 26', trainingSchemes), [])
    // No check character says that these letters are figures.
    assert.deepEqual(possibleReferences('NROOOOO12', trainingSchemes), [])
    assert.deepEqual(possibleReferences('7OOOOO13H', trainingSchemes), [])
  })

  test('are short or have few figures in no text that is about something else', () => {
    assert.deepEqual(possibleReferences('flat 1, 12 Mill Lane, thank you', []), [])
    assert.equal(standardReference(' nr/00 12.a '), 'NR0012A')
  })

  test('property: a right one fits, and none with one figure wrong or two changed round does', () => {
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 9 }),
        (count, at, by) => {
          const right = reference(count)
          assert(fits(councilTax, right))
          const wrong = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1)
          assert(!fits(councilTax, wrong), wrong)
          const [one, other] = [right.charAt(at), right.charAt(at + 1)] as const
          const round = right.slice(0, at) + other + one + right.slice(at + 2)
          if (at < 7 && one !== other) assert(!fits(councilTax, round), round)
        },
      ),
    )
  })

  test('property: what was meant is among the near misses of what was mistyped', () => {
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 9 }),
        (count, at, figure) => {
          const right = reference(count)
          const misses = [
            right.slice(0, at) + figure + right.slice(at + 1),
            right.slice(0, at) + right.slice(at + 1),
            right.slice(0, at) + figure + right.slice(at),
            right.slice(0, -1),
          ]
          for (const wrong of misses)
            assert(wrong === right || nearMisses(wrong, trainingSchemes).includes(right), wrong)
        },
      ),
    )
  })

  test('of a scheme without a check character fit when they are written as it writes them', () => {
    const invoices = trainingSchemes.find(({ source }) => source === 'sundry')
    assert(invoices)
    assert(fits(invoices, 'INV00000012'))
    assert(!fits(invoices, 'INV0000001'))
  })
})
