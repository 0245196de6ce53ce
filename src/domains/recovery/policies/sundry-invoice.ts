import type { Policy, Step } from '../policy.ts'
import { afterTheOrder } from './after-notices.ts'
import { usualHolds } from './usual-holds.ts'

/** Talk first, then a letter before claim that a person sends, and a claim that a person decides on. */
export const toACourtClaim: readonly Step[] = [
  {
    name: 'Telephone call',
    at: 'second letter',
    when: [
      { fact: 'since notice', atLeast: '14 days' },
      { fact: 'overdue', atLeast: '£50.00' },
    ],
    then: 'phone call',
    why: 'A talk settles more than a third letter does',
  },
  {
    name: 'Telephone call about a small sum',
    at: 'second letter',
    when: [{ fact: 'since notice', atLeast: '60 days' }],
    then: 'phone call',
    why: 'Little is owed, and two letters brought nothing: a talk, or a proposal to write it off',
  },
  {
    name: 'Letter before claim',
    at: 'phone call',
    when: [
      { fact: 'last notice', is: 'second letter' },
      { fact: 'since return', atLeast: '14 days' },
      { fact: 'overdue', atLeast: '£100.00' },
    ],
    then: 'letter before claim',
    why: 'They were asked three times: the protocol’s letter, with its reply form, is the last word before a court',
  },
  {
    name: 'Telephone call again',
    at: 'phone call',
    when: [{ fact: 'since return', atLeast: '60 days' }],
    then: 'phone call',
    why: 'Too small or too old for a court, and still owed',
  },
  {
    name: 'Whether to claim',
    at: 'letter before claim',
    when: [
      { fact: 'last return', is: 'carried out' },
      { fact: 'since return', atLeast: '35 days' },
    ],
    then: 'court claim review',
    why: 'The protocol’s days are over, with some more for the post: a person decides whether a claim is right',
  },
  {
    name: 'Letter before claim again',
    at: 'letter before claim',
    when: [
      { not: { fact: 'last return', is: 'carried out' } },
      { fact: 'since return', atLeast: '28 days' },
    ],
    then: 'letter before claim',
    why: 'It came back unsent four weeks ago, and is still unpaid',
  },
  {
    name: 'Too old for a claim',
    at: 'letter before claim',
    when: [{ fact: 'since return', atLeast: '90 days' }],
    then: 'phone call',
    why: 'The time to claim ran out meanwhile: a talk, or a proposal to write it off',
  },
  {
    name: 'Look whether the court has given judgment',
    at: 'court claim review',
    when: [
      { fact: 'last return', is: 'carried out' },
      { fact: 'since return', atLeast: '42 days' },
    ],
    then: 'court outcome check',
    why: 'The claim was issued six weeks ago',
  },
  {
    name: 'Whether to claim, again',
    at: 'court claim review',
    when: [
      { not: { fact: 'last return', is: 'carried out' } },
      { fact: 'since return', atLeast: '90 days' },
    ],
    then: 'phone call',
    why: 'No claim was made three months ago, and it is still unpaid',
  },
  ...afterTheOrder('judgment'),
]

export const sundryInvoice: Policy = {
  name: 'Invoice recovery',
  holds: usualHolds,
  steps: [
    {
      name: 'Invoice reminder',
      at: 'billed',
      when: [{ fact: 'since due', atLeast: '14 days' }],
      then: 'invoice reminder',
      why: 'Two weeks for payments to arrive',
    },
    {
      name: 'Second letter',
      at: 'invoice reminder',
      when: [
        { fact: 'organisation', is: false },
        { fact: 'since notice', atLeast: '21 days' },
      ],
      then: 'second letter',
      why: 'Three weeks to pay, ask or object',
    },
    {
      name: 'Late payment letter',
      at: 'invoice reminder',
      when: [
        { fact: 'organisation', is: true },
        { fact: 'since notice', atLeast: '21 days' },
      ],
      then: 'late payment letter',
      why: 'A business is told of the interest that the law gives on what it pays late',
    },
    {
      name: 'Letter before claim to a business',
      at: 'late payment letter',
      when: [
        { fact: 'since notice', atLeast: '14 days' },
        { fact: 'overdue', atLeast: '£100.00' },
      ],
      then: 'letter before claim',
      why: 'It was asked twice, and told what paying late costs',
    },
    {
      name: 'Telephone call to a business',
      at: 'late payment letter',
      when: [{ fact: 'since notice', atLeast: '28 days' }],
      then: 'phone call',
      why: 'Too small or too old for a court, and still owed',
    },
    ...toACourtClaim,
  ],
}
