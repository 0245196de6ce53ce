import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { agreeing } from './agreeing.ts'
import { unplaced } from './arrived.ts'
import { nearMisses, type ReferenceScheme } from './references.ts'

/** So many payments are looked at together: each has a hundred near misses or so. */
const batch = 500
const wordsLookedAt = 6

const waiting = z.object({ id: z.string(), quoted: z.array(z.string()) })

/**
 * Places what quotes a reference that is a slip away from one account's, where the payer is by name somebody who owes it and
 * the amount is one that is due, or all of their name agrees. The amount alone never decides: a street of neighbours pays the
 * same instalment under references that follow one another.
 */
export async function matchMistyped(
  db: Db,
  {
    councilId,
    schemes,
  }: { readonly councilId: number; readonly schemes: readonly ReferenceScheme[] },
): Promise<void> {
  if (schemes.length === 0) return
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const some = await db.many(
      waiting,
      sql`
        select id, quoted from (${unplaced}) as arrived
        where cardinality(quoted) > 0 and id > ${after}::uuid order by id limit ${batch}::int`,
    )
    const last = some.at(-1)
    if (!last) return
    after = last.id
    await placeMistyped(db, councilId, some.flatMap(nearOf(schemes)))
  }
}

type Near = { readonly id: string; readonly reference: string }

/** What each payment may have meant. */
export const nearOf =
  (schemes: readonly ReferenceScheme[]) =>
  ({ id, quoted }: z.infer<typeof waiting>): readonly Near[] =>
    quoted
      .slice(0, wordsLookedAt)
      .flatMap(word => nearMisses(word, schemes))
      .map(reference => ({ id, reference }))

const placeMistyped = (db: Db, councilId: number, near: readonly Near[]): Promise<number> =>
  db.run(sql`
    insert into pg_temp.placed (id, account_id, way, why)
    select id, (array_agg(account_id))[1], 'mistyped reference',
      'The reference is a slip away from ' || (array_agg(reference))[1] || ', the payer is named as somebody who owes it, and '
        || case when bool_and(names >= 2) then 'all of the name agrees.' else 'the amount is one that is due on it.' end
    from (${agreeing(
      councilId,
      sql`
        select distinct arrived.id, account.id as account_id, arrived.amount, arrived.payer, arrived.received_on
        from unnest(${near.map(({ id }) => id)}::uuid[], ${near.map(({ reference }) => reference)}::text[]) as meant (id, reference)
        join pg_temp.arrived as arrived on arrived.id = meant.id
        join debts.account as account
          on account.council_id = ${councilId}::int and account.standard_reference = meant.reference`,
    )}) as agreed
    where names >= 2 or names >= 1 and (is_balance or is_instalment or is_overdue)
    group by id
    having count(*) = 1`)
