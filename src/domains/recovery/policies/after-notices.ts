import type { Step } from '../policy.ts'

/**
 * From the last notice of a local tax to the order and past it. A court's own steps are told by the source: until it tells,
 * somebody looks. Law: SI 1992/613 regs 33 to 52; SI 1989/1058 regs 11 to 18.
 */
export const toTheOrder = (afterFinalNotice: `${number} days` = '14 days'): readonly Step[] => [
  {
    name: 'Find them before a summons',
    at: 'final notice',
    when: [
      { fact: 'since notice', atLeast: afterFinalNotice },
      {
        any: [
          { fact: 'letters stopped by', is: 'gone away' },
          { fact: 'letters stopped by', is: 'not theirs' },
          { fact: 'letters stopped by', is: 'no address' },
        ],
      },
    ],
    then: 'find them',
    why: 'A summons that reaches nobody makes costs and no payments',
  },
  {
    name: 'Summons list',
    at: 'final notice',
    when: [{ fact: 'since notice', atLeast: afterFinalNotice }],
    then: 'summons list',
    why: 'The final notice was not met: a court officer looks before anything is asked of the court',
  },
  {
    name: 'Summons list, now that somebody looked',
    at: 'find them',
    when: [
      { fact: 'last notice', is: 'final notice' },
      { fact: 'since notice', atLeast: afterFinalNotice },
      { fact: 'since return', atLeast: '7 days' },
    ],
    then: 'summons list',
    why: 'They have been looked for, and what is known of them is the best there is',
  },
  {
    name: 'Look whether the court has decided',
    at: 'summons list',
    when: [
      { fact: 'last return', is: 'carried out' },
      { fact: 'since return', atLeast: '42 days' },
    ],
    then: 'court outcome check',
    why: 'The summons went, and its source has told of no order',
  },
  {
    name: 'Summons list again',
    at: 'summons list',
    when: [
      { not: { fact: 'last return', is: 'carried out' } },
      { fact: 'since return', atLeast: '28 days' },
    ],
    then: 'summons list',
    why: 'It came back without a summons four weeks ago, and is still unpaid',
  },
  {
    name: 'Look whether the court has decided a summons',
    at: 'summons',
    when: [{ fact: 'since notice', atLeast: '42 days' }],
    then: 'court outcome check',
    why: 'Its source told of the summons six weeks ago, and of nothing since',
  },
  ...tooOldForAnOrder(afterFinalNotice),
  ...afterTheOrder('liability order'),
  ...aroundAnAgent,
]

/** What no court can be asked for any more is talked about: they may still pay, and whoever talks can propose that it is written off. */
function tooOldForAnOrder(afterFinalNotice: `${number} days`): readonly Step[] {
  const tooOld = { fact: 'since due', atLeast: '2190 days' } as const
  const call = (at: Step['at'], ...when: Step['when']): Step => ({
    name: `Too old for an order (${at})`,
    at,
    when: [tooOld, ...when],
    then: 'phone call',
    why: 'Six years are over, so nobody asks a court: a talk, or a proposal to write it off',
  })
  return [
    call('final notice', { fact: 'since notice', atLeast: afterFinalNotice }),
    call('find them', { fact: 'since return', atLeast: '28 days' }),
    call(
      'summons list',
      { not: { fact: 'last return', is: 'carried out' } },
      { fact: 'since return', atLeast: '28 days' },
    ),
    call('phone call', { fact: 'since return', atLeast: '90 days' }),
  ]
}

/** An agent is given a case on a list of its own, and what comes of that is looked at again. */
const aroundAnAgent: readonly Step[] = [
  {
    name: 'Give it to an agent',
    at: 'remedy decision',
    when: [
      { fact: 'remedy', is: 'enforcement agent' },
      { fact: 'last return', is: 'carried out' },
    ],
    then: 'agent placement review',
    why: 'An enforcement agent was chosen: somebody looks which, and whether it is still right',
  },
  {
    name: 'Another remedy, as the agent’s ended',
    at: 'agent placement review',
    when: [
      { fact: 'remedy', is: 'ended' },
      { fact: 'since return', atLeast: '7 days' },
    ],
    then: 'remedy decision',
    why: 'It came back from the agent, and something is still owed',
  },
  {
    name: 'Another remedy, as no agent was given it',
    at: 'agent placement review',
    when: [
      { not: { fact: 'last return', is: 'carried out' } },
      { fact: 'since return', atLeast: '28 days' },
    ],
    then: 'remedy decision',
    why: 'No agent was given it four weeks ago, and it is still unpaid',
  },
  {
    name: 'Look at what the agent did',
    at: 'agent placement review',
    when: [{ fact: 'since return', atLeast: '90 days' }],
    then: 'remedy decision',
    why: 'An agent has had it for three months, and it is not cleared',
  },
]

/** What a court has decided is carried out by a remedy that a person chooses, and chooses again when it fails. */
export function afterTheOrder(order: 'liability order' | 'judgment'): readonly Step[] {
  return [
    {
      name: `Remedy after the ${order}`,
      at: order,
      when: [{ fact: 'since notice', atLeast: '14 days' }],
      then: 'remedy decision',
      why: 'Two weeks to pay or to agree how, then a person decides what is right for them',
    },
    {
      name: 'Remedy after the court decided',
      at: 'court outcome check',
      when: [
        { fact: 'last return', is: 'order made' },
        { fact: 'since return', atLeast: '14 days' },
      ],
      then: 'remedy decision',
      why: 'Two weeks to pay or to agree how, then a person decides what is right for them',
    },
    {
      name: 'Look at the court again',
      at: 'court outcome check',
      when: [
        { not: { fact: 'last return', is: 'order made' } },
        { fact: 'since return', atLeast: '28 days' },
      ],
      then: 'court outcome check',
      why: 'The court had not decided four weeks ago',
    },
    {
      name: 'Another remedy, as one ended',
      at: 'remedy decision',
      when: [
        { fact: 'remedy', is: 'ended' },
        { fact: 'since return', atLeast: '7 days' },
      ],
      then: 'remedy decision',
      why: 'What was chosen came to its end, and something is still owed',
    },
    {
      name: 'Another remedy',
      at: 'remedy decision',
      when: [{ fact: 'since return', atLeast: '90 days' }],
      then: 'remedy decision',
      why: 'What was decided three months ago has not cleared it',
    },
  ]
}
