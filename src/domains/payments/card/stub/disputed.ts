import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { PayAnswer } from '../pay.ts'
import { keptPayment } from './kept-payment.ts'

/** The provider's fee for a dispute that is lost, in pence. */
const fee = 20_00

/** What payers dispute since a moment, or what of it was lost and settled on the days from one to another, as a search finds it. */
export async function searchDisputes(
  db: Db,
  { councilId }: { readonly councilId: number },
  asked: {
    readonly since: string | null
    readonly from: string | null
    readonly to: string | null
  },
): Promise<PayAnswer> {
  const disputed = await db.many(
    z.object({ paymentId: z.string(), kept: keptPayment }),
    sql`
      select payment_id, kept from payments.training_pay
      where council_id = ${councilId}::int and kept -> 'dispute' ->> 'createdAt' >= ${asked.since ?? ''}::text order by payment_id`,
  )
  const isAsked = (day: string | undefined) =>
    asked.from === null ||
    (day !== undefined && day >= asked.from && day <= (asked.to ?? asked.from))
  const results = disputed.flatMap(({ paymentId, kept: { dispute } }) => {
    // Taken from the settlement of the day by which it could be answered.
    const settledOn = dispute?.status === 'lost' ? dispute.answerBy.slice(0, 10) : undefined
    return dispute && isAsked(settledOn)
      ? [
          {
            amount: dispute.amount,
            created_date: dispute.createdAt,
            dispute_id: dispute.disputeId,
            evidence_due_date: dispute.answerBy,
            payment_id: paymentId,
            reason: dispute.reason,
            status: dispute.status,
            _links: { payment: { href: `/v1/payments/${paymentId}`, method: 'GET' } },
            ...(settledOn !== undefined && {
              fee,
              net_amount: -dispute.amount - fee,
              settlement_summary: { settled_date: settledOn },
            }),
          },
        ]
      : []
  })
  const self = { href: '/v1/disputes?page=1', method: 'GET' }
  const links = { self, first_page: self, last_page: self }
  return {
    status: 200,
    body: { total: results.length, count: results.length, page: 1, results, links },
  }
}
