import { z } from 'zod'
import { recordSet } from '#administration'
import type { Db } from '#platform/db.ts'
import { lockBalances } from '#debts'
import { pence, date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import { actor } from './actor.ts'
import { componentsById, entriesOf } from './component.ts'
import { firstDayOfHold, lastDayOfHold, moratoriumKinds } from './holds.ts'
import { kindsOfCharge } from './kinds.ts'
import { type Line, postLines } from './post-changes.ts'

const covered = z.object({ id: z.string(), kind: z.string(), firstDay: date, left: pence })
const ended = z.object({ id: z.string(), accountId: z.string(), left: pence })

/**
 * Takes off, whole, the costs of court on each of these accounts from a day on, and before another where one is given: they rest on a notice
 * that was withdrawn, so they were never due.
 * Answers what came off each account, in pence.
 */
export async function takeOffCosts(
  db: Db,
  {
    councilId,
    accounts,
    why,
    by,
  }: {
    readonly councilId: number
    readonly accounts: readonly {
      readonly accountId: string
      readonly since: Temporal.PlainDate
      readonly before: Temporal.PlainDate | null
    }[]
    readonly why: string
    readonly by: string
  },
): Promise<ReadonlyMap<string, Pence>> {
  await lockBalances(db, councilId, accounts.map(({ accountId }) => accountId).toSorted())
  const found = await db.many(
    ended,
    sql`
      update charges.component as component set taken_off_at = clock_timestamp(), taken_off_why = ${why}::text
      from unnest(
        ${accounts.map(({ accountId }) => accountId)}::uuid[], ${accounts.map(({ since }) => since)}::date[],
        ${accounts.map(({ before }) => before)}::date[]
      ) as given (account_id, since, before)
      where component.council_id = ${councilId}::int and component.account_id = given.account_id
        and component.hearing_on is not null and component.taken_off_at is null and component.starts_on >= given.since
        and component.starts_on < coalesce(given.before, 'infinity')
      returning component.id, component.account_id, (
        select coalesce(sum(amount), 0)::bigint from charges.component_entry
        where council_id = ${councilId}::int and component_id = component.id) as left`,
  )
  await postTakenOff(db, { councilId, found, by, why: 'the notice was withdrawn' })
  const off = new Map<string, Pence>()
  for (const { accountId, left } of found) off.set(accountId, (off.get(accountId) ?? 0n) + left)
  return off
}

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
  await postTakenOff(db, { councilId, found, by: actor, why: 'moratorium' })
  return found.length
}

/** The entries that take off all that is left of these charges, which say why themselves; and the audit. */
async function postTakenOff(
  db: Db,
  {
    councilId,
    found,
    by,
    why,
  }: {
    readonly councilId: number
    readonly found: readonly { readonly id: string; readonly left: Pence }[]
    readonly by: string
    readonly why: string
  },
): Promise<void> {
  if (found.length === 0) return
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
  await postLines(db, { councilId, lines, by })
  await recordSet(db, {
    councilId,
    actor: by,
    action: 'took off a charge',
    objectKind: 'charge',
    objects: sql`
      select charge_id::text as object_id, json_build_object('why', ${why}::text)::text as detail
      from unnest(${of.ids}::uuid[]) as charge_id`,
  })
}
