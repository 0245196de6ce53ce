import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { agreeing } from './agreeing.ts'

/**
 * Places what quotes the reference of one account. A reference with a right check character, or with letters and figures in
 * it, is enough by itself. Bare figures may be a date or a telephone number, and two references are a question: for those the
 * payer's name or the amount must agree as well, with one account alone.
 */
export async function matchByReference(
  db: Db,
  { councilId }: { readonly councilId: number },
): Promise<void> {
  await db.script('drop table if exists pg_temp.quoted')
  await db.run(sql`
    create temporary table quoted on commit drop as
    select arrived.id, account.id as account_id, arrived.amount, arrived.payer, arrived.received_on,
      bool_or(account.source || '/' || word = any (arrived.checked)) as is_checked,
      bool_or(word ~ '[A-Z]') as has_letters
    from pg_temp.arrived as arrived
    cross join lateral unnest(arrived.quoted) as word
    join debts.account as account on account.council_id = ${councilId}::int and account.standard_reference = word
    group by arrived.id, account.id`)
  await db.script('analyze pg_temp.quoted')
  await db.run(sql`
    insert into pg_temp.placed (id, account_id, way, why)
    select quoted.id, quoted.account_id,
      case when is_checked then 'checked reference' else 'reference' end,
      case when is_checked then 'The payer gave the reference, and its check character is right.' else 'The payer gave the reference.' end
    from pg_temp.quoted as quoted
    join (select id from pg_temp.quoted group by id having count(*) = 1) as alone using (id)
    where is_checked or has_letters`)
  await db.run(sql`
    insert into pg_temp.placed (id, account_id, way, why)
    select id, (array_agg(account_id))[1], 'reference',
      case when bool_and(names > 0)
        then 'The payer gave the reference, and the name is that of somebody who owes it.'
        else 'The payer gave the reference, and the amount is one that is due on it.' end
    from (${agreeing(
      councilId,
      sql`
        select id, account_id, amount, payer, received_on from pg_temp.quoted
        where not exists (select from pg_temp.placed as placed where placed.id = quoted.id)`,
    )}) as agreed
    where names > 0 or is_balance or is_instalment or is_overdue
    group by id
    having count(*) = 1`)
}
