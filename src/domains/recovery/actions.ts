import type { Stage } from './facts.ts'

/**
 * What can be done next about an account: each is a notice, named as it is on the letter. What the law asks first is in
 * `regimes.ts`; the constraints of `recovery.action` hold the same floor again.
 */
export const actions = {
  reminder: { follows: [] },
  'second reminder': { follows: ['reminder'] },
  'final notice': { follows: ['reminder', 'second reminder'] },
  'invoice reminder': { follows: [] },
  'second letter': { follows: ['invoice reminder'] },
} as const satisfies Record<string, { readonly follows: readonly Stage[] }>

export type Action = keyof typeof actions
export const actionKinds = Object.keys(actions) as readonly Action[]
