import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { PayAnswer } from '../pay.ts'
import { keptPayment } from './kept-payment.ts'

/** What payers dispute since a moment, as a search finds it. */
export async function searchDisputes(
  db: Db,
  { councilId }: { readonly councilId: number },
  since: string,
): Promise<PayAnswer> {
  const disputed = await db.many(
    z.object({ paymentId: z.string(), kept: keptPayment }),
    sql`
      select payment_id, kept from payments.training_pay
      where council_id = ${councilId}::int and kept -> 'dispute' ->> 'createdAt' >= ${since}::text order by payment_id`,
  )
  const results = disputed.flatMap(({ paymentId, kept: { dispute } }) =>
    dispute
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
          },
        ]
      : [],
  )
  const self = { href: '/v1/disputes?page=1', method: 'GET' }
  const links = { self, first_page: self, last_page: self }
  return {
    status: 200,
    body: { total: results.length, count: results.length, page: 1, results, links },
  }
}
