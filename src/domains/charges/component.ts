import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { actor } from './actor.ts'
import { holdsThatStop } from './holds.ts'
import { chargeKinds } from './kinds.ts'

const component = z.object({
  id: z.string(),
  accountId: z.string(),
  kind: z.enum(chargeKinds),
  authority: z.string(),
  authorityOn: date,
  hearingOn: date.nullable(),
  because: z.string(),
  businessEvidence: z.string().nullable(),
  /** What is charged once; null where it is interest. */
  amount: pence.nullable(),
  /** Of interest: hundredths of a per cent a year; zero of what is charged once. */
  basisPoints: z.number(),
  principal: pence.nullable(),
  cap: pence.nullable(),
  startsOn: date,
  endsOn: date.nullable(),
  endedWhy: z.string().nullable(),
  takenOffWhy: z.string().nullable(),
  recordedBy: z.string(),
  recordedAt: instant,
  /** What it added to the debt, after corrections, and what was waived of that. */
  charged: pence,
  waived: pence,
})
/** One charge on a debt: costs, interest or compensation, with what it stands on. */
export type Component = z.infer<typeof component>

const components = (councilId: number): Sql => sql`
  select component.id, component.account_id, component.kind, component.authority, component.authority_on,
    component.hearing_on, component.because, component.business_evidence, component.amount,
    coalesce(component.basis_points, 0) as basis_points, component.principal, component.cap, component.starts_on,
    component.ends_on, component.ended_why, component.taken_off_why, component.recorded_by, component.recorded_at,
    coalesce(posted.charged, 0)::bigint as charged, coalesce(posted.waived, 0)::bigint as waived
  from charges.component as component
  cross join lateral (
    select sum(amount) filter (where what <> 'waived') as charged, -sum(amount) filter (where what = 'waived') as waived
    from charges.component_entry
    where council_id = ${councilId}::int and component_id = component.id
  ) as posted
  where component.council_id = ${councilId}::int`

/** The charges on an account, in the order of their days. */
export const componentsOn = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Component[]> =>
  db.many(
    component,
    sql`
      ${components(councilId)} and component.account_id = ${accountId}::uuid
      order by component.starts_on, component.recorded_at, component.id`,
  )

export const componentsById = (
  db: Db,
  { councilId, ids }: { readonly councilId: number; readonly ids: readonly string[] },
): Promise<readonly Component[]> =>
  db.many(
    component,
    sql`${components(councilId)} and component.id = any(${[...ids]}::uuid[]) order by component.id`,
  )

const posted = z.object({
  componentId: z.string(),
  entryId: z.string(),
  amount: pence,
  what: z.enum(['charged', 'corrected', 'waived']),
  month: date.nullable(),
  kind: z.string(),
  effectiveOn: date,
  reference: z.string(),
  narrative: z.string(),
  recordedBy: z.string(),
  recordedAt: instant,
  /** Whether it was said backwards since. */
  isReversed: z.boolean(),
})
/** One entry of the ledger that is a charge's. */
export type ComponentEntry = z.infer<typeof posted>

/** The entries of these charges, in the order they were posted. */
export const entriesOf = (
  db: Db,
  { councilId, ids }: { readonly councilId: number; readonly ids: readonly string[] },
): Promise<readonly ComponentEntry[]> =>
  db.many(
    posted,
    sql`
      select own.component_id, own.entry_id, own.amount, own.what, own.month, entry.kind, entry.effective_on,
        entry.reference, entry.narrative, entry.recorded_by, entry.recorded_at,
        exists (
          select from debts.entry as undone
          where undone.council_id = ${councilId}::int and undone.reverses_id = own.entry_id) as is_reversed
      from charges.component_entry as own
      join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = own.entry_id
      where own.council_id = ${councilId}::int and own.component_id = any(${[...ids]}::uuid[])
      order by entry.recorded_at, entry.effective_on, entry.reference`,
  )

const stop = z.object({
  id: z.string(),
  componentId: z.string(),
  kind: z.enum([
    'breathing space',
    'mental health crisis',
    'insolvency',
    'dissolution',
    'decision',
  ]),
  holdId: z.string().nullable(),
  fromOn: date,
  why: z.string(),
  recordedBy: z.string(),
  recordedAt: instant,
  untilOn: date.nullable(),
  untilBy: z.string().nullable(),
  untilWhy: z.string().nullable(),
})
export type Stop = z.infer<typeof stop>

/** When these charges are stopped: what is written down, and the holds of today that the night has still to write down. */
export const stopsOf = (
  db: Db,
  {
    councilId,
    ids,
    today,
  }: {
    readonly councilId: number
    readonly ids: readonly string[]
    readonly today: Temporal.PlainDate
  },
): Promise<readonly Stop[]> =>
  db.many(
    stop,
    sql`
      select id, component_id, kind, hold_id, from_on, why, recorded_by, recorded_at, until_on, until_by, until_why
      from charges.stop
      where council_id = ${councilId}::int and component_id = any(${[...ids]}::uuid[])
      union all
      select hold_id, component_id, kind, hold_id, from_on, why, ${actor}::text, clock_timestamp(), null, null, null
      from (${holdsThatStop({ councilId, ids, today })}) as found
      where not exists (
        select from charges.stop as known
        where known.council_id = ${councilId}::int and known.component_id = found.component_id and known.hold_id = found.hold_id)
      order by from_on, recorded_at, id`,
  )

/** Takes charges for a change; everything that changes one takes it first, after the people it is about. */
export const lockComponents = (
  db: Db,
  { councilId, ids }: { readonly councilId: number; readonly ids: readonly string[] },
): Promise<number> =>
  db.run(sql`
    select id from charges.component
    where council_id = ${councilId}::int and id = any(${[...ids]}::uuid[])
    order by id for no key update`)
