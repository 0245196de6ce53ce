import type { Policy } from '../policy.ts'
import { toTheOrder } from './after-notices.ts'
import { usualHolds } from './usual-holds.ts'

/** Business rates: one further notice a year, then the balance; a final notice of what no further notice was about. */
export const businessRatesPolicy: Policy = {
  name: 'Business rates recovery',
  holds: usualHolds,
  steps: [
    {
      name: 'Reminder',
      at: 'billed',
      when: [
        { fact: 'since due', atLeast: '14 days' },
        { fact: 'overdue', atLeast: '£10.00' },
      ],
      then: 'reminder',
      why: 'Two weeks for payments to arrive',
    },
    {
      name: 'Final notice after a later default',
      at: 'reminder',
      when: [
        { fact: 'new default since notice', is: true },
        { fact: 'since due', atLeast: '14 days' },
      ],
      then: 'final notice',
      why: 'The one reminder of the year was met, and a later instalment was missed: the balance is payable, and no notice was about it',
    },
    {
      name: 'Final notice',
      at: 'reminder',
      when: [
        { fact: 'new default since notice', is: false },
        { fact: 'since notice', atLeast: '14 days' },
      ],
      then: 'final notice',
      why: 'The reminder was not met, so the whole balance is payable: a last chance before court costs',
    },
    ...toTheOrder(),
  ],
}
