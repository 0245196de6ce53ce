import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'

/**
 * Of all who are one person, the one that owes an account: what is written about the account is theirs, and stays theirs
 * should the person be parted. Without an account, or where none of them owes it, whoever leads; nobody we know stays as asked.
 */
export async function memberLiableFor(
  db: Db,
  {
    councilId,
    personId,
    accountId,
  }: {
    readonly councilId: number
    readonly personId: string
    readonly accountId: string | undefined
  },
): Promise<string> {
  const found = await db.maybeOne(
    z.object({ id: z.string() }),
    sql`
      select coalesce((
        select min(liability.party_id::text)::uuid
        from debts.liability as liability
        join parties.party as member on member.council_id = ${councilId}::int and member.id = liability.party_id
        where liability.council_id = ${councilId}::int and liability.account_id = ${accountId ?? null}::uuid
          and member.person_id = asked.person_id), asked.person_id) as id
      from parties.party as asked
      where asked.council_id = ${councilId}::int and asked.id = ${personId}::uuid`,
  )
  return found?.id ?? personId
}

/**
 * The people who are liable for an account, as one list to compare with another's: whoever is one person is there once, however many
 * records are theirs. For use inside a statement.
 */
export const peopleLiableFor = (councilId: number, account: Sql): Sql => sql`(
  select array_agg(distinct coalesce(party.person_id, liability.party_id) order by coalesce(party.person_id, liability.party_id))
  from debts.liability as liability
  left join parties.party as party on party.council_id = ${councilId}::int and party.id = liability.party_id
  where liability.council_id = ${councilId}::int and liability.account_id = ${account})`
