import { replyDays } from '#law/county-court/pre-action-periods.ts'
import { dated } from '#law/dated.ts'
import { cite } from '#values/citation.ts'
import { everyones } from './everyone.ts'
import {
  afterCourt,
  type Asked,
  claims,
  everyDebts,
  inTimeForAClaim,
  type Regime,
  timeToPay,
  unpaid,
} from './regime.ts'

const protocol = replyDays.on(Temporal.PlainDate.from('2017-10-01'))

/** The letters of a debt for which no statute says what must be sent first. */
export const twoLetters = {
  'invoice reminder': { name: 'It is unpaid', when: [unpaid] },
  'second letter': {
    name: 'The first letter has had its time',
    when: [unpaid],
    besides: [timeToPay],
  },
} as const satisfies Regime['before']

/** A claim in the county court within the time that a law gives, and what follows its judgment. */
export const countyCourt = (...limits: readonly Asked[]) =>
  ({
    'letter before claim': claims.letterBeforeClaim(
      cite('Pre-Action Protocol for Debt Claims', 'para 3.1'),
      ...limits,
    ),
    'court claim review': claims.claim(protocol.value, protocol.source, ...limits),
    ...afterCourt,
  }) as const satisfies Regime['before']

/** The time to claim in court that a section of the Limitation Act gives. */
export const within = (section: string): Asked => ({
  condition: inTimeForAClaim,
  law: cite('Limitation Act 1980', section),
})

/** An invoice is owed under a contract: no statute says what must be sent first. What stops recovery still does. */
export const sundryDebt = dated<Regime>({
  title: 'What must come before each step about an invoice',
  extent: ['England', 'Wales'],
  unit: 'conditions',
  lookedUpOn: 'the day of the decision',
  values: {
    '1993-04-01': {
      source: cite('SI 2020/1311', 'reg 7'),
      value: {
        holds: everyones,
        before: {
          ...twoLetters,
          'late payment letter': {
            name: 'A business has had the first letter and its time',
            when: [{ fact: 'organisation', is: true }],
            law: cite('Late Payment of Commercial Debts (Interest) Act 1998', 's1'),
            besides: [{ condition: unpaid }, timeToPay],
          },
          ...everyDebts,
          ...countyCourt(within('s5')),
        },
      },
    },
  },
})

/** A former tenancy, a garage or a repair: owed under an agreement that has ended. */
export const formerTenancy = dated<Regime>({
  title: 'What must come before each step about a former tenancy, a garage or a repair',
  extent: ['England', 'Wales'],
  unit: 'conditions',
  lookedUpOn: 'the day of the decision',
  values: {
    '1993-04-01': {
      source: cite('SI 2020/1311', 'reg 7'),
      note: 'Possession of a home has a protocol of its own, and is never recovered here.',
      value: {
        holds: everyones,
        before: { ...twoLetters, ...everyDebts, ...countyCourt(within('ss5 and 19')) },
      },
    },
  },
})
