import { keepInSuspense, ledgerAccount, postSet, suspenseItem } from '#debts'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'

/**
 * Puts money that nobody is known to owe where it is looked for, as one set: at the bank, in suspense, and a receipt of each.
 * `waiting` selects `id uuid` (of the receipt), `bank_line_id uuid`, `received_on date`, `amount bigint` pence, `given text` and
 * `payer text`, and is read several times.
 */
export async function suspend(
  db: Db,
  {
    councilId,
    waiting: rows,
    actor,
  }: { readonly councilId: number; readonly waiting: Sql; readonly actor: string },
): Promise<void> {
  const waiting = sql`select each_one.*, 'receipt/' || each_one.id as reference from (${rows}) as each_one`
  await postSet(db, {
    councilId,
    actor,
    entries: sql`
      select waiting.reference, 'payment'::text as kind, waiting.received_on as effective_on,
        ${notKnownWhose}::text as narrative, 'receipt'::text as source_kind,
        waiting.id::text as source_id, null::uuid as reverses_id, 1 as line, ${ledgerAccount(councilId, 'bank')} as debit,
        ${ledgerAccount(councilId, 'suspense')} as credit, waiting.amount
      from (${waiting}) as waiting`,
  })
  await keepInSuspense(db, {
    councilId,
    items: sql`
      select waiting.reference, waiting.amount, waiting.given as given_reference, waiting.payer as payer_name, waiting.received_on
      from (${waiting}) as waiting`,
  })
  await db.run(sql`
    insert into payments.receipt
      (council_id, id, channel, received_on, amount, given, payer, bank_line_id, suspense_item_id, state)
    select ${councilId}::int, waiting.id, 'bank', waiting.received_on, waiting.amount, waiting.given, waiting.payer,
      waiting.bank_line_id, ${suspenseItem(councilId, sql`waiting.reference`)}, 'in suspense'
    from (${waiting}) as waiting`)
}

/** What the ledger says of a payment in suspense. */
export const notKnownWhose = 'Payment at the bank, not yet known whose'
