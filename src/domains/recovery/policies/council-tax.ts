import type { Policy } from '../policy.ts'
import { toTheOrder } from './after-notices.ts'
import { usualHolds } from './usual-holds.ts'

/** England: reminder, second reminder, final notice, then the court officer's list. */
export const councilTaxEngland: Policy = {
  name: 'Council tax recovery',
  holds: usualHolds,
  steps: [
    {
      name: 'Reminder',
      at: 'billed',
      when: [
        { fact: 'since due', atLeast: '14 days' },
        { fact: 'overdue', atLeast: '£5.00' },
      ],
      then: 'reminder',
      why: 'Two weeks for payments to arrive',
    },
    {
      name: 'Second reminder',
      at: 'reminder',
      when: [
        { fact: 'new default since notice', is: true },
        { fact: 'since due', atLeast: '14 days' },
        { fact: 'overdue', atLeast: '£5.00' },
      ],
      then: 'second reminder',
      why: 'They put the first default right, and have fallen behind again',
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
    {
      name: 'Final notice after second reminder',
      at: 'second reminder',
      when: [
        {
          any: [
            { fact: 'since notice', atLeast: '14 days' },
            { fact: 'new default since notice', is: true },
          ],
        },
      ],
      then: 'final notice',
      why: 'The second reminder was not met, or this is the third default: a last chance before court costs',
    },
    ...toTheOrder(),
  ],
}

/** Wales from 1 April 2026: a reminder first, and a call about a later default, as this policy's choice; a final notice not before day 41. */
export const councilTaxWales: Policy = {
  name: 'Council tax recovery (Wales)',
  holds: usualHolds,
  steps: [
    {
      name: 'Reminder',
      at: 'billed',
      when: [
        { fact: 'since due', atLeast: '14 days' },
        { fact: 'overdue', atLeast: '£5.00' },
      ],
      then: 'reminder',
      why: 'The law leaves a reminder to the council; early help costs less',
    },
    {
      name: 'Call about a later default',
      at: 'reminder',
      when: [
        { fact: 'new default since notice', is: true },
        { fact: 'since due', atLeast: '14 days' },
        { fact: 'overdue', atLeast: '£5.00' },
      ],
      then: 'phone call',
      why: 'They put the first default right, and no letter comes before a final notice about another: ask what is wrong, and offer help',
    },
    {
      name: 'Final notice after a call',
      at: 'phone call',
      when: [
        { fact: 'last notice', is: 'reminder' },
        { fact: 'since due', atLeast: '41 days' },
        { fact: 'since return', atLeast: '14 days' },
      ],
      then: 'final notice',
      why: 'They were asked about it, and the time the law gives has passed',
    },
    {
      name: 'Final notice',
      at: 'reminder',
      when: [
        { fact: 'since due', atLeast: '41 days' },
        { fact: 'since notice', atLeast: '14 days' },
      ],
      then: 'final notice',
      why: 'The reminder was not met, and the time the law gives has passed',
    },
    ...toTheOrder('28 days'),
  ],
}
