import { z } from 'zod'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const added = z.object({
  accountId: z.string(),
  part: z.enum(['costs', 'interest', 'compensation']),
  amount: pence,
})
/** What was added to a debt beside itself, less what was waived or taken back. */
export type Added = z.infer<typeof added>

/** What each of these accounts is made up of beside the debt itself; nothing of those that have nothing added. */
export const addedTo = (
  db: Db,
  councilId: number,
  accountIds: readonly string[],
): Promise<readonly Added[]> =>
  db.many(
    added,
    sql`
      select leg.account_id, made.part, sum(leg.amount)::bigint as amount
      from (
        select entry_id, amount, debit as account_id from debts.posting
        where council_id = ${councilId}::int and debit = any(${[...accountIds]}::uuid[])
        union all
        select entry_id, -amount, credit from debts.posting
        where council_id = ${councilId}::int and credit = any(${[...accountIds]}::uuid[])
      ) as leg
      join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = leg.entry_id
      left join debts.entry as reversed on reversed.council_id = ${councilId}::int and reversed.id = entry.reverses_id
      cross join lateral debts.part_of(
        coalesce(reversed.kind, entry.kind), coalesce(reversed.source_kind, entry.source_kind)) as made (part)
      where made.part <> 'principal'
      group by leg.account_id, made.part having sum(leg.amount) <> 0
      order by leg.account_id, made.part`,
  )

const sharer = z.object({ accountId: z.string(), personId: z.string(), name: z.string() })
/** Somebody else who is liable for an account. */
export type Sharer = z.infer<typeof sharer>

/** Who else is liable for each of these accounts beside this person, each once; whoever the viewer may not see is left out. */
export const sharersOf = (
  db: Db,
  councilId: number,
  { accountIds, personId }: { readonly accountIds: readonly string[]; readonly personId: string },
): Promise<readonly Sharer[]> =>
  db.many(
    sharer,
    sql`
      select distinct liability.account_id, lead.id as person_id, lead.name
      from debts.liability as liability
      join parties.party as party on party.council_id = ${councilId}::int and party.id = liability.party_id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = party.person_id
      where liability.council_id = ${councilId}::int and liability.account_id = any(${[...accountIds]}::uuid[])
        and party.id not in (${partiesOf(councilId, personId)})
      order by liability.account_id, lead.name`,
  )
