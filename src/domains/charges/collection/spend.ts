import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'
import { allSpendingKinds, type SpendingKind } from './spending-kinds.ts'
import { suppliers } from './suppliers.ts'

const cost = z.object({
  id: z.string(),
  kind: z.enum(allSpendingKinds),
  supplier: z.string(),
  amount: pence,
  spentOn: date,
  reference: z.string(),
  recordedBy: z.string(),
  recordedAt: instant,
  undoneBy: z.string().nullable(),
  undoneWhy: z.string().nullable(),
})
/** What collecting an account cost the council, once. */
export type Cost = z.infer<typeof cost>

/** What was spent on collecting an account, the latest first. */
export const costsOn = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Cost[]> =>
  db.many(
    cost,
    sql`
      select spending.id, spending.kind, supplier.name as supplier, spending.amount, spending.spent_on, spending.reference,
        spending.recorded_by, spending.recorded_at, spending.undone_by, spending.undone_why
      from charges.spending as spending
      join charges.supplier as supplier on supplier.council_id = ${councilId}::int and supplier.id = spending.supplier_id
      where spending.council_id = ${councilId}::int and spending.account_id = ${accountId}::uuid
      order by spending.spent_on desc, spending.recorded_at desc, spending.id`,
  )

export type Spend = {
  readonly councilId: number
  readonly accountId: string
  readonly kind: SpendingKind
  readonly supplierId: string
  readonly amount: Pence
  readonly spentOn: Temporal.PlainDate
  readonly reference: string
  readonly today: Temporal.PlainDate
  readonly actor: string
}

/**
 * Writes down what collecting an account cost. Refuses a supplier that is not approved for it, or that the same person approved; more
 * than the limit for one cost, or than is left of the month's; and the same cost twice. Answers its id.
 */
export async function spend(db: Db, asked: Spend): Promise<Outcome<string>> {
  const { councilId, accountId, kind, supplierId, amount, spentOn, reference, actor } = asked
  if (isBefore(asked.today, spentOn)) return refused(refusals.dayToCome)
  const supplier = (await suppliers(db, councilId)).find(({ id }) => id === supplierId)
  if (!supplier?.kinds.includes(kind)) return refused(refusals.notApproved)
  if (supplier.approvedBy === actor) return refused(refusals.approvedByYou)
  const limit = await lockLimit(db, asked)
  if (amount > limit.atOnce) return refused(refusals.overAtOnce(limit.atOnce))
  if (amount > limit.left) return refused(refusals.overAMonth(limit.left))
  const id = randomUUID()
  const written = await db.run(sql`
    insert into charges.spending
      (council_id, id, account_id, kind, supplier_id, amount, spent_on, reference, recorded_by)
    values (
      ${councilId}::int, ${id}::uuid, ${accountId}::uuid, ${kind}::text, ${supplierId}::uuid, ${amount}::bigint,
      ${spentOn}::date, ${reference}::text, ${actor}::text)
    on conflict (council_id, supplier_id, account_id, kind, lower(reference)) where undone_at is null do nothing`)
  if (written === 0) return refused(refusals.alreadyWritten)
  await record(db, {
    councilId,
    actor,
    action: 'spent on collecting',
    objectKind: 'collection cost',
    objectId: id,
    detail: { kind, account: accountId },
  })
  return done(id)
}

/** What may be spent, with the limit taken until the transaction ends: two at once cannot both have what is left. */
async function lockLimit(
  db: Db,
  { councilId, kind, spentOn }: Spend,
): Promise<{ readonly atOnce: Pence; readonly left: Pence }> {
  const limit = await db.maybeOne(
    z.object({ atOnce: pence, aMonth: pence }),
    sql`
      select at_once, a_month from charges.spending_limit
      where council_id = ${councilId}::int and kind = ${kind}::text for update`,
  )
  const { spent } = await db.one(
    z.object({ spent: pence }),
    sql`
      select coalesce(sum(amount), 0)::bigint as spent from charges.spending
      where council_id = ${councilId}::int and kind = ${kind}::text and undone_at is null
        and spent_on >= ${spentOn.with({ day: 1 })}::date and spent_on < ${spentOn.with({ day: 1 }).add({ months: 1 })}::date`,
  )
  return { atOnce: limit?.atOnce ?? 0n, left: (limit?.aMonth ?? 0n) - spent }
}

/** Takes off a cost that was written down wrongly. It stays, with who took it off and why. */
export async function undoCost(
  db: Db,
  {
    councilId,
    costId,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly costId: string
    readonly why: string
    readonly actor: string
  },
): Promise<Outcome<void>> {
  const undone = await db.run(sql`
    update charges.spending set undone_by = ${actor}::text, undone_at = clock_timestamp(), undone_why = ${why}::text
    where council_id = ${councilId}::int and id = ${costId}::uuid and undone_at is null`)
  if (undone === 0) return refused(refusals.alreadyUndone)
  await record(db, {
    councilId,
    actor,
    action: 'took off a cost of collecting',
    objectKind: 'collection cost',
    objectId: costId,
  })
  return done(undefined)
}
