import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { holdKinds } from '#protections'
import { holdsReaching, liableSeen } from './facts.ts'
import { isTheirs } from './may-refund.ts'
import * as refusals from './refusals.ts'

const row = z.object({
  refundId: z.string(),
  listId: z.string().nullable(),
  amount: pence,
  reference: z.string(),
  /** Null where the payee may not be seen by whoever asks. */
  payee: z.string().nullable(),
  owes: z.boolean(),
  hasSomebodyDied: z.boolean(),
  holds: z.array(z.enum(holdKinds)),
})
/** A refund that was agreed, has not left, and may not leave any more, with why. */
export type HeldBack = Pick<
  z.infer<typeof row>,
  'refundId' | 'listId' | 'amount' | 'reference' | 'payee'
> & { readonly why: string }

/**
 * The agreed refunds that may not leave as things are now: of an account that owes again, because the payment behind the credit was taken
 * back since, and of whoever has died, become insolvent or been dissolved since. Somebody stops each, or what stands in its way ends.
 */
export async function heldBack(db: Db, councilId: number): Promise<readonly HeldBack[]> {
  const account = sql`refund.account_id`
  const agreed = await db.many(
    row,
    sql`
      select refund.id as refund_id, refund.list_id, refund.amount, account.reference, payee.name as payee, ledger.balance > 0 as owes,
        exists (select from (${liableSeen(councilId, account)}) as seen
          where seen.deceased_on is not null) as has_somebody_died,
        array(${holdsReaching(councilId, account)}) as holds
      from payments.refund as refund
      join debts.account as account on account.council_id = ${councilId}::int and account.id = refund.account_id
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = refund.account_id
      left join parties.party as payee on payee.council_id = ${councilId}::int and payee.id = refund.party_id
      where refund.council_id = ${councilId}::int and refund.state = 'agreed'
      order by refund.decided_at, refund.id`,
  )
  return agreed.flatMap(({ owes, hasSomebodyDied, holds, ...refund }) => {
    const theirs = isTheirs({ isEverybodySeen: true, hasSomebodyDied, holds })
    // It was posted when it was agreed.
    if (!theirs.ok)
      return [{ ...refund, why: theirs.refusal.says.replace(/ Nothing was posted\.$/, '') }]
    return owes ? [{ ...refund, why: refusals.owesAgain.says }] : []
  })
}
