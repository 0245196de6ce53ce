import type { Hold, Policy } from '../policy.ts'

/** The council's own reasons to wait, the same in every policy we ship. */
export const usualHolds: readonly Hold[] = [
  {
    name: 'In dispute',
    when: [{ fact: 'in dispute', is: true }],
    why: 'What is owed is settled before it is asked for again',
  },
  {
    name: 'Paying by arrangement',
    when: [{ fact: 'arrangement in force', is: true }],
    why: 'They are keeping their side',
  },
  {
    name: 'On hold',
    when: [{ fact: 'held for another reason', is: true }],
    why: 'An officer decided so, and said why',
  },
  {
    name: 'Too small to pursue',
    when: [{ fact: 'balance', below: '£10.00' }],
    why: 'It would cost more than it brings in',
  },
  {
    name: 'Waiting for fresh figures',
    when: [{ fact: 'stale data', is: true }],
    why: 'They may have paid since we last heard',
  },
  {
    name: 'No address',
    when: [{ fact: 'address known', is: false }],
    why: 'A letter that cannot arrive helps nobody',
  },
]

/** England: reminder, second reminder, final notice. */
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
  ],
}

/** Wales from 1 April 2026: a reminder first, as this policy's choice, and a final notice not before day 41. */
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
      name: 'Final notice',
      at: 'reminder',
      when: [
        { fact: 'since due', atLeast: '41 days' },
        { fact: 'since notice', atLeast: '14 days' },
      ],
      then: 'final notice',
      why: 'The reminder was not met, and the time the law gives has passed',
    },
  ],
}
