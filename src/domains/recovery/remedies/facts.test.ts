import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { aRemedySheet } from '../testing/remedies.ts'
import { type Known, knownOf, type RemedyCondition, type RemedySheet } from './facts.ts'

suite('what is known of a condition', () => {
  const leaf: fc.Arbitrary<RemedyCondition> = fc.constantFrom(
    { fact: 'employment', is: 'employer known' } as const,
    { fact: 'home', is: 'owns it' } as const,
    { fact: 'order made', is: true } as const,
    { fact: 'under orders', atLeast: '£1000.00' } as const,
  )
  const { condition } = fc.letrec<{ condition: RemedyCondition }>(tie => ({
    condition: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.record({ not: tie('condition') }),
      fc.record({ all: fc.tuple(tie('condition'), tie('condition')) }),
      fc.record({ any: fc.tuple(tie('condition'), tie('condition')) }),
    ),
  }))
  const sheets = fc.record({
    employment: fc.constantFrom('not recorded', 'employer known', 'not employed'),
    home: fc.constantFrom('not recorded', 'owns it', 'does not own it'),
    'order made': fc.boolean(),
    'under orders': fc.constantFrom(999_99n, 1_000_00n),
  }) as fc.Arbitrary<Partial<RemedySheet>>

  test('is never yes, nor no, that recording what is not known could turn round', () => {
    fc.assert(
      fc.property(condition, sheets, (asked, differences) => {
        const known: Known = knownOf(asked, aRemedySheet(differences))
        if (known === 'not known') return
        for (const employment of ['employer known', 'not employed'] as const) {
          for (const home of ['owns it', 'does not own it'] as const) {
            const later = {
              ...differences,
              ...(differences.employment === 'not recorded' && { employment }),
              ...(differences.home === 'not recorded' && { home }),
            }
            assert.equal(knownOf(asked, aRemedySheet(later)), known)
          }
        }
      }),
    )
  })
})
