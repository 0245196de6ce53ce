import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

const limits = z.object({
  /** Per cent of the largest of the last six runs with that notice. */
  ofTheLargest: z.number(),
  /** Per cent of all accounts of the type. */
  ofAccounts: z.number(),
  /** Per cent of those written to whose address is bad or has just changed. */
  ofBadAddresses: z.number(),
  /** Days: an address that changed since is looked at. */
  addressChanged: z.number(),
  /** Days: payments that are older stop the run, and so do figures. */
  paymentsOld: z.number(),
})

/** How far a night may differ from what is usual before two people and a reason are needed. The council's to set. */
export type BrakeLimits = z.infer<typeof limits>

/** What a council has until it sets its own. */
export const shippedLimits: BrakeLimits = {
  ofTheLargest: 150,
  ofAccounts: 10,
  ofBadAddresses: 1,
  addressChanged: 14,
  paymentsOld: 4,
}

export const brakeLimits = async (db: Db, councilId: number): Promise<BrakeLimits> =>
  (await db.maybeOne(
    limits,
    sql`
      select of_the_largest, of_accounts, of_bad_addresses, address_changed, payments_old
      from recovery.brake_limits where council_id = ${councilId}::int`,
  )) ?? shippedLimits

/** Sets a council's limits, for the next plan on. A plan keeps the warnings that it was made with. */
export async function setBrakeLimits(
  db: Db,
  { councilId, by, ...set }: BrakeLimits & { readonly councilId: number; readonly by: string },
): Promise<void> {
  await db.run(sql`
    insert into recovery.brake_limits
      (council_id, of_the_largest, of_accounts, of_bad_addresses, address_changed, payments_old, set_by)
    values (
      ${councilId}::int, ${set.ofTheLargest}::int, ${set.ofAccounts}::int, ${set.ofBadAddresses}::int,
      ${set.addressChanged}::int, ${set.paymentsOld}::int, ${by}::text)
    on conflict (council_id) do update set
      of_the_largest = excluded.of_the_largest, of_accounts = excluded.of_accounts,
      of_bad_addresses = excluded.of_bad_addresses, address_changed = excluded.address_changed,
      payments_old = excluded.payments_old, set_by = excluded.set_by, set_at = clock_timestamp()`)
  await record(db, {
    councilId,
    actor: by,
    action: 'set the brakes',
    objectKind: 'brakes',
    objectId: `${councilId}`,
    detail: { ...set },
  })
}
