import type { Db } from '#platform/db.ts'
import { matchAsBefore } from './match-as-before.ts'
import { matchByName } from './match-by-name.ts'
import { matchByReference } from './match-by-reference.ts'
import { matchMistyped } from './match-mistyped.ts'
import type { ReferenceScheme } from './references.ts'

/**
 * Finds the account that each of `pg_temp.arrived` is for, where it is sure, into `pg_temp.placed`: which account, by which
 * way it is known, and why, in words. What is not sure is in no row: it waits in suspense for somebody to say. Each way looks
 * only at what those before it left.
 */
export async function matchArrived(
  db: Db,
  of: { readonly councilId: number; readonly schemes: readonly ReferenceScheme[] },
): Promise<void> {
  await db.script(`
    drop table if exists pg_temp.placed;
    create temporary table placed (id uuid primary key, account_id uuid not null, way text not null, why text not null)
      on commit drop`)
  await matchByReference(db, of)
  await matchAsBefore(db, of)
  await matchMistyped(db, of)
  await matchByName(db, of)
  await db.script('analyze pg_temp.placed')
}
