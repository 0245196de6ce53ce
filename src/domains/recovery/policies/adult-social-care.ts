import type { Stage } from '../facts.ts'
import type { Condition } from '../condition.ts'
import type { Policy, Step } from '../policy.ts'
import { toACourtClaim } from './sundry-invoice.ts'
import { usualHolds } from './usual-holds.ts'

/** What is asked and offered before a care charge is asked for a second time: in this order, whichever is not known yet. */
function alternatives(at: Stage, since: Condition): readonly Step[] {
  const step = (
    then: Step['then'],
    fact: 'capacity' | 'other options' | 'deferred payment',
  ): Step => ({
    name: `${names[then]} (${at})`,
    at,
    when: [{ fact, is: 'not recorded' } as const, since],
    then,
    why: 'Nobody has recorded it, and nothing more is asked of them until somebody has',
  })
  return [
    step('capacity check', 'capacity'),
    step('payment options talk', 'other options'),
    step('deferred payment offer', 'deferred payment'),
    {
      name: `Second letter (${at})`,
      at,
      when: [since, { fact: 'since notice', atLeast: '21 days' }],
      then: 'second letter',
      why: 'They can decide, other ways were tried, and it is still unpaid',
    },
    {
      name: `Too old to recover (${at})`,
      at,
      when: [{ fact: 'since due', atLeast: '2190 days' }, since],
      then: 'phone call',
      why: 'Six years are over, so it is not asked for again: a talk, or a proposal to write it off',
    },
  ]
}

const names: Partial<Record<Step['then'], string>> = {
  'capacity check': 'Can they decide',
  'payment options talk': 'Other ways to pay',
  'deferred payment offer': 'Deferred payment',
}

/** Care charges: help first, a court last. Law: Care Act 2014 s69 and its guidance. */
export const adultSocialCare: Policy = {
  name: 'Care charge recovery',
  holds: usualHolds,
  steps: [
    {
      name: 'First letter about a care charge',
      at: 'billed',
      when: [{ fact: 'since due', atLeast: '28 days' }],
      then: 'invoice reminder',
      why: 'Four weeks: whoever pays may have to arrange it for somebody else',
    },
    ...alternatives('invoice reminder', { fact: 'since notice', atLeast: '14 days' }),
    ...(['capacity check', 'payment options talk', 'deferred payment offer'] as const).flatMap(at =>
      alternatives(at, { fact: 'since return', atLeast: '14 days' }),
    ),
    ...toACourtClaim,
  ],
}
