import { z } from 'zod'
import { figure } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { isSupportNeed } from '#protections'
import type { SenseFacts } from './sense-check.ts'

const row = z.object({
  accountId: z.string(),
  paidOn: date.nullable(),
  paid: pence.nullable(),
  spokeOn: date.nullable(),
  promisedBy: date.nullable(),
  promised: pence.nullable(),
  takenBy: date.nullable(),
  taken: pence.nullable(),
  inSuspense: pence,
  queries: z.array(z.string()),
  supportSince: date.nullable(),
  addressSince: date.nullable(),
  addressWaits: z.boolean(),
  smallUnder: pence,
})

/** Words of a payer's name that are nobody's name. */
const titles =
  '{mrs,miss,prof,rev,sir,lady,lord,and,the,ltd,limited,plc,llp,account,holder,council}'

/**
 * What the sense check asks, for a set of accounts: everything by the accounts' own keys, so that the cost is theirs and not
 * the book's. Of a person, all who are known to be the same are meant.
 */
export async function senseFacts(
  db: Db,
  {
    councilId,
    accountIds,
    asAt,
    now,
  }: {
    readonly councilId: number
    readonly accountIds: readonly string[]
    readonly asAt: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<ReadonlyMap<string, SenseFacts>> {
  const rows = await db.many(
    row,
    sql`
      with wanted as materialized (
        select account.id as account_id, account.standard_reference, account.instalments, ledger.balance, arrears.overdue
        from unnest(${[...accountIds]}::uuid[]) as asked (account_id)
        join debts.account as account on account.council_id = ${councilId}::int and account.id = asked.account_id
        join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
        cross join lateral debts.arrears(
          ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${asAt}::date) as arrears
      ), everybody as materialized (
        select distinct wanted.account_id, known.id as party_id, known.name
        from wanted
        join debts.liability as liability
          on liability.council_id = ${councilId}::int and liability.account_id = wanted.account_id
        join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = liability.party_id
        join parties.party as known on known.council_id = ${councilId}::int and known.person_id = liable.person_id
      ), quoted as (
        select wanted.account_id, key.item_id
        from wanted
        join debts.suspense_key as key
          on key.council_id = ${councilId}::int and key.key = 'reference ' || wanted.standard_reference
      ), named as (
        select everybody.account_id, key.item_id
        from everybody
        cross join lateral unnest(parties.words_of(everybody.name)) as each (word)
        join debts.suspense_key as key on key.council_id = ${councilId}::int and key.key = 'name ' || each.word
        where length(each.word) >= 3 and each.word <> all (${titles}::text[])
        group by everybody.account_id, everybody.party_id, key.item_id
        having count(distinct key.key) >= 2
      )
      select wanted.account_id, payment.paid_on, payment.paid, contact.spoke_on, promise.promised_by, promise.promised,
        coming.taken_by, coming.taken,
        coalesce(suspense.amount, 0)::bigint as in_suspense, coalesce(query.about, '{}') as queries,
        support.since as support_since, moved.since as address_since, coalesce(told.waits, false) as address_waits,
        ${figure(councilId, 'small-balance')}::bigint as small_under
      from wanted
      left join lateral (
        select entry.effective_on as paid_on, sum(posting.amount)::bigint as paid
        from debts.posting as posting
        join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = posting.entry_id
        where posting.council_id = ${councilId}::int and posting.credit = wanted.account_id and entry.kind = 'payment'
          and entry.effective_on between ${asAt}::date - ${figure(councilId, 'payment-recent')} and ${asAt}::date
          and not exists (
            select from debts.entry as reversal
            where reversal.council_id = ${councilId}::int and reversal.reverses_id = entry.id)
        group by entry.effective_on order by entry.effective_on desc limit 1
      ) as payment on true
      left join lateral (
        select (max(said.at) at time zone 'Europe/London')::date as spoke_on
        from everybody
        join casework.contact_for_recovery as said
          on said.council_id = ${councilId}::int and said.party_id = everybody.party_id
        where everybody.account_id = wanted.account_id and said.was_heard
          and said.at > ${now}::timestamptz - ${figure(councilId, 'contact-recent')} * interval '24 hours'
      ) as contact on true
      left join lateral (
        select said.promised_on as promised_by, said.promised
        from everybody
        join casework.contact_for_recovery as said
          on said.council_id = ${councilId}::int and said.party_id = everybody.party_id
        where everybody.account_id = wanted.account_id and said.promised_on >= ${asAt}::date
        order by said.at desc limit 1
      ) as promise on true
      left join lateral (
        select max(debit.collect_on) as taken_by, sum(debit.amount)::bigint as taken
        from payments.collection_for_recovery as debit
        where debit.council_id = ${councilId}::int and debit.account_id = wanted.account_id and debit.due_on <= ${asAt}::date
        having sum(debit.amount) >= wanted.overdue
      ) as coming on true
      left join lateral (
        select sum(item.amount - item.allocated)::bigint as amount
        from (
          select item_id, true as is_quoted from quoted where quoted.account_id = wanted.account_id
          union
          select item_id, false from named where named.account_id = wanted.account_id
            and not exists (
              select from quoted where quoted.account_id = wanted.account_id and quoted.item_id = named.item_id)
        ) as may_be
        join debts.suspense_item as item on item.council_id = ${councilId}::int and item.id = may_be.item_id
        where item.allocated < item.amount
          and (may_be.is_quoted or item.amount - item.allocated = any (wanted.instalments || wanted.balance || wanted.overdue))
      ) as suspense on true
      left join lateral (
        select array_agg(query.about order by query.about) as about
        from protections.query as query
        where query.council_id = ${councilId}::int and query.account_id = wanted.account_id and query.answered_at is null
      ) as query on true
      left join lateral (
        select (max(instruction.recorded_at) at time zone 'Europe/London')::date as since
        from everybody
        join protections.instruction as instruction
          on instruction.council_id = ${councilId}::int and instruction.party_id = everybody.party_id
        where everybody.account_id = wanted.account_id and ${isSupportNeed(asAt)}
          and instruction.recorded_at > ${now}::timestamptz - ${figure(councilId, 'support-new')} * interval '24 hours'
      ) as support on true
      left join lateral (
        select max(address.valid_from) as since
        from everybody
        join parties.address as address
          on address.council_id = ${councilId}::int and address.party_id = everybody.party_id
        where everybody.account_id = wanted.account_id and address.valid_to is null
          and address.authority_id is null and address.copied_from is null
          and address.valid_from between ${asAt}::date - ${figure(councilId, 'address-new')} and ${asAt}::date
          and exists (
            select from parties.address as former
            where former.council_id = ${councilId}::int and former.party_id = address.party_id
              and former.source = address.source and former.valid_to is not null
              and former.valid_from < address.valid_from and former.standard_form <> address.standard_form)
      ) as moved on true
      left join lateral (
        select true as waits
        from everybody
        join parties.detail_to_review as noted
          on noted.council_id = ${councilId}::int and noted.party_id = everybody.party_id
        join parties.proposed_detail as proposed
          on proposed.council_id = ${councilId}::int and proposed.party_id = noted.party_id
        where everybody.account_id = wanted.account_id and proposed.kind = 'address' and proposed.told_to is not null
        limit 1
      ) as told on true`,
  )
  return new Map(
    rows.map(({ accountId, paidOn, paid, promisedBy, promised, takenBy, taken, ...found }) => [
      accountId,
      {
        paid: paidOn !== null && paid !== null ? { on: paidOn, amount: paid } : undefined,
        promised:
          promisedBy !== null && promised !== null
            ? { by: promisedBy, amount: promised }
            : undefined,
        directDebit:
          takenBy !== null && taken !== null ? { by: takenBy, amount: taken } : undefined,
        spokeOn: found.spokeOn ?? undefined,
        inSuspense: found.inSuspense,
        queries: found.queries,
        supportSince: found.supportSince ?? undefined,
        addressSince: found.addressSince ?? undefined,
        addressWaits: found.addressWaits,
        smallUnder: found.smallUnder,
      },
    ]),
  )
}
