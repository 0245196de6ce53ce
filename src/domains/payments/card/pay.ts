import { z } from 'zod'
import type { Pence } from '#values/money.ts'
import { type PayDispute, payDispute } from './disputes/dispute.ts'
import {
  type Settled,
  settledDispute,
  settledPayment,
  settledRefund,
} from './settlements/settled.ts'

/** One question to GOV.UK Pay, and what came back. A transport throws `NoAnswer` when it cannot say what came of it. */
export type PayQuestion = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: Readonly<Record<string, string | number | boolean>>
  /** The same key and body again is answered as the first time was. */
  readonly idempotencyKey?: string
}
export type PayAnswer = { readonly status: number; readonly body: unknown }
export type Transport = (question: PayQuestion) => Promise<PayAnswer>

/** Pay did not answer, or not so that it can be understood: whether it did what was asked is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

const amount = z.int().nonnegative().transform(BigInt)

/** A moment that Pay writes, in UTC; undefined where it is none. */
const momentIn = (text: string | null | undefined): Temporal.Instant | undefined =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text ?? '')
    ? Temporal.Instant.from(text ?? '')
    : undefined

export const payStatuses = [
  'created',
  'started',
  'submitted',
  'capturable',
  'success',
  'failed',
  'cancelled',
  'error',
] as const
export type PayStatus = (typeof payStatuses)[number]

// What is not named here, such as a card's last figures and its holder, is let go of at once.
const payment = z
  .object({
    payment_id: z.string().min(1).max(100),
    amount,
    reference: z.string(),
    state: z.object({
      status: z.enum(payStatuses),
      code: z
        .string()
        .regex(/^P\d{4}$/)
        .nullish(),
      can_retry: z.boolean().nullish(),
    }),
    refund_summary: z
      .object({ amount_available: amount.nullish(), amount_submitted: amount.nullish() })
      .nullish(),
    settlement_summary: z.object({ capture_submit_time: z.string().nullish() }).nullish(),
    _links: z.object({ next_url: z.object({ href: z.string().max(2000) }).nullish() }).nullish(),
  })
  .transform(found => ({
    paymentId: found.payment_id,
    amount: found.amount,
    reference: found.reference,
    status: found.state.status,
    code: found.state.code ?? undefined,
    /** Whether the card of an agreement can be tried again. Only said of a payment under one that failed. */
    canRetry: found.state.can_retry ?? undefined,
    /** What can still be paid back, and what was: undefined where Pay does not say. */
    refundable: found.refund_summary?.amount_available ?? undefined,
    paidBack: found.refund_summary?.amount_submitted ?? undefined,
    /** When Pay had the card charged; undefined until it has, or where it does not say. */
    paidAt: momentIn(found.settlement_summary?.capture_submit_time),
    /** Where the payer goes on; gone once it has ended. */
    nextUrl: found._links?.next_url?.href,
  }))
/** A payment as Pay has it at the moment. */
export type PayPayment = z.infer<typeof payment>

const refund = z
  .object({
    refund_id: z.string().min(1).max(100),
    amount,
    status: z.enum(['submitted', 'success', 'error']),
  })
  .transform(found => ({
    refundId: found.refund_id,
    amount: found.amount,
    status: found.status,
  }))
export type PayRefund = z.infer<typeof refund>

export const payAgreementStatuses = ['created', 'active', 'cancelled', 'inactive'] as const

// Of its card nothing is read.
const agreement = z
  .object({
    agreement_id: z.string().min(1).max(100),
    reference: z.string(),
    status: z.enum(payAgreementStatuses),
  })
  .transform(found => ({
    agreementId: found.agreement_id,
    reference: found.reference,
    status: found.status,
  }))
/** An agreement for recurring payments as Pay has it at the moment. */
export type PayAgreement = z.infer<typeof agreement>

/** The most that Pay answers on one page of a search. */
const onePage = 500

const refusal = z.object({ code: z.string().regex(/^P\d{4}$/) })

