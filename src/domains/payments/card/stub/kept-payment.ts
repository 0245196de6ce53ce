import { z } from 'zod'
import { disputeStatuses } from '../disputes/dispute.ts'
import { payStatuses } from '../pay.ts'

const state = z.object({
  status: z.enum(payStatuses),
  finished: z.boolean(),
  code: z.string().optional(),
  message: z.string().optional(),
  can_retry: z.boolean().optional(),
})
export type StubState = z.infer<typeof state>

/** A payment as the stand-in keeps it. */
export const keptPayment = z.object({
  amount: z.int(),
  description: z.string(),
  /** Absent where nobody types a card, because they agreed before. */
  returnUrl: z.string().optional(),
  /** The agreement that it begins, or under which it is taken. */
  setsUp: z.string().optional(),
  under: z.string().optional(),
  delayedCapture: z.boolean(),
  createdAt: z.string(),
  request: z.string(),
  state,
  events: z.array(z.object({ state, updated: z.string() })),
  refunds: z.array(
    z.object({
      refundId: z.string(),
      amount: z.int(),
      createdAt: z.string(),
      status: z.enum(['submitted', 'success', 'error']),
    }),
  ),
  /** What the payer asks their bank to take back. */
  dispute: z
    .object({
      disputeId: z.string(),
      amount: z.int(),
      reason: z.string(),
      status: z.enum(disputeStatuses),
      createdAt: z.string(),
      answerBy: z.string(),
    })
    .optional(),
})
export type KeptPayment = z.infer<typeof keptPayment>

/** Every way that a payment can stand, with Pay's codes. Source: https://docs.payments.service.gov.uk/api_reference/ */
export const states = {
  created: { status: 'created', finished: false },
  started: { status: 'started', finished: false },
  submitted: { status: 'submitted', finished: false },
  capturable: { status: 'capturable', finished: false },
  success: { status: 'success', finished: true },
  declined: {
    status: 'failed',
    finished: true,
    code: 'P0010',
    message: 'Payment method rejected',
  },
  expired: { status: 'failed', finished: true, code: 'P0020', message: 'Payment expired' },
  'cancelled by payer': {
    status: 'failed',
    finished: true,
    code: 'P0030',
    message: 'Payment was cancelled by the user',
  },
  cancelled: {
    status: 'cancelled',
    finished: true,
    code: 'P0040',
    message: 'Payment was cancelled by the service',
  },
  error: { status: 'error', finished: true, code: 'P0050', message: 'Payment provider error' },
} as const satisfies Readonly<Record<string, StubState>>
export type StateName = keyof typeof states

/** What of a payment was not yet paid back, in pence. */
export const refundable = ({ amount, refunds }: KeptPayment): number =>
  refunds
    .filter(({ status }) => status !== 'error')
    .reduce((left, refund) => left - refund.amount, amount)

export const moved = (kept: KeptPayment, to: StateName, now: Temporal.Instant): KeptPayment =>
  movedTo(kept, states[to], now)

export const movedTo = (
  kept: KeptPayment,
  state: StubState,
  now: Temporal.Instant,
): KeptPayment => ({ ...kept, state, events: [...kept.events, { state, updated: moment(now) }] })

/** Pay gives moments in UTC to the millisecond. */
export const moment = (now: Temporal.Instant): string => now.toString({ fractionalSecondDigits: 3 })

/** Ninety minutes after it was made, a payment that nobody finished has expired. */
export const hasExpired = ({ state, createdAt }: KeptPayment, now: Temporal.Instant): boolean =>
  (state.status === 'created' || state.status === 'started') &&
  Temporal.Instant.from(createdAt).until(now).total('minutes') >= 90
