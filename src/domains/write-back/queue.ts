import { z } from 'zod'
import { recordSet } from '#administration'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { join, type Sql, sql } from '#platform/sql.ts'
import { type Kind, kinds } from './kinds/index.ts'

/** Whoever queues what nobody in particular said. */
export const queueActor = 'system:write-back'

/**
 * Finds what changed since it was last looked for, and queues each change for its account's source, once for ever, in numbers
 * that follow each other. Reads what is new and not the book. Killed, it is as though it had not begun. Answers how many were
 * queued; nothing where no source is told.
 */
export async function queueChanges(db: Db, councilId: number): Promise<number> {
  const { until } = await db.one(
    z.object({ until: instant }),
    // Asked before anything is read: what is not there yet comes after it.
    sql`select platform.settled_before() as until`,
  )
  const told = await db.many(
    z.object({ source: z.string(), since: instant }),
    sql`
      select source, greatest(tells_from, looked_until) as since from write_back.source
      where council_id = ${councilId}::int and way = 'file' order by source for no key update`,
  )
  const [first] = told.toSorted((a, b) => Temporal.Instant.compare(a.since, b.since))
  if (!first) return 0
  const queued = await queueMessages(db, {
    councilId,
    by: queueActor,
    changes: join(
      kinds.flatMap((kind: Kind) =>
        kind.changes
          ? [
              sql`select ${kind.kind}::text as kind, change.* from (${kind.changes({ councilId, since: first.since })}) as change`,
            ]
          : [],
      ),
      ' union all ',
    ),
  })
  await db.run(sql`
    update write_back.source set looked_until = greatest(looked_until, ${until}::timestamptz)
    where council_id = ${councilId}::int and way = 'file'`)
  return queued
}

/**
 * Queues a set of changes, those that are not queued already. `changes` selects `kind` and what `Changes` selects. The caller
 * holds the rows of `write_back.source`, so that numbers follow each other.
 */
async function queueMessages(
  db: Db,
  {
    councilId,
    changes,
    by,
  }: { readonly councilId: number; readonly changes: Sql; readonly by: string },
): Promise<number> {
  const messages = await db.many(
    z.object({ id: z.string() }),
    sql`
      with change as materialized (${changes}), fresh as materialized (
        select distinct on (change.effect_key) change.*, account.source, account.reference, told.last_number
        from change
        join debts.account as account on account.council_id = ${councilId}::int and account.id = change.account_id
        join write_back.source as told
          on told.council_id = ${councilId}::int and told.source = account.source and told.way = 'file'
          and change.recorded_at >= told.tells_from
        where not exists (select from write_back.message as known
          where known.council_id = ${councilId}::int and known.effect_key = change.effect_key)
        order by change.effect_key
      ), numbered as (
        select *, last_number + row_number() over (partition by source order by recorded_at, effect_key) as number from fresh
      ), counted as (
        update write_back.source as told set last_number = last.number
        from (select source, max(number) as number from numbered group by source) as last
        where told.council_id = ${councilId}::int and told.source = last.source
      )
      insert into write_back.message
        (council_id, id, source, number, kind, account_id, effect_key, entry_id, amount, reference, happened_on, code, until_on, says, queued_by)
      select ${councilId}::int, platform.id_of('message', ${councilId}::int, effect_key), source, number, kind, account_id, effect_key,
        entry_id, amount, reference, happened_on, code, until_on, says, ${by}::text
      from numbered
      returning id`,
  )
  if (messages.length > 0)
    await recordSet(db, {
      councilId,
      actor: by,
      action: 'queued',
      objectKind: 'source message',
      objects: sql`select id::text as object_id, '{}'::text as detail from unnest(${messages.map(({ id }) => id)}::uuid[]) as id`,
    })
  return messages.length
}

/**
 * Says one thing to an account's source, as it happens, for a room that decides it: once for its key. False where that source
 * is told nothing, because it is only read.
 */
export async function tellSource(
  db: Db,
  told: {
    readonly councilId: number
    readonly accountId: string
    readonly kind: (typeof kinds)[number]['kind']
    /** What it is called for ever: `note/…`. */
    readonly key: string
    readonly on: Temporal.PlainDate
    readonly code?: string
    readonly says: string
    readonly by: string
  },
): Promise<boolean> {
  const { councilId, accountId, kind, key, on, code = '', says, by } = told
  if (!(await isToldThings(db, councilId, accountId))) return false
  await queueMessages(db, {
    councilId,
    by,
    changes: sql`
      select ${kind}::text as kind, ${key}::text as effect_key, ${accountId}::uuid as account_id, null::uuid as entry_id,
        null::bigint as amount, ${on}::date as happened_on, ${code}::text as code, null::date as until_on, ${says}::text as says,
        'infinity'::timestamptz as recorded_at`,
  })
  return true
}

/** Whether the source of an account is told things at all; held so until the transaction ends. */
export const isToldThings = async (
  db: Db,
  councilId: number,
  accountId: string,
): Promise<boolean> =>
  (await db.run(sql`
    select from write_back.source as told
    join debts.account as account on account.council_id = ${councilId}::int and account.source = told.source
    where told.council_id = ${councilId}::int and told.way = 'file' and account.id = ${accountId}::uuid
    for no key update of told`)) > 0