/** Pay understood, and said no. Nothing was done. */
export type PayRefused = { readonly is: 'refused'; readonly code: string | undefined }

export type Pay = {
  create(asked: {
    readonly key: string
    readonly amount: Pence
    readonly reference: string
    readonly description: string
    readonly returnUrl: string
    /** The agreement to which the payer agrees by paying. */
    readonly agreementId?: string | undefined
  }): Promise<{ readonly is: 'made'; readonly payment: PayPayment } | PayRefused>
  /** Takes a payment from the card of an active agreement: nobody is there. It ends later, and is looked up. */
  takeUnder(asked: {
    readonly key: string
    readonly amount: Pence
    readonly reference: string
    readonly description: string
    readonly agreementId: string
  }): Promise<{ readonly is: 'made'; readonly payment: PayPayment } | PayRefused>
  /** Undefined where Pay knows of no such payment. */
  get(paymentId: string): Promise<PayPayment | undefined>
  /** Those with exactly this reference. It may lag behind: good for finding one, never for saying that there is none. */
  findByReference(reference: string): Promise<readonly PayPayment[]>
  /** Asks Pay to end a payment that nobody has paid. What came of it is looked up. */
  cancel(paymentId: string): Promise<void>
  /** Refused with `available` other than what Pay has: then something was paid back since, perhaps this. */
  refund(
    paymentId: string,
    asked: { readonly amount: Pence; readonly available: Pence },
  ): Promise<
    { readonly is: 'made'; readonly refund: PayRefund } | { readonly is: 'other' } | PayRefused
  >
  refundsOf(paymentId: string): Promise<readonly PayRefund[]>
  createAgreement(asked: {
    readonly reference: string
    readonly description: string
  }): Promise<{ readonly is: 'made'; readonly agreement: PayAgreement } | PayRefused>
  /** Undefined where Pay knows of no such agreement. */
  getAgreement(agreementId: string): Promise<PayAgreement | undefined>
  /** Those with exactly this reference: good for finding one, never for saying that there is none. */
  findAgreements(reference: string): Promise<readonly PayAgreement[]>
  /** What the provider settled on the days from one to another, both counted. */
  settled(days: {
    readonly from: Temporal.PlainDate
    readonly to: Temporal.PlainDate
  }): Promise<readonly Settled[]>
  /** What payers asked their banks to take back since a moment, as it stands now. */
  disputes(raised: { readonly since: Temporal.Instant }): Promise<readonly PayDispute[]>
  /** Asks Pay to end an active agreement. What came of it is looked up. */
  cancelAgreement(agreementId: string): Promise<void>
}

const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500

