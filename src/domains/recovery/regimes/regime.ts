import type { Citation } from '#values/citation.ts'
import type { Action } from '../actions.ts'
import type { Condition, Conditions } from '../condition.ts'

/** The least that is required of any council's policy. A policy can ask for more, never for less. */
export type Regime = {
  /** What stops recovery, in this order. */
  readonly holds: readonly Provision[]
  /** What must be so before each action. An action that is not here is not one for this kind of debt. */
  readonly before: Partial<Readonly<Record<Action, Provision>>>
}

/** One thing that must be so. Without `law` it is common sense that no policy may override, and no statute is named for it. */
export type Asked = { readonly condition: Condition; readonly law?: Citation }

/** What must be so: `when` by its `law`, where it has one; and `besides` what another provision asks, or nobody's law. */
export type Provision = {
  readonly name: string
  readonly when: Conditions
  readonly law?: Citation
  readonly besides?: readonly Asked[]
  /** Of a hold: it stops letters, and what else goes to where letters go; so it waits only where the next step could be one. */
  readonly stops?: 'letters' | undefined
  /** Of a step: by then the whole balance is payable, and the step is for all of it. Without it, for what is late or due within days. */
  readonly claims?: 'balance'
  /** Of a step that follows others (`actions`): it may also be the first, for whatever has fallen due since this law began. */
  readonly mayBeFirst?: true
}

/** All that a provision asks, each thing with whose law it is. */
export const asksOf = ({ when, law, besides = [] }: Provision): readonly Asked[] => [
  ...when.map(condition => (law ? { condition, law } : { condition })),
  ...besides,
]

export const days = (number: number): `${number} days` => `${number} days`
export const unpaid: Condition = { fact: 'since due', atLeast: '1 day' }
/** Asks or finds somebody, and takes nothing from them: no law says what comes first. */
const asks = (name: string): Provision => ({ name, when: [unpaid] })

/** What may be done about any debt that is late, and after any court has decided. */
export const everyDebts = {
  'phone call': asks('Something is late'),
  'visit request': asks('Something is late'),
  'find them': asks('Something is late'),
} as const satisfies Regime['before']

/** What a letter is given before the next: ours, and no law's. */
export const timeToPay: Asked = { condition: { fact: 'since notice', atLeast: '14 days' } }

/**
 * A claim may be made within six years of the day after it fell due, or after they began again: so many days of them are
 * never too late, whatever leap years are among them. Nothing but an acknowledgment or a payment in those years begins them
 * again, and an officer records it. A longer time, for a deed, is not taken: to confirm. Law: Limitation Act 1980 ss5, 9, 19 and 29 to 31.
 */
export const inTimeForAClaim: Condition = {
  any: [
    { fact: 'since due', below: '2191 days' },
    { fact: 'since time restarted', below: '2191 days' },
  ],
}

/** What a claim in the county court needs first. `law` is the protocol, which is for people and sole traders. */
export const claims = {
  letterBeforeClaim: (law: Citation, ...besides: readonly Asked[]): Provision => ({
    name: 'The second letter has had its time',
    when: [unpaid],
    law,
    besides: [timeToPay, ...besides],
  }),
  claim: (replyDays: number, law: Citation, ...besides: readonly Asked[]): Provision => ({
    name: 'The letter before claim was sent, and the days to answer it are over',
    when: [
      unpaid,
      { fact: 'stage', is: 'letter before claim' },
      { fact: 'last return', is: 'carried out' },
      { fact: 'since return', atLeast: days(replyDays + 1) },
    ],
    law,
    besides,
  }),
} as const

export const afterCourt = {
  'court outcome check': { name: 'A court was asked', when: [unpaid] },
  'remedy decision': {
    name: 'A court has given the order or the judgment',
    // An order stands until it is paid: a remedy that did not clear it is followed by another.
    when: [{ fact: 'order made', is: true }],
  },
} as const satisfies Regime['before']
