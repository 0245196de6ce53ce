import { z } from 'zod'
import { restrictedRecord } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { Refused } from '#web/refused.ts'

type Asked = { readonly councilId: number; readonly accountIds: readonly string[] }

/** Which of these accounts somebody is liable for whose record is restricted and kept from the viewer. */
export const withSomebodyHidden = async (
  db: Db,
  { councilId, accountIds }: Asked,
): Promise<ReadonlySet<string>> => {
  const rows = await db.many(
    z.object({ accountId: z.string() }),
    sql`
      select distinct liability.account_id from debts.liability as liability
      where liability.council_id = ${councilId}::int and liability.account_id = any(${[...accountIds]}::uuid[])
        and not exists (
          select from parties.party
          where party.council_id = ${councilId}::int and party.id = liability.party_id)`,
  )
  return new Set(rows.map(({ accountId }) => accountId))
}

/**
 * For what rests on everybody who is liable: refused, naming nobody, where the viewer may not see them all. Whoever judges
 * without seeing a moratorium would allow what it forbids.
 */
export async function refuseIfHidden(db: Db, asked: Asked): Promise<void> {
  if ((await withSomebodyHidden(db, asked)).size > 0) throw new Refused(403, restrictedRecord)
}

/** Whether the record of anybody who is liable is restricted. Asked without a viewer. */
export const isAnybodyRestricted = async (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<boolean> =>
  (await db.run(sql`
    select from debts.liability as liability
    join parties.party as party on party.council_id = ${councilId}::int and party.id = liability.party_id
    where liability.council_id = ${councilId}::int and liability.account_id = ${accountId}::uuid and party.is_restricted
    limit 1`)) > 0
