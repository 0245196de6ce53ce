import { recordSet } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/** Whoever places and ends holds by another system's word. */
export const actor = 'system:protections'

/** Audits holds that another system's word placed or ended, as one set. */
export const recordHolds = async (
  db: Db,
  {
    councilId,
    action,
    source,
    holds,
  }: {
    readonly councilId: number
    readonly action: string
    /** Whose word it is, as `protections.hold.source` has it. */
    readonly source: string
    readonly holds: readonly { readonly id: string }[]
  },
): Promise<void> => {
  if (holds.length === 0) return
  await recordSet(db, {
    councilId,
    actor,
    action,
    objectKind: 'hold',
    objects: sql`
      select hold_id::text as object_id, json_build_object('source', ${source}::text)::text as detail
      from unnest(${holds.map(({ id }) => id)}::uuid[]) as hold_id`,
  })
}
