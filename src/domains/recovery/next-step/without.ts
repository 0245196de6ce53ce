import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

const stuck = z.object({
  accountId: z.string(),
  partyId: z.string(),
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
  stage: z.string(),
  balance: pence,
  rule: z.string().nullable(),
})
/** An account on which something is owed, and which nothing would ever move again. */
export type Stuck = z.infer<typeof stuck>

/**
 * Accounts on which something is owed with no day on which they are looked at again, no hold, no open referral, and no step on its way. Reads an
 * index that has only those without a day.
 */
const without = (councilId: number): Sql => sql`
  from recovery.account_state as state
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = state.account_id
  join debts.account as account on account.council_id = ${councilId}::int and account.id = state.account_id
  where state.council_id = ${councilId}::int and state.next_review_on is null and state.last_outcome is distinct from 'hold'
    and ledger.balance > 0
    and not exists (
      select from recovery.referral as referral
      where referral.council_id = ${councilId}::int and referral.account_id = state.account_id and referral.closed_at is null)
    and not exists (
      select from recovery.run_item as item
      join recovery.run as run on run.council_id = ${councilId}::int and run.id = item.run_id
      where item.council_id = ${councilId}::int and item.account_id = state.account_id
        and item.outcome in ('planned', 'released') and run.status <> 'cancelled')`

export const countWithoutNextStep = async (db: Db, councilId: number): Promise<number> =>
  (
    await db.one(
      z.object({ accounts: count }),
      sql`select count(*) as accounts ${without(councilId)}`,
    )
  ).accounts

/** The first 200 of them, the largest first. Restricted records are kept back by the database. */
export const accountsWithoutNextStep = (db: Db, councilId: number): Promise<readonly Stuck[]> =>
  db.many(
    stuck,
    sql`
      select found.*, party.name
      from (
        select state.account_id, account.lead_party_id as party_id, account.reference, account.debt_type, state.stage,
          ledger.balance, state.last_rule as rule
        ${without(councilId)}
      ) as found
      join parties.party as party on party.council_id = ${councilId}::int and party.id = found.party_id
      order by found.balance desc, found.account_id limit 200`,
  )
