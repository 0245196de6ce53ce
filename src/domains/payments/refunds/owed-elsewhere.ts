import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const owed = z.object({
  accountId: z.string(),
  reference: z.string(),
  debtType: z.string(),
  balance: pence,
  overdue: pence,
})
/** What somebody who is liable for one account owes on another. */
export type OwedElsewhere = z.infer<typeof owed>

/** Other accounts that the people liable for an account owe on, what is late first: what a credit could be moved to. */
export const owedElsewhere = (
  db: Db,
  {
    councilId,
    accountId,
    today,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly today: Temporal.PlainDate
  },
): Promise<readonly OwedElsewhere[]> =>
  db.many(
    owed,
    sql`
      with theirs as materialized (
        select distinct other.account_id as id
        from debts.liability as mine
        join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = mine.party_id
        join parties.party as same on same.council_id = ${councilId}::int and same.person_id = liable.person_id
        join debts.liability as other on other.council_id = ${councilId}::int and other.party_id = same.id
        where mine.council_id = ${councilId}::int and mine.account_id = ${accountId}::uuid
          and other.account_id <> ${accountId}::uuid
      )
      select account.id as account_id, account.reference, account.debt_type, ledger.balance, arrears.overdue
      from theirs
      join debts.account as account on account.council_id = ${councilId}::int and account.id = theirs.id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = theirs.id
      cross join lateral debts.arrears(
        ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${today}::date) as arrears
      where ledger.balance > 0
      order by arrears.overdue desc, ledger.balance desc, account.reference limit 50`,
  )

const callable = z.object({
  how: z.enum(['card payment', 'direct debit']),
  on: date,
  amount: pence,
  recordedAt: instant,
})
/** A payment that its payer can still have back by another way, so that a refund of it would pay twice. */
export type Callable = z.infer<typeof callable>

/** Months for which a payment by card or direct debit is warned of. The council's practice: what the schemes allow is to be confirmed with its bank. */
export const callableMonths = 12

/** What came in by card or direct debit lately and stands: its bank may take it back after it was paid back by us. */
export const callablePayments = (
  db: Db,
  {
    councilId,
    accountId,
    today,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly today: Temporal.PlainDate
  },
): Promise<readonly Callable[]> =>
  db.many(
    callable,
    sql`
      select entry.source_kind as how, entry.effective_on as on, posting.amount, entry.recorded_at
      from debts.posting as posting
      join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = posting.entry_id
      where posting.council_id = ${councilId}::int and posting.credit = ${accountId}::uuid
        and entry.kind = 'payment' and entry.source_kind in ('card payment', 'direct debit')
        and entry.effective_on > ${today.subtract({ months: callableMonths })}::date
        and not exists (select from debts.entry as undone
          where undone.council_id = ${councilId}::int and undone.reverses_id = entry.id)
      order by entry.effective_on desc, posting.number desc limit 5`,
  )
