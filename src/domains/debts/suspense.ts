import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'

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

/**
 * Parts one thing in suspense off from another, with what was given for it: the money does not move, and what put it there is the
 * same entry. The database refuses more than there is. Answers the id of the part.
 */
export async function partOffSuspense(
  db: Db,
  {
    councilId,
    itemId,
    part,
  }: {
    readonly councilId: number
    readonly itemId: string
    readonly part: {
      readonly reference: string
      readonly amount: Pence
      readonly given: string
      readonly payer: string
      readonly receivedOn: Temporal.PlainDate
    }
  },
): Promise<string> {
  await suspenseMoved(db, { councilId, itemId, moved: part.amount })
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`
      insert into debts.suspense_item (council_id, id, entry_id, amount, given_reference, payer_name, received_on)
      select ${councilId}::int, ${suspenseItem(councilId, sql`${part.reference}::text`)}, whole.entry_id, ${part.amount}::bigint,
        ${part.given}::text, ${part.payer}::text, ${part.receivedOn}::date
      from debts.suspense_item as whole where whole.council_id = ${councilId}::int and whole.id = ${itemId}::uuid
      returning id`,
  )
  return id
}
