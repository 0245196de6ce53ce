import type { HoldKind } from '#protections'

/** What can come of a referral, as whoever worked it says, and what that means. */
export const returnCodes = {
  'carried out': 'It was done: the next step follows in its time',
  'order made': 'The court made the order, or gave judgment',
  paid: 'They have paid, or are about to',
  'arrangement made': 'They will pay by instalments',
  'no answer': 'Nobody could be reached',
  found: 'They were found, or their address was',
  'gone away': 'They do not live there any more',
  disputed: 'They say that it is wrong: the account is put on hold until somebody ends that',
  vulnerable: 'They need support first: the account is put on hold until somebody ends that',
  'not suitable': 'This is not the right step for them',
} as const

export type ReturnCode = keyof typeof returnCodes
export const returnCodeKinds = Object.keys(returnCodes) as readonly ReturnCode[]

/** What puts the account on hold as it is recorded, and as which kind of hold. */
export const holdsAs: Partial<Readonly<Record<ReturnCode, HoldKind>>> = {
  disputed: 'dispute',
  vulnerable: 'other',
}

/** What waits for so many days to show, where no policy asks what came of it: a step beside the way of recovery. */
export const waitsAs: Partial<
  Readonly<Record<ReturnCode, { readonly kind: HoldKind; readonly days: number }>>
> = {
  paid: { kind: 'other', days: 14 },
  'arrangement made': { kind: 'arrangement', days: 28 },
}

/** What may be known of the last referral of an account. 'withdrawn': the step behind it was called off. */
export const lastReturns: readonly LastReturn[] = ['none', 'open', ...returnCodeKinds, 'withdrawn']
export type LastReturn = 'none' | 'open' | ReturnCode | 'withdrawn'

/** Whether a referral is carried out by choosing a remedy, which closes it, and in no other way. */
export const asksForARemedy = (kind: string): boolean =>
  kind === 'remedy decision' || kind === 'deduction decision'
