import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { PayAnswer } from '../pay.ts'
import { asFound, asRefund, type Found } from './as-answered.ts'
import { keptPayment } from './kept-payment.ts'

type At = { readonly councilId: number; readonly now: Temporal.Instant }

/** The stand-in settles what was paid, and what went back, on the day after. */
const settledOn = (moment: string): string =>
  Temporal.Instant.from(moment)
    .toZonedDateTimeISO('Europe/London')
    .add({ days: 1 })
    .toPlainDate()
    .toString()

/** What was settled on the days from one to another, as a search of payments or of refunds finds it. */
export async function searchSettled(
  db: Db,
  { councilId, now }: At,
  kind: 'payments' | 'refunds',
  { from, to }: { readonly from: string; readonly to: string },
): Promise<PayAnswer> {
  const paid = await db.many(
    z.object({
      paymentId: z.string(),
      reference: z.string(),
      pageSecret: z.string(),
      kept: keptPayment,
    }),
    sql`
      select payment_id, reference, page_secret, kept from payments.training_pay
      where council_id = ${councilId}::int and kept -> 'state' ->> 'status' = 'success' order by payment_id`,
  )
  const today = now.toZonedDateTimeISO('Europe/London').toPlainDate().toString()
  const isAsked = (day: string) => day >= from && day <= to && day <= today
  const results =
    kind === 'payments'
      ? paid.flatMap(found => {
          const day = settledOn(found.kept.events.at(-1)?.updated ?? found.kept.createdAt)
          return isAsked(day) ? [settledAsFound(found, councilId, day)] : []
        })
      : paid.flatMap(({ paymentId, kept }) =>
          kept.refunds.flatMap(refund => {
            const day = settledOn(refund.createdAt)
            return refund.status === 'success' && isAsked(day)
              ? [
                  {
                    ...asRefund(paymentId, refund),
                    payment_id: paymentId,
                    settlement_summary: { settled_date: day },
                  },
                ]
              : []
          }),
        )
  const self = { href: `/v1/${kind}?page=1`, method: 'GET' }
  const _links = { self, first_page: self, last_page: self }
  return {
    status: 200,
    body: { total: results.length, count: results.length, page: 1, results, _links },
  }
}

const settledAsFound = (found: Found, councilId: number, day: string) => ({
  ...asFound(found, councilId),
  settlement_summary: { settled_date: day },
})
