import { cite } from '#values/citation.ts'
import type { Citation } from '#values/citation.ts'
import { monthToAppealIsOver } from '../regimes/benefit-overpayment.ts'
import { forAJudgment } from './after-judgment.ts'
import { inTimeForAClaim } from '../regimes/regime.ts'
import {
  aPerson,
  byLaw,
  byPolicy,
  recalled,
  saying,
  type Remedy,
  type Requirement,
  type Where,
} from './remedy.ts'

const fromThem = cite('SI 2006/213', 'regs 100 and 101')
const practice = 'That recovery waits for the month to appeal is practice: to confirm.'

const saysThem = 'a decision says that it is recoverable from them'

/** Nothing is taken before a decision says that it is recoverable from them, and the month to appeal is over. */
const recoverable: readonly Requirement[] = [
  byLaw({ fact: 'recoverable', is: 'recoverable from them' }, fromThem, saysThem),
  recalled({ fact: 'since decision', atLeast: monthToAppealIsOver }, fromThem, practice),
]

const aboutABenefit = (law: Citation): Requirement =>
  recalled(
    { not: { fact: 'benefits', is: 'none of these' } },
    law,
    'From which benefits, and in which order, the Department for Work and Pensions decides: to confirm.',
    saying.benefit,
  )

/**
 * How an overpayment of housing benefit is got back: most of it without a court.
 *
 * Law: SI 2006/213 regs 99 to 107; Social Security Administration Act 1992 s75; SI 2013/384 Part 6.
 */
export function forAnOverpayment(where: Where): readonly Remedy[] {
  const earnings = cite('SI 2013/384', 'Part 6')
  const landlord = cite('SI 2006/213', 'reg 101')
  return [
    {
      kind: 'direct earnings attachment',
      needs: [
        ...recoverable,
        byLaw(aPerson, earnings),
        byLaw({ fact: 'employment', is: 'employer known' }, earnings, saying.employer),
      ],
    },
    {
      kind: 'deduction from housing benefit',
      needs: [
        ...recoverable,
        byLaw(
          { fact: 'housing benefit', is: 'gets it' },
          cite('SI 2006/213', 'reg 102'),
          'they get housing benefit now, from this council',
        ),
      ],
    },
    {
      kind: 'deduction from benefits',
      needs: [...recoverable, aboutABenefit(cite('SI 2006/213', 'reg 105'))],
    },
    {
      kind: 'recovery from the landlord',
      needs: [
        byLaw(
          { fact: 'landlord', is: 'recoverable from the landlord' },
          landlord,
          'a decision says that it is recoverable from the landlord',
        ),
        recalled(
          { fact: 'since landlord decision', atLeast: monthToAppealIsOver },
          landlord,
          practice,
        ),
        recalled(
          { fact: 'recoverable', is: 'recoverable from them' },
          cite('Social Security Administration Act 1992', 's75'),
          'What is taken from the landlord’s payments for other tenants counts as paid by them, and each is told: to confirm.',
          saysThem,
        ),
      ],
    },
    {
      kind: 'county court claim',
      needs: [
        ...recoverable,
        byLaw(
          { fact: 'order made', is: false },
          cite('Social Security Administration Act 1992', 's75(7)'),
        ),
        byLaw(
          inTimeForAClaim,
          cite('Limitation Act 1980', 's9'),
          'six years have not passed since it fell due, or since they began again',
        ),
        byPolicy(
          'Deductions first',
          {
            all: [
              { not: { fact: 'employment', is: 'employer known' } },
              { fact: 'housing benefit', is: 'does not get it' },
              { fact: 'benefits', is: 'none of these' },
            ],
          },
          'A little at a time comes before any court',
          'nothing can be deducted from earnings, from housing benefit or from another benefit',
        ),
      ],
    },
    ...forAJudgment(where),
  ]
}
