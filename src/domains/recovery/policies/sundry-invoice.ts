import type { Policy } from '../policy.ts'
import { usualHolds } from './council-tax.ts'

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
      when: [{ fact: 'since notice', atLeast: '21 days' }],
      then: 'second letter',
      why: 'Three weeks to pay, ask or object',
    },
  ],
}
