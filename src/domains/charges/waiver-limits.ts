import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'

/** How much somebody of each role may waive of one charge alone. A role that is not in it may waive nothing alone. */
export async function limitsOf(db: Db, councilId: number): Promise<ReadonlyMap<string, Pence>> {
  const found = await db.many(
    z.object({ role: z.string(), amount: pence }),
    sql`select role, amount from charges.waiver_limit where council_id = ${councilId}::int`,
  )
  return new Map(found.map(({ role, amount }) => [role, amount]))
}

/** Sets how much somebody of a role may waive alone; nothing: always two people. */
export async function setLimit(
  db: Db,
  {
    councilId,
    role,
    amount,
    actor,
  }: {
    readonly councilId: number
    readonly role: string
    readonly amount: Pence
    readonly actor: string
  },
): Promise<void> {
  const changed = await db.run(sql`
    insert into charges.waiver_limit (council_id, role, amount, set_by)
    values (${councilId}::int, ${role}::text, ${amount}::bigint, ${actor}::text)
    on conflict (council_id, role) do update set
      amount = excluded.amount, set_by = excluded.set_by, set_at = clock_timestamp()
    where waiver_limit.amount <> excluded.amount`)
  if (changed === 0) return
  await record(db, {
    councilId,
    actor,
    action: 'set a waiver limit',
    objectKind: 'waiver limit',
    objectId: role,
    detail: { pence: String(amount) },
  })
}
