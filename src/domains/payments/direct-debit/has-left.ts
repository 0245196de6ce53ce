import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, date, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { raise } from './alarms.ts'
import { protectedAccounts } from './payable.ts'

const gone = z.object({
  collectionId: z.string(),
  mandateId: z.string(),
  amount: pence,
  collectOn: date,
  why: z.string(),
})

/**
 * What has left for Bacs cannot be called back here, and only the bureau can withdraw it: an alarm for each debit that is on its way and
 * must not be taken, once. `which` selects `collection_id` and `why`. Answers how many there are.
 */
async function tell(db: Db, councilId: number, which: Sql): Promise<number> {
  const found = await db.many(
    gone,
    sql`
      select distinct on (collection.id) collection.id as collection_id, collection.mandate_id, collection.amount,
        collection.collect_on, found.why
      from (${which}) as found
      join payments.collection as collection
        on collection.council_id = ${councilId}::int and collection.id = found.collection_id and collection.state = 'submitted'
      order by collection.id, found.why`,
  )
  for (const { collectionId, mandateId, amount, collectOn, why } of found)
    await raise(db, {
      councilId,
      kind: 'late',
      key: `has left/${collectionId}`,
      mandateId,
      says: `${formatPounds(amount)} is on its way to be taken on ${formatDate(collectOn)}, and since its file was released: ${why}. Ask the bureau at once to withdraw it. If it is too late, tell the payer, who can have it back from their bank under the Direct Debit Guarantee.`,
    })
  return found.length
}

type Night = { readonly councilId: number; readonly today: Temporal.PlainDate }

/** What has not ended by itself by then was looked at a night ago: only so many days back is anything looked for. */
const looksBack = 31

/** Of the accounts from which nothing may be taken any more. */
export const tellOfProtected = (db: Db, { councilId, today }: Night): Promise<number> =>
  tell(
    db,
    councilId,
    sql`
      select collection.id as collection_id, protected.why
      from payments.collection as collection
      join (${protectedAccounts(councilId)}) as protected on protected.account_id = collection.account_id
      where collection.council_id = ${councilId}::int and collection.state = 'submitted'
        and collection.collect_on > ${today.subtract({ days: looksBack })}::date`,
  )

/** Of a mandate that is cancelled. */
export const tellOfCancelled = (db: Db, councilId: number, mandateId: string): Promise<number> =>
  tell(
    db,
    councilId,
    sql`
      select id as collection_id, 'The direct debit was cancelled' as why from payments.collection
      where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid and state = 'submitted'`,
  )

/** Why a collection is called off that was in no released file in time. */
export const notReleased = 'It was not released in time'

/** Of the days whose file nobody released in time, once what was to be taken was called off: how much it was, once a day. */
export async function tellOfNotReleased(db: Db, { councilId, today }: Night): Promise<void> {
  const days = await db.many(
    z.object({ collectOn: date, collections: count, total: pence }),
    sql`
      select collect_on, count(*) as collections, sum(amount)::bigint as total from payments.collection
      where council_id = ${councilId}::int and state = 'cancelled' and state_why = ${notReleased}::text
        and collect_on <= ${today}::date and collect_on > ${today.subtract({ days: looksBack })}::date
      group by collect_on order by collect_on`,
  )
  for (const { collectOn, collections, total } of days)
    await raise(db, {
      councilId,
      kind: 'late',
      key: `not released/${collectOn}`,
      says: `${collections === 1 ? '1 debit' : `${collections} debits`} of ${formatPounds(total)} for ${formatDate(collectOn)} ${collections === 1 ? 'was' : 'were'} not released in time, and nothing was taken. The payers are told of another day as soon as they may be; until then they have done nothing wrong, so make sure that nobody is chased for it.`,
    })
}
