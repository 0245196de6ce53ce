import { z } from 'zod'
import { entryKinds } from '#debts'
import type { Db } from '#platform/db.ts'
import { count, date, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { whyInCredit, type WhyInCredit } from './credit.ts'

const row = z.object({
  accountId: z.string(),
  reference: z.string(),
  debtType: z.string(),
  leadName: z.string(),
  periodTo: date.nullable(),
  credit: pence,
  promised: pence,
  since: date,
  kind: z.enum(entryKinds),
  reversedKind: z.enum(entryKinds).nullable(),
  total: count,
})

/** An account in credit: how much, how much of it is spoken for, since when and why. */
export type Credit = Pick<
  z.infer<typeof row>,
  'accountId' | 'reference' | 'debtType' | 'leadName' | 'credit' | 'promised' | 'since'
> & { readonly why: WhyInCredit }

/**
 * The accounts of `which` (selecting `id`, `credit`) with what took each below nothing for the last time. Their movements are added up, so
 * the work is that of the accounts in credit and no others.
 */
const credits = (councilId: number, which: Sql): Sql => sql`
  with credit as materialized (${which}), movement as (
    select leg.account_id, entry.effective_on, leg.number, entry.kind, reversed.kind as reversed_kind,
      sum(leg.amount) over (partition by leg.account_id order by entry.effective_on, leg.number) as balance
    from (
      select entry_id, number, amount, debit as account_id from debts.posting
      where council_id = ${councilId}::int and debit in (select id from credit)
      union all
      select entry_id, number, -amount, credit from debts.posting
      where council_id = ${councilId}::int and credit in (select id from credit)
    ) as leg
    join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = leg.entry_id
    left join debts.entry as reversed on reversed.council_id = ${councilId}::int and reversed.id = entry.reverses_id
  ), followed as (
    select account_id, effective_on, number, kind, reversed_kind, balance,
      lag(balance) over (partition by account_id order by effective_on, number) as before
    from movement
  ), crossing as (
    select distinct on (account_id) account_id, effective_on as since, kind, reversed_kind
    from followed where balance < 0 and coalesce(before, 0) >= 0
    order by account_id, effective_on desc, number desc
  )
  select account.id as account_id, account.reference, account.debt_type, lead.name as lead_name, account.period_to,
    credit.credit, payments.credit_promised(${councilId}::int, account.id) as promised, crossing.since, crossing.kind,
    crossing.reversed_kind, count(*) over () as total
  from credit
  join crossing on crossing.account_id = credit.id
  join debts.account as account on account.council_id = ${councilId}::int and account.id = credit.id
  join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id`

const asCredit = ({ periodTo, kind, reversedKind, ...found }: z.infer<typeof row>): Credit => ({
  ...found,
  why: whyInCredit({ kind, reversedKind, since: found.since, periodTo }),
})

/**
 * The accounts in credit at a council, the longest waiting and then the largest first, two hundred at most, and how many there are.
 * Accounts of people whose record is restricted are listed only to those who may open it.
 */
export async function creditsOf(
  db: Db,
  { councilId, debtType }: { readonly councilId: number; readonly debtType?: string | undefined },
): Promise<{ readonly credits: readonly Credit[]; readonly total: number }> {
  const found = await db.many(
    row,
    sql`
      ${credits(
        councilId,
        sql`
          select ledger.id, -ledger.balance as credit
          from debts.ledger_account as ledger
          join debts.account as owner on owner.council_id = ${councilId}::int and owner.id = ledger.id
          where ledger.council_id = ${councilId}::int and ledger.balance < 0
            and (owner.debt_type = ${debtType ?? null}::text or ${debtType ?? null}::text is null)`,
      )}
      order by crossing.since, credit.credit desc, account.reference limit 200`,
  )
  return { credits: found.map(asCredit), total: found[0]?.total ?? 0 }
}

/** One account's credit; undefined where it has none. */
export async function creditOf(
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<Credit | undefined> {
  const found = await db.maybeOne(
    row,
    credits(
      councilId,
      sql`
        select ledger.id, -ledger.balance as credit from debts.ledger_account as ledger
        where ledger.council_id = ${councilId}::int and ledger.id = ${accountId}::uuid and ledger.balance < 0`,
    ),
  )
  return found && asCredit(found)
}

const inAll = z.object({ debtType: z.string(), accounts: count, amount: pence })
/** How much is in credit on the accounts of one debt type, restricted people's among them: it says nothing of anybody. */
export type InCredit = z.infer<typeof inAll>

export const inCreditByType = (db: Db, councilId: number): Promise<readonly InCredit[]> =>
  db.many(
    inAll,
    sql`
      select account.debt_type, count(*) as accounts, sum(-ledger.balance)::bigint as amount
      from debts.ledger_account as ledger
      join debts.account as account on account.council_id = ${councilId}::int and account.id = ledger.id
      where ledger.council_id = ${councilId}::int and ledger.balance < 0
      group by account.debt_type order by account.debt_type`,
  )
