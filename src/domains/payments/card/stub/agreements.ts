import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { type PayAnswer, type PayQuestion, payAgreementStatuses } from '../pay.ts'
import { moment, states, type StubState } from './kept-payment.ts'
import { newPayId } from './store.ts'

type At = { readonly councilId: number; readonly now: Temporal.Instant }

/** What the card of an agreement does when a payment is taken: its bank pays, refuses this once, or knows it no more. */
export const cardsOfAgreements = ['pays', 'refuses', 'has expired'] as const
export type CardOfAgreement = (typeof cardsOfAgreements)[number]

const keptAgreement = z.object({
  description: z.string(),
  createdAt: z.string(),
  cancelledAt: z.string().optional(),
  status: z.enum(payAgreementStatuses),
  card: z.enum(cardsOfAgreements),
})
const row = z.object({ agreementId: z.string(), reference: z.string(), kept: keptAgreement })
type KeptAgreement = z.infer<typeof row>

const which = (councilId: number, where: Sql) => sql`
  select agreement_id, reference, kept from payments.training_pay_agreement
  where council_id = ${councilId}::int and ${where} order by agreement_id limit 500 for no key update`

/** One agreement, held for a change. */
export const takeAgreement = (
  db: Db,
  { councilId }: At,
  agreementId: string,
): Promise<KeptAgreement | undefined> =>
  db.maybeOne(row, which(councilId, sql`agreement_id = ${agreementId}::text`))

/** Keeps what became of an agreement. */
export const keepAgreement = (
  db: Db,
  { councilId }: At,
  { agreementId, kept }: KeptAgreement,
  changes: Partial<KeptAgreement['kept']>,
): Promise<number> =>
  db.run(sql`
    update payments.training_pay_agreement set kept = ${JSON.stringify({ ...kept, ...changes })}::jsonb
    where council_id = ${councilId}::int and agreement_id = ${agreementId}::text`)

const error = (status: number, code: string, description: string): PayAnswer => ({
  status,
  body: { code, description },
})

/** An agreement in the words of Pay's API: `Agreement` of its OpenAPI document. It says nothing of the card. */
const asAgreement = ({ agreementId, reference, kept }: KeptAgreement) => ({
  agreement_id: agreementId,
  reference,
  description: kept.description,
  status: kept.status,
  created_date: kept.createdAt,
  cancelled_date: kept.cancelledAt,
  ...(kept.status !== 'created' && {
    payment_instrument: { type: 'card', created_date: kept.createdAt },
  }),
})

const text = z.string().min(1).max(255)
const create = z.object({
  reference: text,
  description: text,
  user_identifier: text.optional(),
})

/** Answers a question about agreements as GOV.UK Pay would. */
export async function answerAboutAgreement(
  db: Db,
  at: At,
  question: PayQuestion,
  {
    agreementId,
    part,
    reference,
  }: {
    readonly agreementId?: string | undefined
    readonly part?: string | undefined
    readonly reference: string
  },
): Promise<PayAnswer> {
  if (agreementId === undefined)
    return question.method === 'POST'
      ? createAgreement(db, at, question)
      : search(db, at, reference)
  const found = await takeAgreement(db, at, agreementId)
  if (!found) return error(404, 'P2200', 'Not found')
  if (question.method === 'GET') return { status: 200, body: asAgreement(found) }
  if (part !== 'cancel') return error(404, 'P2200', 'Not found')
  if (found.kept.status !== 'active') return error(400, 'P2501', 'Cancellation of agreement failed')
  await keepAgreement(db, at, found, { status: 'cancelled', cancelledAt: moment(at.now) })
  return { status: 204, body: undefined }
}

async function createAgreement(db: Db, at: At, question: PayQuestion): Promise<PayAnswer> {
  const asked = create.safeParse(question.body)
  if (!asked.success) return error(422, 'P2102', 'Invalid attribute value')
  const made: KeptAgreement = {
    agreementId: newPayId(),
    reference: asked.data.reference,
    kept: {
      description: asked.data.description,
      createdAt: moment(at.now),
      status: 'created',
      card: 'pays',
    },
  }
  await db.run(sql`
    insert into payments.training_pay_agreement (council_id, agreement_id, reference, kept)
    values (${at.councilId}::int, ${made.agreementId}::text, ${made.reference}::text, ${JSON.stringify(made.kept)}::jsonb)`)
  return { status: 201, body: asAgreement(made) }
}

async function search(db: Db, at: At, reference: string): Promise<PayAnswer> {
  const found = await db.many(row, which(at.councilId, sql`reference = ${reference}::text`))
  const self = { href: '/v1/agreements?page=1' }
  const _links = { self, first_page: self, last_page: self }
  const results = found.map(asAgreement)
  return {
    status: 200,
    body: { total: results.length, count: results.length, page: 1, results, _links },
  }
}

/** How a payment under an agreement ends: by what its card does. A card that has expired ends the agreement as well. */
export async function endedBy(db: Db, at: At, agreementId: string): Promise<StubState> {
  const found = await takeAgreement(db, at, agreementId)
  if (found?.kept.status !== 'active') return { ...states.declined, can_retry: false }
  if (found.kept.card === 'pays') return states.success
  if (found.kept.card === 'has expired') await keepAgreement(db, at, found, { status: 'inactive' })
  return { ...states.declined, can_retry: found.kept.card === 'refuses' }
}
