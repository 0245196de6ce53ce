import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Part } from './post-payment.ts'

const part = z.object({ accountId: z.string(), amount: pence })

/** The accounts that a payment is for, with how much of each. */
export const partsOf = (
  db: Db,
  { councilId, requestId }: { readonly councilId: number; readonly requestId: string },
): Promise<readonly Part[]> =>
  db.many(
    part,
    sql`
      select account_id, amount from payments.card_request_part
      where council_id = ${councilId}::int and request_id = ${requestId}::uuid order by account_id`,
  )

/** The accounts from which a refund goes back, with how much of each. */
export const refundPartsOf = (
  db: Db,
  { councilId, refundId }: { readonly councilId: number; readonly refundId: string },
): Promise<readonly Part[]> =>
  db.many(
    part,
    sql`
      select account_id, amount from payments.card_refund_part
      where council_id = ${councilId}::int and refund_id = ${refundId}::uuid order by account_id`,
  )
