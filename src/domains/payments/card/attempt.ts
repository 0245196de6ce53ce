import { londonDate } from '#platform/clock.ts'
import type { PayPayment, PayStatus } from './pay.ts'
import type { Pence } from '#values/money.ts'

/** Where a try at paying stands: Pay's own states, and three of ours. */
export type AttemptState =
  | PayStatus
  /** Written here; whether Pay knows of it is not known. */
  | 'asked'
  /** Pay has another amount or reference under it: nothing is posted, and a person looks. */
  | 'differs'
  /** Pay was never asked, or said no. */
  | 'never made'

const steps: readonly AttemptState[] = ['asked', 'created', 'started', 'submitted', 'capturable']

/** Whether it may still end one way or the other. */
export const isOpen = (state: AttemptState): boolean => steps.includes(state)

export type Standing = {
  readonly state: AttemptState
  readonly amount: Pence
  readonly reference: string
  readonly paymentId: string | null
}

/**
 * Where a try stands after a look at Pay. Looks may come in any order: it goes on, never back, money that came is final,
 * and what had failed may still turn out to have been paid. Another amount or reference than ours is never believed.
 */
export function afterLook(ours: Standing, seen: PayPayment): AttemptState {
  if (ours.state === 'success' || ours.state === 'differs') return ours.state
  const isTheSame =
    seen.amount === ours.amount &&
    seen.reference === ours.reference &&
    (ours.paymentId === null || ours.paymentId === seen.paymentId)
  if (!isTheSame) return 'differs'
  if (seen.status === 'success') return 'success'
  if (!isOpen(ours.state)) return ours.state
  if (!isOpen(seen.status)) return seen.status
  return steps.indexOf(seen.status) > steps.indexOf(ours.state) ? seen.status : ours.state
}

/**
 * The day that a payment counts from: that on which its payer paid, as Pay says, however late we look. Never before the try was made, nor to
 * come.
 */
export const paidOn = (
  { askedAt }: { readonly askedAt: Temporal.Instant },
  { paidAt }: Pick<PayPayment, 'paidAt'>,
  now: Temporal.Instant,
): Temporal.PlainDate => {
  const earliest = paidAt && Temporal.Instant.compare(paidAt, askedAt) < 0 ? askedAt : paidAt
  return londonDate(earliest && Temporal.Instant.compare(earliest, now) < 0 ? earliest : now)
}

/** Why it did not succeed, by Pay's code, for officers. */
export const codeInWords = (code: string | null): string =>
  (code !== null && words[code]) || 'Pay did not say why'

// https://docs.payments.service.gov.uk/api_reference/ lists them.
const words: Readonly<Record<string, string>> = {
  P0010: 'The card was refused by its bank',
  P0020: 'It was not finished within 90 minutes',
  P0030: 'The payer cancelled it',
  P0040: 'It was cancelled here',
  P0050: 'The card company could not be reached',
}
