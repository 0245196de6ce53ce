import { type KeptPayment, refundable } from './kept-payment.ts'

export type Found = {
  readonly paymentId: string
  readonly reference: string
  readonly pageSecret: string
  readonly kept: KeptPayment
}

const link = (href: string, method = 'GET') => ({ href, method })

/** A payment in the words of Pay's API: `PaymentWithAllLinks` of its OpenAPI document. */
export function asPayment({ paymentId, reference, pageSecret, kept }: Found, councilId: number) {
  const self = `/v1/payments/${paymentId}`
  const isOpen =
    kept.under === undefined && (kept.state.status === 'created' || kept.state.status === 'started')
  const left = refundable(kept)
  return {
    amount: kept.amount,
    state: kept.state,
    description: kept.description,
    reference,
    language: 'en',
    payment_id: paymentId,
    payment_provider: 'sandbox',
    created_date: kept.createdAt,
    return_url: kept.returnUrl,
    authorisation_mode: kept.under === undefined ? 'web' : 'agreement',
    delayed_capture: kept.delayedCapture,
    moto: false,
    refund_summary: {
      status: kept.state.status === 'success' ? (left === 0 ? 'full' : 'available') : 'pending',
      amount_available: left,
      amount_submitted: kept.amount - left,
    },
    settlement_summary:
      kept.state.status === 'success'
        ? { capture_submit_time: kept.events.at(-1)?.updated ?? kept.createdAt }
        : {},
    total_amount: kept.state.status === 'success' ? kept.amount : undefined,
    _links: {
      self: link(self),
      events: link(`${self}/events`),
      refunds: link(`${self}/refunds`),
      ...(isOpen && {
        next_url: link(`/training/pay/${councilId}/${pageSecret}`),
        cancel: link(`${self}/cancel`, 'POST'),
      }),
      ...(kept.state.status === 'capturable' && { capture: link(`${self}/capture`, 'POST') }),
    },
  }
}

/** The same as creating it answers: `CreatePaymentResult`, which says less. */
export function asCreated(found: Found, councilId: number) {
  const { authorisation_mode: _, total_amount: __, ...said } = asPayment(found, councilId)
  return said
}

/** The same as a search finds it, which gives no way on to the card page. */
export function asFound(found: Found, councilId: number) {
  const { _links, ...said } = asPayment(found, councilId)
  return { ...said, _links: { ..._links, next_url: undefined } }
}

export const asRefund = (paymentId: string, refund: KeptPayment['refunds'][number]) => ({
  refund_id: refund.refundId,
  created_date: refund.createdAt,
  amount: refund.amount,
  status: refund.status,
  settlement_summary: {},
  _links: {
    self: link(`/v1/payments/${paymentId}/refunds/${refund.refundId}`),
    payment: link(`/v1/payments/${paymentId}`),
  },
})

export const asEvents = ({ paymentId, kept }: Found) => ({
  payment_id: paymentId,
  events: kept.events.map(({ state, updated }) => ({
    payment_id: paymentId,
    state,
    updated,
    _links: { payment_url: link(`/v1/payments/${paymentId}`) },
  })),
  _links: { self: link(`/v1/payments/${paymentId}/events`) },
})
