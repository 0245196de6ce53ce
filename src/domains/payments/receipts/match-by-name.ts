import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { agreeing, namesIn } from './agreeing.ts'
import { unplaced } from './arrived.ts'

/**
 * Places what quotes nothing that can be read, where the payer's given and family name are those of one person of the council
 * and of nobody else, and the amount is an instalment, the balance or the arrears of one account of theirs alone. An
 * initial is no given name.
 */
export async function matchByName(
  db: Db,
  { councilId }: { readonly councilId: number },
): Promise<void> {
  // Counted before it is joined: in one statement the planner takes few for many, and compares everybody with every payer.
  await db.script('drop table if exists pg_temp.named')
  await db.run(sql`
    create temporary table named on commit drop as
    select id, amount, payer, received_on, names, names[1] as one, names[2] as other
    from (
      select arrived.id, arrived.amount, arrived.payer, arrived.received_on, ${namesIn(sql`arrived.payer`)} as names
      from (${unplaced}) as arrived
      where not exists (select from pg_temp.quoted as quoted where quoted.id = arrived.id)
    ) as payer
    where cardinality(names) between 2 and 4`)
  await db.script('analyze pg_temp.named; drop table if exists pg_temp.known')
  // The keys of all the names that are asked for, read once for all payers. Whoever had the name before counts as having it.
  await db.run(sql`
    create temporary table known on commit drop as
    select named.id, party.id as party_id, party.person_id, party.name
    from (
      select key.party_id, array_agg(key.key) as names
      from (select distinct unnest(names) as name from pg_temp.named) as asked
      join parties.search_key as key on key.council_id = ${councilId}::int and key.key = asked.name
      group by key.party_id having count(*) >= 2
    ) as people
    cross join lateral unnest(people.names) as first (name)
    cross join lateral unnest(people.names) as second (name)
    join pg_temp.named as named on named.one = first.name and named.other = second.name
    join parties.party as party on party.council_id = ${councilId}::int and party.id = people.party_id
    where people.names @> named.names`)
  await db.script('analyze pg_temp.known')
  await db.run(sql`
    with sole as materialized (
      select id from pg_temp.known group by id having count(distinct person_id) = 1
    )
    insert into pg_temp.placed (id, account_id, way, why)
    select id, (array_agg(account_id))[1], 'name and amount',
      'Nobody else has the payer’s name, and the amount is one that is due on this account of theirs alone.'
    from (${agreeing(
      councilId,
      sql`
        select distinct named.id, liability.account_id, named.amount, named.payer, named.received_on
        from sole
        join pg_temp.named as named using (id)
        join pg_temp.known as known using (id)
        join debts.liability as liability
          on liability.council_id = ${councilId}::int and liability.party_id = known.party_id
        where ${namesIn(sql`known.name`)} @> named.names`,
    )}) as agreed
    where is_balance or is_instalment or is_overdue
    group by id
    having count(*) = 1`)
}
