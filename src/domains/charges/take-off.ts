import { z } from 'zod'
import { recordSet } from '#administration'
import type { Db } from '#platform/db.ts'
import { pence, date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { actor } from './actor.ts'
import { componentsById, entriesOf } from './component.ts'
import { firstDayOfHold, lastDayOfHold, moratoriumKinds } from './holds.ts'
import { kindsOfCharge } from './kinds.ts'
import { type Line, postLines } from './post-changes.ts'

const covered = z.object({ id: z.string(), kind: z.string(), firstDay: date, left: pence })

/**
 * Takes off, whole, each charge whose day turns out to lie within a moratorium, learned of late as it may be: a reversal of its entry,
 * or of what a waiver left of it. It is not charged again afterwards. Answers how many.
 *
 * Law: SI 2020/1311 reg 7: no fee, penalty or charge accrues during a moratorium.
 */
export async function takeOffCovered(
  db: Db,
  { councilId, ids }: { readonly councilId: number; readonly ids: readonly string[] },
): Promise<number> {
  const found = await db.many(
    covered,
    sql`
      update charges.component as component set
        taken_off_at = clock_timestamp(), taken_off_why = 'A ' || reach.kind || ' ran on its day, from ' || to_char(reach.first_day, 'FMDD FMMonth YYYY')
      from (
        select distinct on (reach.account_id, fixed.id) fixed.id, reach.kind, ${firstDayOfHold} as first_day,
          (select coalesce(sum(amount), 0)::bigint from charges.component_entry
            where council_id = ${councilId}::int and component_id = fixed.id) as left
        from charges.component as fixed
        join protections.hold_on_account as reach on reach.council_id = ${councilId}::int and reach.account_id = fixed.account_id
        where fixed.council_id = ${councilId}::int and fixed.id = any(${[...ids]}::uuid[]) and fixed.amount is not null
          and fixed.taken_off_at is null and reach.kind = any(${[...moratoriumKinds]}::text[])
          and fixed.starts_on >= ${firstDayOfHold} and (reach.ends_at is null or fixed.starts_on <= ${lastDayOfHold})
        order by reach.account_id, fixed.id, reach.starts_at
      ) as reach
      where component.council_id = ${councilId}::int and component.id = reach.id
      returning component.id, reach.kind, reach.first_day, reach.left`,
  )
  if (found.length === 0) return 0
  const of = { councilId, ids: found.map(({ id }) => id) }
  const components = new Map((await componentsById(db, of)).map(one => [one.id, one]))
  const entries = Map.groupBy(await entriesOf(db, of), ({ componentId }) => componentId)
  const lines = found.flatMap(({ id, left }): readonly Line[] => {
    const component = components.get(id)
    const [charged, ...others] = entries.get(id) ?? []
    if (!component || !charged || left <= 0n) return []
    const { part } = kindsOfCharge[component.kind]
    const own = {
      componentId: id,
      accountId: component.accountId,
      on: charged.effectiveOn,
      narrative: `${kindsOfCharge[component.kind].title} taken off: ${component.takenOffWhy ?? ''}`,
      place: 'costs',
      amount: -left,
      what: 'corrected',
      month: null,
    } as const
    return [
      others.length === 0
        ? {
            ...own,
            reference: `${charged.reference}/reversed`,
            kind: 'reversal',
            sourceKind: 'reversal',
            sourceId: charged.entryId,
            reversesId: charged.entryId,
          }
        : {
            ...own,
            reference: `${charged.reference}/taken off`,
            kind: 'adjustment',
            sourceKind: part,
            sourceId: `${id}/taken off`,
            reversesId: null,
          },
    ]
  })
  await postLines(db, { councilId, lines })
  await recordSet(db, {
    councilId,
    actor,
    action: 'took off a charge',
    objectKind: 'charge',
    objects: sql`
      select charge_id::text as object_id, json_build_object('why', 'moratorium')::text as detail
      from unnest(${of.ids}::uuid[]) as charge_id`,
  })
  return found.length
}
