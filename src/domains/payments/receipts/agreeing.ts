import { type Sql, sql } from '#platform/sql.ts'

/** Words in a payer's name that are nobody's name. */
const noNames =
  '{mr,mrs,miss,ms,dr,prof,rev,sir,lady,lord,mx,and,the,ltd,limited,plc,llp,co,account,holder,council}'

/** The words of a name that tell people apart. */
export const namesIn = (text: Sql): Sql => sql`
  (select coalesce(array_agg(distinct word), '{}') from unnest(parties.words_of(${text})) as word
    where length(word) >= 3 and word <> all (${noNames}::text[]))`

/**
 * Pairs of a payment and an account, with what agrees: how many of the words in the payer's name are words in the name of
 * somebody liable, and whether the amount is an instalment of the account, its balance, or what is overdue. `pairs` selects
 * `id`, `account_id`, `amount`, `payer`, `received_on`, and is read once.
 */
export const agreeing = (councilId: number, pairs: Sql): Sql => sql`
  with pair as materialized (${pairs}), account as materialized (
    select pair.id, pair.account_id, account.reference, account.source, account.instalments, account.instalments_due_on,
      account.due_on, account.lead_party_id, ledger.balance, pair.amount, pair.payer, pair.received_on
    from pair
    join debts.account as account on account.council_id = ${councilId}::int and account.id = pair.account_id
    join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = pair.account_id
  ), named as materialized (
    select pair.id, pair.account_id, max(cardinality(array(
        select unnest(${namesIn(sql`pair.payer`)}) intersect select unnest(${namesIn(sql`party.name`)})))) as names
    from pair
    join debts.liability as liability
      on liability.council_id = ${councilId}::int and liability.account_id = pair.account_id
    join parties.party as party on party.council_id = ${councilId}::int and party.id = liability.party_id
    group by pair.id, pair.account_id
  )
  select account.id, account.account_id, account.reference, account.source, account.lead_party_id, account.balance,
    coalesce(named.names, 0) as names,
    account.balance = account.amount as is_balance,
    account.amount = any (account.instalments) as is_instalment,
    account.balance > 0 and account.amount = (
      select overdue from debts.arrears(account.balance, account.instalments_due_on, account.instalments, account.due_on, account.received_on)
    ) as is_overdue
  from account left join named using (id, account_id)`
