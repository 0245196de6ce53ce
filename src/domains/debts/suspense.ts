import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'

/** The id of what waits in suspense under the reference of its entry. For use inside a statement. */
export const suspenseItem = (councilId: number, reference: Sql): Sql =>
  sql`platform.id_of('suspense item', ${councilId}::int, ${reference})`

/**
 * Keeps money that came in and is not yet anybody's, as one set. `items` selects `reference text` (of the entry that put
 * it there), `amount bigint` pence, `given_reference text`, `payer_name text`, `received_on date`.
 */
export const keepInSuspense = (
  db: Db,
  { councilId, items }: { readonly councilId: number; readonly items: Sql },
): Promise<number> =>
  db.run(sql`
    insert into debts.suspense_item
      (council_id, id, entry_id, amount, given_reference, payer_name, received_on)
    select
      ${councilId}::int, ${suspenseItem(councilId, sql`reference`)}, platform.id_of('entry', ${councilId}::int, reference),
      amount, coalesce(given_reference, ''), coalesce(payer_name, ''), received_on
    from (${items}) as item`)

/**
 * Notes that money left suspense, or came back (`moved` less than nothing), beside the posting that moves it. The database
 * refuses more than there is.
 */
export const suspenseMoved = (
  db: Db,
  {
    councilId,
    itemId,
    moved,
  }: { readonly councilId: number; readonly itemId: string; readonly moved: bigint },
): Promise<number> =>
  db.run(sql`
    update debts.suspense_item set allocated = allocated + ${moved}::bigint
    where council_id = ${councilId}::int and id = ${itemId}::uuid`)
