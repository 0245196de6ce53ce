import type { Policy, Step } from '../policy.ts'
import { afterTheOrder } from './after-notices.ts'
import { toACourtClaim } from './sundry-invoice.ts'
import { usualHolds } from './usual-holds.ts'

const secondLetter: Step = {
  name: 'Second letter',
  at: 'invoice reminder',
  when: [{ fact: 'since notice', atLeast: '21 days' }],
  then: 'second letter',
  why: 'Three weeks to pay, ask or object',
}

/** A tenancy or a garage that has ended: the first letter goes while they can still be found. */
export const formerTenancyPolicy: Policy = {
  name: 'Former tenancies and garages',
  holds: usualHolds,
  steps: [
    {
      name: 'First letter on a closed account',
      at: 'billed',
      when: [
        { fact: 'since due', atLeast: '1 day' },
        { fact: 'since period end', atLeast: '3 days' },
      ],
      then: 'invoice reminder',
      why: 'Within days of the account’s closing: what is left is asked for while they can still be found',
    },
    {
      name: 'First letter, where nobody told when it ended',
      at: 'billed',
      when: [{ fact: 'since due', atLeast: '14 days' }],
      then: 'invoice reminder',
      why: 'Two weeks for payments to arrive',
    },
    secondLetter,
    ...toACourtClaim,
  ],
}

export const rechargeableRepair: Policy = {
  name: 'Rechargeable repairs',
  holds: usualHolds,
  steps: [
    {
      name: 'First letter about a repair',
      at: 'billed',
      when: [{ fact: 'since due', atLeast: '14 days' }],
      then: 'invoice reminder',
      why: 'Two weeks for payments to arrive',
    },
    secondLetter,
    ...toACourtClaim,
  ],
}

/** Leasehold service charges: that the demand is valid, two letters, a talk, and a claim for a judgment; never the lease. */
export const leaseholdPolicy: Policy = {
  name: 'Leasehold service charges',
  holds: usualHolds,
  steps: [
    ...(['billed', 'demand check'] as const).flatMap((at): readonly Step[] => [
      {
        name: `Is the demand valid (${at})`,
        at,
        when: [
          {
            any: [
              { fact: 'demand', is: 'not recorded' },
              { fact: 'demand in time', is: 'not recorded' },
            ],
          },
          at === 'billed'
            ? { fact: 'since due', atLeast: '14 days' }
            : { fact: 'since return', atLeast: '28 days' },
        ],
        then: 'demand check',
        why: 'A demand without what the law asks makes nothing due: somebody looks before anything is asked for',
      },
      {
        name: `First letter about a service charge (${at})`,
        at,
        when: [
          { fact: 'since due', atLeast: '28 days' },
          { fact: 'last notice', is: 'none' },
        ],
        then: 'invoice reminder',
        why: 'The demand is valid, and four weeks late',
      },
    ]),
    secondLetter,
    ...toACourtClaim,
  ],
}

/** Costs that a court gave: they were decided once, so nothing is claimed again. What their source tells as a judgment is carried out as one. */
export const courtCosts: Policy = {
  name: 'Court costs',
  holds: usualHolds,
  steps: [
    {
      name: 'First letter about costs',
      at: 'billed',
      when: [{ fact: 'since due', atLeast: '14 days' }],
      then: 'invoice reminder',
      why: 'Two weeks for payments to arrive',
    },
    secondLetter,
    {
      name: 'Telephone call about costs',
      at: 'second letter',
      when: [{ fact: 'since notice', atLeast: '14 days' }],
      then: 'phone call',
      why: 'A talk settles more than a third letter does',
    },
    {
      name: 'Telephone call about costs again',
      at: 'phone call',
      when: [{ fact: 'since return', atLeast: '60 days' }],
      then: 'phone call',
      why: 'It is still owed',
    },
    ...afterTheOrder('judgment'),
  ],
}
