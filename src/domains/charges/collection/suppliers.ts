import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'
import { allSpendingKinds, type SpendingKind } from './spending-kinds.ts'

const supplier = z.object({
  id: z.string(),
  name: z.string(),
  kinds: z.array(z.enum(allSpendingKinds)),
  approvedBy: z.string(),
})
/** Who may be paid, and for what. */
export type Supplier = z.infer<typeof supplier>

/** The approved list. */
export const suppliers = (db: Db, councilId: number): Promise<readonly Supplier[]> =>
  db.many(
    supplier,
    sql`
      select id, name, kinds, approved_by from charges.supplier
      where council_id = ${councilId}::int and ended_at is null order by lower(name)`,
  )

/** Puts a supplier on the approved list. Refuses a name that is on it. */
export async function approveSupplier(
  db: Db,
  {
    councilId,
    name,
    kinds,
    actor,
  }: {
    readonly councilId: number
    readonly name: string
    readonly kinds: readonly SpendingKind[]
    readonly actor: string
  },
): Promise<Outcome<string>> {
  const id = randomUUID()
  const added = await db.run(sql`
    insert into charges.supplier (council_id, id, name, kinds, approved_by)
    values (${councilId}::int, ${id}::uuid, ${name}::text, ${[...kinds]}::text[], ${actor}::text)
    on conflict (council_id, lower(name)) where ended_at is null do nothing`)
  if (added === 0) return refused(refusals.alreadyListed)
  await record(db, {
    councilId,
    actor,
    action: 'approved a supplier',
    objectKind: 'supplier',
    objectId: id,
    detail: { kinds: kinds.join(', ') },
  })
  return done(id)
}

/** Takes a supplier off the list: nothing more is spent with it, and what was stays. */
export async function endSupplier(
  db: Db,
  {
    councilId,
    supplierId,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly supplierId: string
    readonly why: string
    readonly actor: string
  },
): Promise<Outcome<void>> {
  const ended = await db.run(sql`
    update charges.supplier set ended_by = ${actor}::text, ended_at = clock_timestamp(), ended_why = ${why}::text
    where council_id = ${councilId}::int and id = ${supplierId}::uuid and ended_at is null`)
  if (ended === 0) return refused(refusals.notListed)
  await record(db, {
    councilId,
    actor,
    action: 'took a supplier off the list',
    objectKind: 'supplier',
    objectId: supplierId,
  })
  return done(undefined)
}

export type SpendingLimit = { readonly atOnce: Pence; readonly aMonth: Pence }

/** The most that may be spent on each kind, for one cost and in a month. A kind that is not in it: nothing. */
export async function spendingLimits(
  db: Db,
  councilId: number,
): Promise<ReadonlyMap<string, SpendingLimit>> {
  const found = await db.many(
    z.object({ kind: z.string(), atOnce: pence, aMonth: pence }),
    sql`select kind, at_once, a_month from charges.spending_limit where council_id = ${councilId}::int`,
  )
  return new Map(found.map(({ kind, ...limit }) => [kind, limit]))
}

/** Sets the limits of a kind. Refuses a month below one cost. */
export async function setSpendingLimit(
  db: Db,
  {
    councilId,
    kind,
    atOnce,
    aMonth,
    actor,
  }: SpendingLimit & {
    readonly councilId: number
    readonly kind: SpendingKind
    readonly actor: string
  },
): Promise<Outcome<void>> {
  if (aMonth < atOnce) return refused(refusals.monthBelowOnce)
  const changed = await db.run(sql`
    insert into charges.spending_limit (council_id, kind, at_once, a_month, set_by)
    values (${councilId}::int, ${kind}::text, ${atOnce}::bigint, ${aMonth}::bigint, ${actor}::text)
    on conflict (council_id, kind) do update set
      at_once = excluded.at_once, a_month = excluded.a_month, set_by = excluded.set_by, set_at = clock_timestamp()
    where (spending_limit.at_once, spending_limit.a_month) <> (excluded.at_once, excluded.a_month)`)
  if (changed > 0)
    await record(db, {
      councilId,
      actor,
      action: 'set a spending limit',
      objectKind: 'spending limit',
      objectId: kind,
      detail: { atOnce: String(atOnce), aMonth: String(aMonth) },
    })
  return done(undefined)
}
