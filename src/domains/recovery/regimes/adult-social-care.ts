import { dated, type Nation } from '#law/dated.ts'
import { type Citation, cite } from '#values/citation.ts'
import type { Conditions } from '../condition.ts'
import { countyCourt, twoLetters } from './contract.ts'
import { inTimeForAnOrder } from './council-tax.ts'
import { everyones } from './everyone.ts'
import { asksOf, everyDebts, type Provision, type Regime, unpaid } from './regime.ts'

/**
 * Before a care charge is asked for again: they can decide, or somebody may for them; other ways to pay were talked over; and
 * no deferred payment could be made, or it was refused. What nobody has recorded is not so.
 */
const alternativesFirst: Conditions = [
  {
    any: [
      { fact: 'capacity', is: 'can decide' },
      { fact: 'capacity', is: 'somebody acts' },
    ],
  },
  { fact: 'other options', is: 'considered' },
  {
    any: [
      { fact: 'deferred payment', is: 'cannot be offered' },
      { fact: 'deferred payment', is: 'refused' },
    ],
  },
]

const asks: Provision = { name: 'Something is late', when: [unpaid] }

/** Six years from the day it became due, as a liability order has: so many days of them are never too late. */
const after = (provision: Provision, law: Citation): Provision => ({
  name: `${provision.name}, and the other ways were tried`,
  when: [...alternativesFirst, inTimeForAnOrder],
  law,
  besides: asksOf(provision),
})

/** Its time to claim is in `after`, and of another law. */
const court = countyCourt()

const inNation = (law: Citation): Regime => ({
  holds: [
    ...everyones,
    {
      name: 'A deferred payment was agreed or waits for an answer',
      when: [
        {
          any: [
            { fact: 'deferred payment', is: 'agreed' },
            { fact: 'deferred payment', is: 'offered' },
          ],
        },
      ],
      law,
    },
    {
      name: 'Nobody can decide for them',
      when: [{ fact: 'capacity', is: 'nobody acts' }],
      law: cite('Mental Capacity Act 2005', 's2'),
    },
  ],
  before: {
    'invoice reminder': { name: 'It is unpaid', when: [unpaid] },
    'second letter': after(twoLetters['second letter'], law),
    ...everyDebts,
    'capacity check': asks,
    'payment options talk': asks,
    'deferred payment offer': asks,
    ...court,
    'letter before claim': after(court['letter before claim'], law),
    'court claim review': after(court['court claim review'], law),
  },
})

const careCharge = (nation: Nation, law: Citation, note: string) =>
  dated<Regime>({
    title: `What must come before each step about a care charge in ${nation}`,
    extent: [nation],
    unit: 'conditions',
    lookedUpOn: 'the day of the decision',
    values: { '1993-04-01': { source: law, note, value: inNation(law) } },
  })

export const careChargeInEngland = careCharge(
  'England',
  cite('Care Act 2014', 's69'),
  'The guidance asks that other ways come first and a court last; charges before 1 April 2015 had three years: to confirm.',
)
export const careChargeInWales = careCharge(
  'Wales',
  cite('Social Services and Well-being (Wales) Act 2014', 's70'),
  'Taken to be as in England, the bar of a deferred payment included: to confirm.',
)
