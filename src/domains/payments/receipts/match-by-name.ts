import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { agreeing, namesIn } from './agreeing.ts'
import { unplaced } from './arrived.ts'

/**
 * Places what quotes nothing that can be read, where the payer's given and family name are those of one person of the council
 * and of nobody else, and the amount is an instalment, the balance or the arrears of one account of theirs alone. An
 * initial is no given name.
 */
export const matchByName = (
  db: Db,
  { councilId }: { readonly councilId: number },
): Promise<number> =>
  db.run(sql`
    with payer as materialized (
      select arrived.id, arrived.amount, arrived.payer, arrived.received_on, ${namesIn(sql`arrived.payer`)} as names
      from (${unplaced}) as arrived
      where not exists (select from pg_temp.quoted as quoted where quoted.id = arrived.id)
    ), wanted as materialized (
      select id, amount, payer, received_on, names from payer where cardinality(names) between 2 and 4
    ), known as materialized (
      -- Everybody who has two of the names that are asked for, read once for all payers.
      select key.party_id, array_agg(key.key) as names
      from (select distinct unnest(names) as name from wanted) as asked
      join parties.search_key as key on key.council_id = ${councilId}::int and key.key = asked.name
      group by key.party_id having count(*) >= 2
    ), bearer as materialized (
      select wanted.id, party.id as party_id, party.person_id
      from known
      cross join lateral unnest(known.names) as one
      cross join lateral unnest(known.names) as other
      join wanted on wanted.names[1] = one and wanted.names[2] = other and wanted.names <@ known.names
      join parties.party as party on party.council_id = ${councilId}::int and party.id = known.party_id
      where ${namesIn(sql`party.name`)} @> wanted.names
    ), sole as materialized (
      select id from bearer group by id having count(distinct person_id) = 1
    )
    insert into pg_temp.placed (id, account_id, way, why)
    select id, (array_agg(account_id))[1], 'name and amount',
      'Nobody else has the payer’s name, and the amount is one that is due on this account of theirs alone.'
    from (${agreeing(
      councilId,
      sql`
        select distinct wanted.id, liability.account_id, wanted.amount, wanted.payer, wanted.received_on
        from sole
        join wanted using (id)
        join bearer using (id)
        join debts.liability as liability
          on liability.council_id = ${councilId}::int and liability.party_id = bearer.party_id`,
    )}) as agreed
    where is_balance or is_instalment or is_overdue
    group by id
    having count(*) = 1`)
