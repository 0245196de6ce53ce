/** What collecting costs money for, and the channel whose results it is set against. */
export const spendingKinds = {
  'trace fee': { title: 'Trace fee', channel: 'Tracing' },
  'court fee': { title: 'Court fee', channel: 'Court' },
  commission: { title: 'Agent’s commission', channel: 'Agents' },
  post: { title: 'Post', channel: 'Letters' },
} as const
export type SpendingKind = keyof typeof spendingKinds

export const allSpendingKinds = Object.keys(spendingKinds) as [SpendingKind, ...SpendingKind[]]
