import { dated } from '#law/dated.ts'
import { cite } from '#values/citation.ts'
import { countyCourt, twoLetters, within } from './contract.ts'
import { everyones } from './everyone.ts'
import { asksOf, everyDebts, type Provision, type Regime, unpaid } from './regime.ts'

const decision = cite('SI 2006/213', 'regs 100 and 101')

/**
 * A month from the day of the decision is never longer than 31 days: on the 32nd day after it, it is over. Law: SI 2001/1002
 * regs 4 and 18.
 */
export const monthToAppealIsOver = '32 days'

const after = (provision: Provision): Provision => ({
  name: `${provision.name}, it is recoverable from them, and the month to appeal is over`,
  when: [{ fact: 'recoverable', is: 'recoverable from them' }],
  law: decision,
  // Practice, and no law: so no statute is named for it.
  besides: [
    { condition: { fact: 'since decision', atLeast: monthToAppealIsOver } },
    ...asksOf(provision),
  ],
})

/** What can be deducted goes on after it. Law: Limitation Act 1980 s9(1A) and (1B). */
const court = countyCourt(within('s9'))

/**
 * An overpayment of housing benefit is recovered when a decision says that it is recoverable and from whom, and the month
 * to ask for it to be looked at again, or to appeal, is over (SI 2001/1002 regs 4 and 18).
 */
export const benefitOverpayment = dated<Regime>({
  title: 'What must come before each step about a housing benefit overpayment',
  extent: ['England', 'Wales'],
  unit: 'conditions',
  lookedUpOn: 'the day of the decision',
  values: {
    '2006-03-06': {
      source: decision,
      note: 'That recovery waits for the month to appeal is practice, and is asked here of every council: to confirm.',
      value: {
        holds: [
          ...everyones,
          {
            name: 'Not recoverable',
            when: [{ fact: 'recoverable', is: 'not recoverable' }],
            law: decision,
          },
        ],
        before: {
          'recoverability check': { name: 'Something is late', when: [unpaid] },
          'invoice reminder': after(twoLetters['invoice reminder']),
          'second letter': after(twoLetters['second letter']),
          'deduction decision': after({ name: 'Something is late', when: [unpaid] }),
          ...everyDebts,
          ...court,
          'letter before claim': after(court['letter before claim']),
          'court claim review': after(court['court claim review']),
        },
      },
    },
  },
})
