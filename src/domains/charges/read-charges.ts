import { z } from 'zod'
import { lockBalances } from '#debts'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { liableParties, lockParties } from '#protections'
import { changesTo, type Facts } from './changes.ts'
import { componentsById, entriesOf, lockComponents, stopsOf } from './component.ts'
import { heldAccounts, stopByHolds } from './holds.ts'
import { isInterest } from './kinds.ts'
import { postChanges } from './post-changes.ts'
import { takeOffCovered } from './take-off.ts'

type Some = { readonly councilId: number; readonly ids: readonly string[] }

const movement = z.object({
  accountId: z.string(),
  on: date,
  amount: pence,
  isCharge: z.boolean(),
})

/** What moved the principal of these accounts, by the day it counts from. */
export const movementsOf = (
  db: Db,
  { councilId, accountIds }: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<readonly z.infer<typeof movement>[]> =>
  db.many(
    movement,
    sql`
      select leg.account_id, entry.effective_on as on, sum(leg.amount)::bigint as amount,
        coalesce(reversed.kind, entry.kind) = 'charge' as is_charge
      from (
        select debit as account_id, entry_id, amount from debts.posting
        where council_id = ${councilId}::int and debit = any(${[...accountIds]}::uuid[])
        union all
        select credit, entry_id, -amount from debts.posting
        where council_id = ${councilId}::int and credit = any(${[...accountIds]}::uuid[])
      ) as leg
      join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = leg.entry_id
      left join debts.entry as reversed on reversed.council_id = ${councilId}::int and reversed.id = entry.reverses_id
      where debts.part_of(coalesce(reversed.kind, entry.kind), coalesce(reversed.source_kind, entry.source_kind)) = 'principal'
      group by leg.account_id, entry.effective_on, is_charge
      order by leg.account_id, entry.effective_on, is_charge`,
  )

/**
 * Reads charges again from the ledger and the holds as they are now, and posts what is different: interest for months that are over,
 * corrections of what was learned late, and whatever fell in a moratorium taken back. Doing it again changes nothing. One
 * transaction: give it a few hundred at most. Answers how many entries were posted.
 */
export async function readCharges(
  db: Db,
  { councilId, ids, today }: Some & { readonly today: Temporal.PlainDate },
): Promise<number> {
  const some = await componentsById(db, { councilId, ids })
  const accountIds = [...new Set(some.map(({ accountId }) => accountId))]
  await lockParties(db, { councilId, partyIds: await liableParties(db, { councilId, accountIds }) })
  await lockComponents(db, { councilId, ids })
  // Nothing is posted between what is read and what is said to have been.
  await lockBalances(db, councilId, accountIds)
  await stopByHolds(db, { councilId, ids, today })
  const takenOff = await takeOffCovered(db, { councilId, ids })
  const all = await factsOf(db, { councilId, ids, today })
  const changes = all.flatMap(facts => changesTo(facts, today))
  await postChanges(db, { councilId, changes })
  // What waits for a moratorium to end is not read yet: nothing on record changes on the day that it ends.
  const waits = all.filter(({ isHeld }) => isHeld).map(({ component }) => component.id)
  await db.run(sql`
    update charges.component
    set read_version = case when id <> all(${waits}::uuid[]) then charges.version_of(${councilId}::int, account_id) end
    where council_id = ${councilId}::int and id = any(${[...ids]}::uuid[])`)
  return takenOff + changes.length
}

/** What the interest of these charges is reckoned from, as it is known now. Charges that bear none are left out. */
export async function factsOf(
  db: Db,
  { councilId, ids, today }: Some & { readonly today: Temporal.PlainDate },
): Promise<readonly Facts[]> {
  const components = (await componentsById(db, { councilId, ids })).filter(({ kind }) =>
    isInterest(kind),
  )
  const of = { councilId, ids: components.map(({ id }) => id) }
  const accountIds = [...new Set(components.map(({ accountId }) => accountId))]
  const movements = Map.groupBy(
    await movementsOf(db, { councilId, accountIds }),
    ({ accountId }) => accountId,
  )
  const stops = Map.groupBy(await stopsOf(db, { ...of, today }), ({ componentId }) => componentId)
  const entries = Map.groupBy(await entriesOf(db, of), ({ componentId }) => componentId)
  const held = await heldAccounts(db, { councilId, accountIds })
  return components.map(component => ({
    component,
    movements: movements.get(component.accountId) ?? [],
    stops: stops.get(component.id) ?? [],
    entries: entries.get(component.id) ?? [],
    isHeld: held.has(component.accountId),
  }))
}
