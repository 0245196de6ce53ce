import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome } from '#values/outcome.ts'
import { type ModulusTable, readModulusTable } from './modulus-table.ts'
import type { ServiceUser } from './standard18.ts'

const row = z.object({
  serviceUserNumber: z.string(),
  name: z.string(),
  sortCode: z.string(),
  accountNumber: z.string(),
  noticeDays: z.number().nullable(),
})

/** The council as Bacs knows it, and the notice it agreed; undefined until it is set up. */
export async function serviceUserOf(
  db: Db,
  councilId: number,
): Promise<(ServiceUser & { readonly noticeDays: number | undefined }) | undefined> {
  const found = await db.maybeOne(
    row,
    sql`
      select service_user_number, name, sort_code, account_number, notice_days
      from payments.service_user where council_id = ${councilId}::int`,
  )
  return (
    found && {
      number: found.serviceUserNumber,
      name: found.name,
      account: { sortCode: found.sortCode, accountNumber: found.accountNumber },
      noticeDays: found.noticeDays ?? undefined,
    }
  )
}

/**
 * The one lock that the night, a release and a report take first, so that they follow each other in a council and cannot
 * wait for each other. False where no service user is set up: then there is nothing to follow.
 */
export const takeTurn = async (db: Db, councilId: number): Promise<boolean> =>
  (await db.run(sql`
    select from payments.service_user where council_id = ${councilId}::int for no key update`)) > 0

/** Sets or changes it. Done by whoever runs the installation, never from a page. */
export async function setServiceUser(
  db: Db,
  {
    councilId,
    serviceUser: { number, name, account, noticeDays },
    actor,
  }: {
    readonly councilId: number
    readonly serviceUser: ServiceUser & { readonly noticeDays?: number | undefined }
    readonly actor: string
  },
): Promise<void> {
  await db.run(sql`
    insert into payments.service_user
      (council_id, service_user_number, name, sort_code, account_number, notice_days)
    values (${councilId}::int, ${number}::text, ${name}::text, ${account.sortCode}::text, ${account.accountNumber}::text,
      ${noticeDays ?? null}::int)
    on conflict (council_id) do update set
      service_user_number = excluded.service_user_number, name = excluded.name, sort_code = excluded.sort_code,
      account_number = excluded.account_number, notice_days = excluded.notice_days`)
  await record(db, {
    councilId,
    actor,
    action: 'set up the service user',
    objectKind: 'service user',
    objectId: number,
    detail: { noticeDays: noticeDays ?? null },
  })
}

/** Puts a modulus table in use. One that cannot be read is refused, and the one before it stays. */
export async function loadModulusTable(
  db: Db,
  {
    councilId,
    weights,
    substitutions,
    actor,
  }: {
    readonly councilId: number
    readonly weights: string
    readonly substitutions: string
    readonly actor: string
  },
): Promise<Outcome<number>> {
  const table = readModulusTable(weights, substitutions)
  if (!table.ok) return table
  await db.run(sql`
    insert into payments.modulus_table (council_id, loaded_by, weights, substitutions)
    values (${councilId}::int, ${actor}::text, ${weights}::text, ${substitutions}::text)`)
  await record(db, {
    councilId,
    actor,
    action: 'loaded a modulus table',
    objectKind: 'modulus table',
    objectId: String(table.value.lines.length),
  })
  return done(table.value.lines.length)
}

const kept = z.object({ weights: z.string(), substitutions: z.string() })

/** The modulus table in use; undefined until one is loaded. */
export async function modulusTableOf(db: Db, councilId: number): Promise<ModulusTable | undefined> {
  const found = await db.maybeOne(
    kept,
    sql`
      select weights, substitutions from payments.modulus_table
      where council_id = ${councilId}::int order by loaded_at desc limit 1`,
  )
  const table = found && readModulusTable(found.weights, found.substitutions)
  return table?.ok ? table.value : undefined
}
