import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { unplaced } from './arrived.ts'

/**
 * Places what somebody placed before: the same payer with the same words and the same amount, which an officer posted to
 * one account, and to no other since. A standing order set up with a wrong reference is asked about once.
 */
export const matchAsBefore = (
  db: Db,
  { councilId }: { readonly councilId: number },
): Promise<number> =>
  db.run(sql`
    insert into pg_temp.placed (id, account_id, way, why)
    select arrived.id, (array_agg(posting.account_id))[1], 'as before',
      'The same payer paid the same amount with the same words before, and an officer posted that here.'
    from (${unplaced}) as arrived
    join payments.receipt as receipt
      on receipt.council_id = ${councilId}::int and receipt.payer = arrived.payer and receipt.given = arrived.given
      and receipt.amount = arrived.amount
    join payments.receipt_posting as posting
      on posting.council_id = ${councilId}::int and posting.receipt_id = receipt.id and posting.way = 'officer'
    where arrived.payer <> ''
    group by arrived.id
    having count(distinct posting.account_id) = 1 and bool_and(posting.undone_at is null)
      and bool_and(posting.amount = receipt.amount)`)
