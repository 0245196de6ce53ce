import { dated } from '#law/dated.ts'
import { cite } from '#values/citation.ts'
import { countyCourt, twoLetters, within } from './contract.ts'
import { everyones } from './everyone.ts'
import { asksOf, everyDebts, type Provision, type Regime, unpaid } from './regime.ts'

const information = cite('Landlord and Tenant Act 1985', 's21B')
const inTime = cite('Landlord and Tenant Act 1985', 's20B')

const after = (provision: Provision): Provision => ({
  name: `${provision.name}, and the demand was looked at and is valid`,
  when: [{ fact: 'demand', is: 'valid' }],
  law: information,
  besides: [
    { condition: { fact: 'demand in time', is: 'in time' }, law: inTime },
    ...asksOf(provision),
  ],
})

const court = countyCourt(within('s19'))

/**
 * A service charge is not due until it is demanded as the law asks: the landlord’s name and address (Landlord and Tenant Act
 * 1987 ss47 and 48), the summary of rights (1985 Act s21B), within 18 months of the cost (s20B). Nothing here takes a lease
 * away: there is no such step.
 */
export const leasehold = dated<Regime>({
  title: 'What must come before each step about a leasehold service charge',
  extent: ['England', 'Wales'],
  unit: 'conditions',
  lookedUpOn: 'the day of the decision',
  values: {
    '2007-10-01': {
      source: information,
      note: 'Wales has its own regulations of the summary of rights; when s21B began there, to confirm.',
      value: {
        holds: [
          ...everyones,
          {
            name: 'The demand is not valid',
            when: [{ fact: 'demand', is: 'not valid' }],
            law: information,
          },
          {
            name: 'Demanded too late',
            when: [{ fact: 'demand in time', is: 'too late' }],
            law: inTime,
          },
        ],
        before: {
          'demand check': { name: 'Something is late', when: [unpaid] },
          'invoice reminder': after(twoLetters['invoice reminder']),
          'second letter': after(twoLetters['second letter']),
          ...everyDebts,
          ...court,
          'letter before claim': after(court['letter before claim']),
          'court claim review': after(court['court claim review']),
        },
      },
    },
  },
})
