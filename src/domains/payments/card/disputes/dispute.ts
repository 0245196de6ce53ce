import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

export const disputeStatuses = ['needs_response', 'under_review', 'lost', 'won'] as const

/** A dispute as a search at Pay finds it. Its fee is the provider's business with the council, and is nobody's debt. */
export const payDispute = z
  .object({
    dispute_id: z.string().min(1).max(100),
    payment_id: z.string().min(1).max(100),
    amount: z.int().positive().transform(BigInt),
    reason: z.string().max(100).nullish(),
    status: z.enum(disputeStatuses),
    evidence_due_date: z.string().nullish(),
  })
  .transform(found => ({
    disputeId: found.dispute_id,
    paymentId: found.payment_id,
    amount: found.amount,
    reason: found.reason ?? 'other',
    status: found.status,
    respondBy: dayIn(found.evidence_due_date ?? ''),
  }))
/** A payer asks their card's bank to take a payment back: as Pay has it at the moment. */
export type PayDispute = z.infer<typeof payDispute>

/** The day of a moment that Pay writes; undefined where it gives none. */
const dayIn = (moment: string): Temporal.PlainDate | undefined => {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(moment) ?? []
  return day === undefined ? undefined : Temporal.PlainDate.from(day)
}

// https://docs.payments.service.gov.uk/disputes/ lists them.
const reasons: Readonly<Record<string, string>> = {
  credit_not_processed: 'a refund that they were owed did not come',
  duplicate: 'they were charged twice',
  fraudulent: 'they did not make the payment',
  product_not_received: 'what they paid for did not come',
  product_unacceptable: 'what they paid for was not as it should be',
  unrecognised: 'they do not know the payment',
  subscription_cancelled: 'they had ended their regular payments',
}

/** What the payer says to their bank, in words for officers. */
export const reasonInWords = (reason: string): string =>
  (Object.hasOwn(reasons, reason) && reasons[reason]) || 'GOV.UK Pay does not say why'

const kept = z.object({
  disputeId: z.string(),
  amount: pence,
  reason: z.string(),
  status: z.enum(disputeStatuses),
  respondBy: date.nullable(),
  takenOff: pence,
})
/** A dispute of a payment of ours. */
export type CardDispute = z.infer<typeof kept>

/** The disputes of these tries, the latest first. */
export const disputesOf = (
  db: Db,
  { councilId, attemptIds }: { readonly councilId: number; readonly attemptIds: readonly string[] },
): Promise<readonly CardDispute[]> =>
  db.many(
    kept,
    sql`
      select dispute_id, amount, reason, status, respond_by, taken_off from payments.card_dispute
      where council_id = ${councilId}::int and attempt_id = any(${[...attemptIds]}::uuid[])
      order by told_at desc, dispute_id`,
  )

/** How a dispute stands, in a sentence for officers. */
export const standingInWords = ({ status, reason }: CardDispute): string =>
  ({
    needs_response: `The payer disputes it: ${reasonInWords(reason)}. It waits for the council’s answer at GOV.UK Pay`,
    under_review: `The payer disputes it: ${reasonInWords(reason)}. Their bank is looking at the council’s answer`,
    lost: `The payer’s bank took it back: ${reasonInWords(reason)}`,
    won: 'The payer disputed it, and the payment stands',
  })[status]
