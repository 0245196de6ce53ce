import { z } from 'zod'
import { partOffSuspense } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import type { Receipt } from './receipt.ts'

const idRow = z.object({ id: z.string() })

/** One of the payments that a sum is made of. */
export type Payment = {
  /** What tells it from the others of the sum, for ever. */
  readonly key: string
  readonly amount: Pence
  readonly given: string
  readonly payer: string
  /** The day that it was paid to whoever passed it on: from then on the debt is less. */
  readonly paidOn: Temporal.PlainDate
}

/**
 * Takes one payment out of a sum in suspense that came in as one and is several, as a receipt in suspense of its own: the money
 * stays where it is, and from here on each part is posted, moved and explained by itself. The receipt is locked by whoever calls.
 * The database refuses more than is left of it. Answers the new receipt's id.
 */
export async function openReceipt(
  db: Db,
  {
    councilId,
    receipt,
    payment,
  }: { readonly councilId: number; readonly receipt: Receipt; readonly payment: Payment },
): Promise<string> {
  const { key, amount, given, payer, paidOn } = payment
  const reference = `receipt/${receipt.id}/opened/${key}`
  const itemId = await partOffSuspense(db, {
    councilId,
    itemId: receipt.suspenseItemId ?? '',
    part: { reference, amount, given, payer, receivedOn: paidOn },
  })
  const { id } = await db.one(
    idRow,
    sql`
      insert into payments.receipt
        (council_id, id, channel, received_on, amount, given, payer, suspense_item_id, state, opened_from)
      values (
        ${councilId}::int, platform.id_of('receipt', ${councilId}::int, ${reference}::text), 'agent', ${paidOn}::date, ${amount}::bigint,
        ${given}::text, ${payer}::text, ${itemId}::uuid, 'in suspense', ${receipt.id}::uuid)
      returning id`,
  )
  await db.run(sql`
    update payments.receipt as whole set state = 'opened', owner = null
    from debts.suspense_item as item
    where whole.council_id = ${councilId}::int and whole.id = ${receipt.id}::uuid and item.council_id = ${councilId}::int
      and item.id = whole.suspense_item_id and item.allocated = item.amount`)
  return id
}
