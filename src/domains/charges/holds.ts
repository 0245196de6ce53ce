import { z } from 'zod'
import { recordSet } from '#administration'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { actor } from './actor.ts'

/** The kinds of hold that stop interest from their first day. */
export const stoppingKinds = [
  'breathing space',
  'mental health crisis',
  'insolvency',
  'dissolution',
] as const
export const moratoriumKinds = ['breathing space', 'mental health crisis'] as const

const dayOf = (moment: Sql): Sql => sql`(${moment} at time zone 'Europe/London')::date`

/** The first day of a hold that a statement calls `reach`, and the last it covers, whole or in part. */
export const firstDayOfHold = dayOf(sql`reach.starts_at`)
export const lastDayOfHold = dayOf(sql`(reach.ends_at - interval '1 microsecond')`)

type Some = {
  readonly councilId: number
  readonly ids: readonly string[]
  readonly today: Temporal.PlainDate
}

/** Each hold that stops the interest of one of these charges, and from which day. One that was taken back before it began stops none. */
export const holdsThatStop = ({ councilId, ids, today }: Some): Sql => sql`
  select distinct component.id as component_id, reach.kind, reach.hold_id,
    greatest(${firstDayOfHold}, component.starts_on) as from_on, reach.reason as why
  from charges.component as component
  join protections.hold_on_account as reach
    on reach.council_id = ${councilId}::int and reach.account_id = component.account_id
  where component.council_id = ${councilId}::int and component.id = any(${[...ids]}::uuid[])
    and component.basis_points is not null and reach.kind = any(${[...stoppingKinds]}::text[])
    and (reach.ends_at is null or reach.ends_at > reach.starts_at)
    and ${firstDayOfHold} <= ${today}::date and (component.ends_on is null or ${firstDayOfHold} <= component.ends_on)
    and (reach.ends_at is null or ${lastDayOfHold} >= component.starts_on)`

/** Writes down a stop for each hold that stops interest and was not known of, from its first day, however late it was learned. */
export async function stopByHolds(db: Db, some: Some): Promise<void> {
  const stopped = await db.many(
    z.object({ componentId: z.string() }),
    sql`
      insert into charges.stop (council_id, id, component_id, kind, hold_id, from_on, why, recorded_by)
      select ${some.councilId}::int, platform.id_of('stop', ${some.councilId}::int, component_id || '/' || hold_id),
        component_id, kind, hold_id, from_on, why, ${actor}::text
      from (${holdsThatStop(some)}) as found
      on conflict do nothing
      returning component_id`,
  )
  await recordCharges(db, {
    councilId: some.councilId,
    actor,
    action: 'stopped by a hold',
    ids: stopped.map(({ componentId }) => componentId),
  })
}

/** Audits that something was done to each of these charges. */
export async function recordCharges(
  db: Db,
  {
    councilId,
    actor: by,
    action,
    ids,
  }: {
    readonly councilId: number
    readonly actor: string
    readonly action: string
    readonly ids: readonly string[]
  },
): Promise<void> {
  if (ids.length > 0)
    await recordSet(db, {
      councilId,
      actor: by,
      action,
      objectKind: 'charge',
      objects: sql`select id::text as object_id, '{}'::text as detail from unnest(${[...ids]}::uuid[]) as id`,
    })
}

/**
 * Whether everybody who owes an account may be seen by whoever asks: of somebody restricted from them, neither name nor hold is. For use
 * inside a statement.
 */
export const isEverybodySeen = (councilId: number, accountId: string): Sql => sql`
  not exists (
    select from debts.liability as owing
    where owing.council_id = ${councilId}::int and owing.account_id = ${accountId}::uuid and not exists (
      select from parties.party as seen where seen.council_id = ${councilId}::int and seen.id = owing.party_id))`

/** The accounts on which nothing may be added now: a moratorium runs, or ran when this transaction began. */
export async function heldAccounts(
  db: Db,
  { councilId, accountIds }: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const held = await db.many(
    z.object({ accountId: z.string() }),
    sql`
      select distinct account_id from protections.hold_on_account
      where council_id = ${councilId}::int and account_id = any(${[...accountIds]}::uuid[])
        and kind = any(${[...moratoriumKinds]}::text[]) and starts_at <= clock_timestamp()
        and (ends_at is null or ends_at > now())`,
  )
  return new Set(held.map(({ accountId }) => accountId))
}

/** What stands in the way of charging an account on a day: what runs now, and what covers the day. */
export async function inTheWay(
  db: Db,
  {
    councilId,
    accountId,
    on,
  }: { readonly councilId: number; readonly accountId: string; readonly on: Temporal.PlainDate },
): Promise<{ readonly isCovered: boolean; readonly isInsolvent: boolean }> {
  return db.one(
    z.object({ isCovered: z.boolean(), isInsolvent: z.boolean() }),
    sql`
      select
        coalesce(bool_or(reach.kind = any(${[...moratoriumKinds]}::text[]) and ${firstDayOfHold} <= ${on}::date
          and (reach.ends_at is null or ${lastDayOfHold} >= ${on}::date)), false) as is_covered,
        coalesce(bool_or(reach.kind = 'insolvency' and (reach.ends_at is null or reach.ends_at > clock_timestamp())
          and reach.starts_at <= clock_timestamp()), false) as is_insolvent
      from protections.hold_on_account as reach
      where reach.council_id = ${councilId}::int and reach.account_id = ${accountId}::uuid`,
  )
}
