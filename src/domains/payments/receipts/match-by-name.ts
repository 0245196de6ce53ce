import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
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
    select id, amount, payer, received_on, names
    from (
      select arrived.id, arrived.amount, arrived.payer, arrived.received_on, ${namesIn(sql`arrived.payer`)} as names
      from (${unplaced}) as arrived
      where not exists (select from pg_temp.quoted as quoted where quoted.id = arrived.id)
    ) as payer
    where cardinality(names) between 2 and 4`)
  await db.script('analyze pg_temp.named')
  await db.run(sql`
    with sole as materialized (
      select named.*, first.person_id
      from pg_temp.named as named
      cross join lateral (select namesake.person_id from (${namesakes(councilId)}) as namesake limit 1) as first
      where not exists (
        select from (${namesakes(councilId)}) as namesake where namesake.person_id <> first.person_id)
    )
    insert into pg_temp.placed (id, account_id, way, why)
    select id, (array_agg(account_id))[1], 'name and amount',
      'Nobody else has the payer’s name, and the amount is one that is due on this account of theirs alone.'
    from (${agreeing(
      councilId,
      sql`
        select distinct sole.id, liability.account_id, sole.amount, sole.payer, sole.received_on
        from sole
        join parties.party as party
          on party.council_id = ${councilId}::int and party.person_id = sole.person_id and not party.is_placeholder
        join debts.liability as liability
          on liability.council_id = ${councilId}::int and liability.party_id = party.id
        where ${namesIn(sql`party.name`)} @> sole.names`,
    )}) as agreed
    where is_balance or is_instalment or is_overdue
    group by id
    having count(*) = 1`)
}

/**
 * Whoever has, or had, all the names of a payer, who is a row `named`. They come one by one from the two names' lists, so that
 * who asks for another than the first is answered at the second of thousands.
 */
const namesakes = (councilId: number): Sql => sql`
  select party.person_id
  from parties.search_key as one
  join parties.search_key as other
    on other.council_id = ${councilId}::int and other.key = named.names[2] and other.party_id = one.party_id
  join parties.party as party on party.council_id = ${councilId}::int and party.id = one.party_id
  where one.council_id = ${councilId}::int and one.key = named.names[1]
    and not exists (
      select from unnest(named.names[3:]) as further (name)
      where not exists (
        select from parties.search_key as key
        where key.council_id = ${councilId}::int and key.key = further.name and key.party_id = one.party_id))`
