import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import type { PayAnswer, PayQuestion } from '../pay.ts'
import { searchDisputes } from './disputed.ts'
import { searchSettled } from './settled.ts'
import { answerAboutAgreement, endedBy, takeAgreement } from './agreements.ts'
import { asCreated, asEvents, asFound, asPayment, asRefund, type Found } from './as-answered.ts'
import { moment, moved, movedTo, refundable, states } from './kept-payment.ts'
import { keep, newPayId, putIn, takeById, takeByKey, withReference } from './store.ts'

type At = { readonly councilId: number; readonly now: Temporal.Instant }

const error = (status: number, code: string, description: string, field?: string): PayAnswer => ({
  status,
  body: { code, description, ...(field !== undefined && { field }) },
})

const text = z.string().min(1).max(255)
const create = z.object({
  amount: z.int().min(1).max(10_000_000),
  reference: text.refine(value => !/[<>"\\|]/.test(value)),
  description: text.refine(value => !/[<>"\\|]/.test(value)),
  return_url: z.url().max(2000).optional(),
  language: z.enum(['en', 'cy']).optional(),
  delayed_capture: z.boolean().optional(),
  authorisation_mode: z.enum(['web', 'agreement']).optional(),
  agreement_id: z.string().length(26).optional(),
  set_up_agreement: z.string().length(26).optional(),
})
const refund = z.object({
  amount: z.int().min(1).max(10_000_000),
  refund_amount_available: z.int().min(1).max(10_000_000).optional(),
})

/**
 * Answers one question as GOV.UK Pay would, from what is kept: the part of its API that Evenhand uses. A wrong question is
 * answered with Pay's own code (https://docs.payments.service.gov.uk/api_reference/#gov-uk-pay-api-error-codes).
 */
export async function answerAsPay(db: Db, at: At, question: PayQuestion): Promise<PayAnswer> {
  const { pathname, searchParams } = new URL(question.path, 'http://pay.invalid')
  const [, version, kind, paymentId, part, refundId] = pathname.split('/')
  const reference = searchParams.get('reference') ?? ''
  if (version === 'v1' && kind === 'agreements')
    return answerAboutAgreement(db, at, question, { agreementId: paymentId, part, reference })
  const from = searchParams.get('from_settled_date')
  if (version === 'v1' && (kind === 'refunds' || kind === 'payments') && from !== null)
    return searchSettled(db, at, kind, { from, to: searchParams.get('to_settled_date') ?? from })
  if (version === 'v1' && kind === 'disputes')
    return searchDisputes(db, at, {
      since: searchParams.get('from_date'),
      from,
      to: searchParams.get('to_settled_date'),
    })
  if (version !== 'v1' || kind !== 'payments') return error(404, 'P0200', 'Not found')
  if (paymentId === undefined) {
    return question.method === 'POST' ? createPayment(db, at, question) : search(db, at, reference)
  }
  const found = await takeById(db, at, paymentId)
  if (!found) return error(404, 'P0200', 'No payment matched the payment id you provided')
  if (question.method === 'GET') return look(await taken(db, at, found), at, part, refundId)
  if (part === 'cancel') return end(db, at, found)
  if (part === 'capture') return capture(db, at, found)
  if (part === 'refunds') return payBack(db, at, found, question.body)
  return error(404, 'P0200', 'Not found')
}

async function createPayment(db: Db, at: At, question: PayQuestion): Promise<PayAnswer> {
  const asked = create.safeParse(question.body)
  if (!asked.success) {
    const field = String(asked.error.issues[0]?.path[0] ?? '')
    const isMissing = question.body?.[field] === undefined
    return error(
      isMissing ? 400 : 422,
      isMissing ? 'P0101' : 'P0102',
      `${isMissing ? 'Missing mandatory' : 'Invalid'} attribute: ${field}`,
      field,
    )
  }
  const key = question.idempotencyKey
  const request = JSON.stringify(asked.data)
  if (key !== undefined) {
    const before = await takeByKey(db, at, key)
    if (before && before.kept.request !== request)
      return error(409, 'P0191', 'The Idempotency-Key was used with another request')
    if (before) return { status: 200, body: asCreated(before, at.councilId) }
  }
  const mayNot = await mayNotBeMade(db, at, asked.data)
  if (mayNot) return mayNot
  const { amount, reference, description, return_url: returnUrl } = asked.data
  const { set_up_agreement: setsUp, agreement_id: under } = asked.data
  const made: Found = {
    paymentId: newPayId(),
    reference,
    pageSecret: newPayId(),
    kept: {
      amount,
      description,
      returnUrl,
      setsUp,
      under,
      delayedCapture: asked.data.delayed_capture ?? false,
      createdAt: moment(at.now),
      request,
      state: states.created,
      events: [{ state: states.created, updated: moment(at.now) }],
      refunds: [],
    },
  }
  await putIn(db, at, made, key)
  return { status: 201, body: asCreated(made, at.councilId) }
}

/** What only a payment with an agreement is refused for. */
async function mayNotBeMade(
  db: Db,
  at: At,
  asked: z.infer<typeof create>,
): Promise<PayAnswer | undefined> {
  const isUnder = asked.authorisation_mode === 'agreement'
  if (isUnder && asked.return_url !== undefined)
    return error(422, 'P0104', 'Unexpected attribute: return_url', 'return_url')
  if (!isUnder && asked.return_url === undefined)
    return error(400, 'P0101', 'Missing mandatory attribute: return_url', 'return_url')
  if (isUnder !== (asked.agreement_id !== undefined))
    return error(422, 'P0102', 'Invalid attribute: agreement_id', 'agreement_id')
  const [named, field, status] = isUnder
    ? [asked.agreement_id, 'agreement_id', 'active']
    : [asked.set_up_agreement, 'set_up_agreement', 'created']
  if (named === undefined) return undefined
  const found = await takeAgreement(db, at, named)
  return found?.kept.status === status
    ? undefined
    : error(422, 'P0103', `Invalid attribute value: ${field}`, field)
}

/** A payment under an agreement ends a while after it was made, with nobody there: here, by the first time that it is looked at. */
async function taken(db: Db, at: At, found: Found): Promise<Found> {
  const { under, state } = found.kept
  if (under === undefined || state.status !== 'created') return found
  const ended = await endedBy(db, at, under)
  const kept = movedTo(found.kept, ended, at.now)
  return keep(
    db,
    at,
    found,
    kept,
    ended.status === 'success'
      ? ['card_payment_succeeded', 'card_payment_captured']
      : ['card_payment_failed'],
  )
}

async function search(db: Db, at: At, reference: string): Promise<PayAnswer> {
  const results = (await withReference(db, at, reference)).map(found =>
    asFound(found, at.councilId),
  )
  const self = { href: '/v1/payments?page=1', method: 'GET' }
  const _links = { self, first_page: self, last_page: self }
  return {
    status: 200,
    body: { total: results.length, count: results.length, page: 1, results, _links },
  }
}

function look(found: Found, at: At, part?: string, refundId?: string): PayAnswer {
  if (part === undefined) return { status: 200, body: asPayment(found, at.councilId) }
  if (part === 'events') return { status: 200, body: asEvents(found) }
  if (part !== 'refunds') return error(404, 'P0200', 'Not found')
  const all = found.kept.refunds.map(one => asRefund(found.paymentId, one))
  if (refundId !== undefined) {
    const one = all.find(({ refund_id }) => refund_id === refundId)
    return one ? { status: 200, body: one } : error(404, 'P0700', 'No refund matched')
  }
  const href = `/v1/payments/${found.paymentId}`
  const _links = {
    self: { href: `${href}/refunds`, method: 'GET' },
    payment: { href, method: 'GET' },
  }
  return { status: 200, body: { payment_id: found.paymentId, _links, _embedded: { refunds: all } } }
}

async function end(db: Db, at: At, found: Found): Promise<PayAnswer> {
  const { status } = found.kept.state
  if (status !== 'created' && status !== 'started' && status !== 'capturable')
    return error(400, 'P0501', 'Cancellation of payment failed')
  await keep(db, at, found, moved(found.kept, 'cancelled', at.now), [])
  return { status: 204, body: undefined }
}

async function capture(db: Db, at: At, found: Found): Promise<PayAnswer> {
  if (found.kept.state.status !== 'capturable') return error(409, 'P1003', 'It cannot be captured')
  await keep(db, at, found, moved(found.kept, 'success', at.now), ['card_payment_captured'])
  return { status: 204, body: undefined }
}

async function payBack(
  db: Db,
  at: At,
  found: Found,
  body: PayQuestion['body'],
): Promise<PayAnswer> {
  const asked = refund.safeParse(body)
  if (!asked.success) return error(422, 'P0602', 'Invalid attribute value')
  const available = refundable(found.kept)
  if (found.kept.state.status !== 'success' || available === 0)
    return error(400, 'P0603', 'The payment is not available for refund')
  const { amount, refund_amount_available: believed } = asked.data
  if (believed !== undefined && believed !== available)
    return error(412, 'P0604', 'Refund amount available mismatch')
  if (amount > available) return error(400, 'P0603', 'More than is available for refund')
  const made = {
    refundId: newPayId(),
    amount,
    createdAt: moment(at.now),
    status: 'success' as const,
  }
  const kept = { ...found.kept, refunds: [...found.kept.refunds, made] }
  await keep(db, at, found, kept, ['card_payment_refunded'])
  return { status: 202, body: asRefund(found.paymentId, made) }
}
