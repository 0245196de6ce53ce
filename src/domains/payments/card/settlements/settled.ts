import { z } from 'zod'

const amount = z.int().nonnegative().transform(BigInt)
const settledDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform(text => Temporal.PlainDate.from(text))
/** A payment as a search by the day of its settlement finds it. */
export const settledPayment = z
  .object({
    payment_id: z.string().min(1).max(100),
    amount,
    total_amount: amount.nullish(),
    net_amount: z.int().transform(BigInt).nullish(),
    settlement_summary: z.object({ settled_date: settledDate }),
  })
  .transform(found => {
    const paid = found.total_amount ?? found.amount
    return {
      kind: 'payment' as const,
      id: found.payment_id,
      settledOn: found.settlement_summary.settled_date,
      amount: paid,
      // Where the provider does not tell its fee, it is taken in another way.
      net: found.net_amount ?? paid,
    }
  })
/** And a refund. */
export const settledRefund = z
  .object({
    refund_id: z.string().min(1).max(100),
    amount,
    settlement_summary: z.object({ settled_date: settledDate }),
  })
  .transform(found => ({
    kind: 'refund' as const,
    id: found.refund_id,
    settledOn: found.settlement_summary.settled_date,
    amount: found.amount,
    net: -found.amount,
  }))
/** And a dispute that was lost, which takes the provider's fee for it as well. */
export const settledDispute = z
  .object({
    dispute_id: z.string().min(1).max(100),
    amount,
    net_amount: z.int().transform(BigInt).nullish(),
    settlement_summary: z.object({ settled_date: settledDate }),
  })
  .transform(found => ({
    kind: 'dispute' as const,
    id: found.dispute_id,
    settledOn: found.settlement_summary.settled_date,
    amount: found.amount,
    net: found.net_amount ?? -found.amount,
  }))
/** A payment, refund or lost dispute that the provider settled with the council, with what of it reached the bank. */
export type Settled =
  z.infer<typeof settledPayment> | z.infer<typeof settledRefund> | z.infer<typeof settledDispute>