/** GOV.UK Pay, over whatever carries its questions: the network, or the stand-in of sample councils. */
export function payOver(ask: Transport): Pay {
  const at = (paymentId: string) => `/v1/payments/${encodeURIComponent(paymentId)}`
  const agreementAt = (agreementId: string) => `/v1/agreements/${encodeURIComponent(agreementId)}`
  const read = <T>(shape: z.ZodType<T>, { status, body }: PayAnswer): T => {
    const found = shape.safeParse(body)
    if (status < 300 && found.success) return found.data
    throw new NoAnswer(`Pay answered ${status}, which is not understood.`)
  }
  const refused = ({ status, body }: PayAnswer): PayRefused | undefined => {
    if (status < 400 || isPassing(status)) return undefined
    const said = refusal.safeParse(body)
    return { is: 'refused', code: said.success ? said.data.code : undefined }
  }
  /** Every page of a search. */
  const all = async <T>(
    kind: 'payments' | 'refunds' | 'disputes',
    which: string,
    shape: z.ZodType<T>,
  ): Promise<readonly T[]> => {
    const found: T[] = []
    for (let page = 1; ; page += 1) {
      const path = `/v1/${kind}?${which}&page=${page}&display_size=${onePage}`
      const answer = await ask({ method: 'GET', path })
      const { total, results } = read(
        z.object({ total: z.int(), results: z.array(shape).max(onePage) }),
        answer,
      )
      found.push(...results)
      if (results.length === 0 || found.length >= total) return found
    }
  }

  return {
    create: async asked => {
      const answer = await ask({
        method: 'POST',
        path: '/v1/payments',
        idempotencyKey: asked.key,
        body: {
          amount: Number(asked.amount),
          reference: asked.reference,
          description: asked.description,
          return_url: asked.returnUrl,
          language: 'en',
          ...(asked.agreementId !== undefined && { set_up_agreement: asked.agreementId }),
        },
      })
      return refused(answer) ?? { is: 'made', payment: read(payment, answer) }
    },
    takeUnder: async asked => {
      const answer = await ask({
        method: 'POST',
        path: '/v1/payments',
        idempotencyKey: asked.key,
        body: {
          amount: Number(asked.amount),
          reference: asked.reference,
          description: asked.description,
          authorisation_mode: 'agreement',
          agreement_id: asked.agreementId,
        },
      })
      return refused(answer) ?? { is: 'made', payment: read(payment, answer) }
    },
    get: async paymentId => {
      const answer = await ask({ method: 'GET', path: at(paymentId) })
      return answer.status === 404 ? undefined : read(payment, answer)
    },
    findByReference: async reference => {
      const path = `/v1/payments?reference=${encodeURIComponent(reference)}`
      const answer = await ask({ method: 'GET', path })
      const { results } = read(z.object({ results: z.array(payment).max(500) }), answer)
      return results.filter(found => found.reference === reference)
    },
    cancel: async paymentId => {
      const answer = await ask({ method: 'POST', path: `${at(paymentId)}/cancel` })
      if (isPassing(answer.status)) throw new NoAnswer(`Pay answered ${answer.status}.`)
    },
    refund: async (paymentId, { amount: asked, available }) => {
      const answer = await ask({
        method: 'POST',
        path: `${at(paymentId)}/refunds`,
        body: { amount: Number(asked), refund_amount_available: Number(available) },
      })
      if (answer.status === 412) return { is: 'other' }
      return refused(answer) ?? { is: 'made', refund: read(refund, answer) }
    },
    refundsOf: async paymentId => {
      const answer = await ask({ method: 'GET', path: `${at(paymentId)}/refunds` })
      const shape = z.object({ _embedded: z.object({ refunds: z.array(refund).max(1000) }) })
      return read(shape, answer)._embedded.refunds
    },
    createAgreement: async body => {
      const answer = await ask({ method: 'POST', path: '/v1/agreements', body })
      return refused(answer) ?? { is: 'made', agreement: read(agreement, answer) }
    },
    getAgreement: async agreementId => {
      const answer = await ask({ method: 'GET', path: agreementAt(agreementId) })
      return answer.status === 404 ? undefined : read(agreement, answer)
    },
    findAgreements: async reference => {
      const path = `/v1/agreements?reference=${encodeURIComponent(reference)}`
      const answer = await ask({ method: 'GET', path })
      const { results } = read(z.object({ results: z.array(agreement).max(500) }), answer)
      return results.filter(found => found.reference === reference)
    },
    settled: async ({ from, to }) => {
      const days = `from_settled_date=${from.toString()}&to_settled_date=${to.toString()}`
      return [
        ...(await all('payments', days, settledPayment)),
        ...(await all('refunds', days, settledRefund)),
        ...(await all('disputes', days, settledDispute)),
      ]
    },
    disputes: ({ since }) =>
      all('disputes', `from_date=${since.toString({ smallestUnit: 'second' })}`, payDispute),
    cancelAgreement: async agreementId => {
      const answer = await ask({ method: 'POST', path: `${agreementAt(agreementId)}/cancel` })
      if (isPassing(answer.status)) throw new NoAnswer(`Pay answered ${answer.status}.`)
    },
  }
}
