import type { Policy } from '../policy.ts'
import { toACourtClaim } from './sundry-invoice.ts'
import { usualHolds } from './usual-holds.ts'

/** Housing benefit overpayments: that it is recoverable, a letter, deductions, and only then a court. */
export const benefitOverpaymentPolicy: Policy = {
  name: 'Overpayment recovery',
  holds: usualHolds,
  steps: [
    ...(['billed', 'invoice reminder', 'recoverability check'] as const).map(
      (at): Policy['steps'][number] => ({
        name: `Is it recoverable (${at})`,
        at,
        when: [
          { fact: 'recoverable', is: 'not recorded' },
          at === 'recoverability check'
            ? { fact: 'since return', atLeast: '28 days' }
            : { fact: 'since due', atLeast: '14 days' },
        ],
        then: 'recoverability check',
        why: 'Nobody has recorded that a decision says so, and of whom it can be recovered',
      }),
    ),
    {
      name: 'First letter about an overpayment',
      at: 'billed',
      when: [{ fact: 'since decision', atLeast: '35 days' }],
      then: 'invoice reminder',
      why: 'The month to appeal is over, with some days for the post',
    },
    {
      name: 'First letter after the check',
      at: 'recoverability check',
      when: [
        { fact: 'last notice', is: 'none' },
        { fact: 'since decision', atLeast: '35 days' },
      ],
      then: 'invoice reminder',
      why: 'It is recoverable, and the month to appeal is over',
    },
    {
      name: 'Deductions first',
      at: 'invoice reminder',
      when: [{ fact: 'since notice', atLeast: '21 days' }],
      then: 'deduction decision',
      why: 'What can be taken from benefit or earnings, a little at a time, comes before any court',
    },
    {
      name: 'Deductions after the check',
      at: 'recoverability check',
      when: [
        { fact: 'last notice', is: 'invoice reminder' },
        { fact: 'since notice', atLeast: '21 days' },
      ],
      then: 'deduction decision',
      why: 'What can be taken from benefit or earnings, a little at a time, comes before any court',
    },
    {
      name: 'Deductions looked at, as one ended',
      at: 'deduction decision',
      when: [
        { fact: 'remedy', is: 'ended' },
        { fact: 'since return', atLeast: '7 days' },
      ],
      then: 'deduction decision',
      why: 'What was deducted came to its end, and something is still owed',
    },
    {
      name: 'Deductions looked at again',
      at: 'deduction decision',
      when: [
        { fact: 'last return', is: 'carried out' },
        { fact: 'since return', atLeast: '90 days' },
      ],
      then: 'deduction decision',
      why: 'What was decided three months ago has not cleared it',
    },
    {
      name: 'Second letter about an overpayment',
      at: 'deduction decision',
      when: [
        { not: { fact: 'last return', is: 'carried out' } },
        { fact: 'since return', atLeast: '7 days' },
      ],
      then: 'second letter',
      why: 'Nothing can be deducted',
    },
    ...toACourtClaim,
  ],
}
