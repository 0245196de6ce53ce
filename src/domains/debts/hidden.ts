import { z } from 'zod'
import { restrictedRecord } from '#parties'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { Refused } from '#web/refused.ts'

type Asked = { readonly councilId: number; readonly accountIds: readonly string[] }

/** What stands in a list in place of words that would say whose a hidden line is. */
export const restrictedWords = 'Restricted'

/** Whether somebody is liable for an account whose record is restricted and kept from the viewer, in a query where `account` is its id. */
export const isSomebodyHidden = (councilId: number, account: Sql): Sql => sql`
  exists (
    select from debts.liability as theirs
    where theirs.council_id = ${councilId}::int and theirs.account_id = ${account}
      and not exists (
        select from parties.party as seen
        where seen.council_id = ${councilId}::int and seen.id = theirs.party_id))`

/** Which of these accounts somebody is liable for whose record is restricted and kept from the viewer. */
export const withSomebodyHidden = async (
  db: Db,
  { councilId, accountIds }: Asked,
): Promise<ReadonlySet<string>> => {
  const rows = await db.many(
    z.object({ accountId: z.string() }),
    sql`
      select distinct asked.account_id from unnest(${[...accountIds]}::uuid[]) as asked (account_id)
      where ${isSomebodyHidden(councilId, sql`asked.account_id`)}`,
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
