import { z } from 'zod'
import { ledgerAccount, postSet } from '#debts'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { isDormant } from './days.ts'
import { moveMandate } from './move-mandate.ts'

const actor = 'system:direct debit'

/**
 * Posts what was taken, on its day and not before: one entry for each collection, whose reference is its own, so that
 * nothing is posted twice. Returns how many.
 */
export async function postCollected(
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<number> {
  const due: Sql = sql`
    select collection.id, collection.account_id, collection.collect_on, collection.amount, mandate.reference
    from payments.collection as collection
    join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = collection.mandate_id
    where collection.council_id = ${councilId}::int and collection.state = 'submitted'
      and collection.collect_on <= ${today}::date`
  // Whoever collects or reports at the same time waits, and then finds them posted.
  const count = await db.run(sql`
    select from payments.collection
    where council_id = ${councilId}::int and state = 'submitted' and collect_on <= ${today}::date
    order by id for no key update`)
  if (count === 0) return 0
  await postSet(db, {
    councilId,
    actor,
    entries: sql`
      select 'direct debit/' || due.id as reference, 'payment'::text as kind, due.collect_on as effective_on,
        'Direct debit ' || due.reference as narrative, 'direct debit'::text as source_kind, due.id::text as source_id,
        null::uuid as reverses_id, 1 as line, ${ledgerAccount(councilId, 'bank')} as debit, due.account_id as credit,
        due.amount
      from (${due}) as due`,
  })
  await db.run(sql`
    update payments.mandate as mandate set last_used_on = used.on_day
    from (
      select mandate_id, max(collect_on) as on_day from payments.collection
      where council_id = ${councilId}::int and state = 'submitted' and collect_on <= ${today}::date
      group by mandate_id
    ) as used
    where mandate.council_id = ${councilId}::int and mandate.id = used.mandate_id`)
  return db.run(sql`
    update payments.collection set
      state = 'collected', collected_on = collect_on,
      entry_id = platform.id_of('entry', ${councilId}::int, 'direct debit/' || id)
    where council_id = ${councilId}::int and state = 'submitted' and collect_on <= ${today}::date`)
}

/** Ends what was not used for 24 months: the bank may have forgotten the instruction. Returns how many. */
export async function restDormant(
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<number> {
  const unused = await db.many(
    z.object({ id: z.string(), usedOn: date }),
    sql`
      select id, greatest(last_used_on, state_since) as used_on from payments.mandate
      where council_id = ${councilId}::int and state = 'active'
        and greatest(last_used_on, state_since) < ${today.subtract({ months: 23 })}::date`,
  )
  const dormant = unused.filter(({ usedOn }) => isDormant(usedOn, today))
  for (const { id } of dormant) {
    await moveMandate(db, {
      councilId,
      mandateId: id,
      to: 'dormant',
      why: 'Nothing was collected under it for 24 months',
      on: today,
      actor,
    })
  }
  return dormant.length
}
