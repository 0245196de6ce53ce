import { type Database, ownCouncil } from '#platform/db.ts'
import { count, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { z } from 'zod'

/**
 * What a what-if costs at least: one statement of plain SQL that reads each account's balance, arrears, stage and holds,
 * decides council tax recovery in England by hand-written rules twice, the second time with a first reminder only for
 * `least` pence overdue, and counts accounts and pounds by what each decides. No addresses, no samples, nobody's age.
 */
export const plainWhatIf = (
  database: Database,
  {
    councilId,
    day,
    least,
  }: {
    readonly councilId: number
    readonly day: Temporal.PlainDate
    readonly least: number
  },
): Promise<
  readonly { readonly before: string; readonly after: string; readonly accounts: number }[]
> =>
  database.transaction(async db => {
    await ownCouncil(db, councilId)
    const rules = (first: number) => sql`
      case
        when is_held then 'held'
        when balance < 1 then 'nothing owed'
        when balance < 1000 then 'small'
        when is_stale then 'stale'
        when stage = 'billed' and since_due >= 14 and overdue >= ${first}::int then 'reminder'
        when stage = 'reminder' and is_new and since_due >= 14 and overdue >= 500 and since_notice >= 7 then 'second'
        when stage = 'reminder' and not is_new and since_notice >= 14 then 'final'
        when stage = 'second reminder' and (since_notice >= 14 or is_new and since_notice >= 7) then 'final after second'
        else 'wait' end`
    return db.many(
      z.object({ before: z.string(), after: z.string(), accounts: count, balance: pence }),
      sql`
        select before, after, count(*) as accounts, sum(balance)::bigint as balance from (
          select balance, ${rules(500)} as before, ${rules(least)} as after from (
            select ledger.balance, arrears.overdue, state.stage, ${day}::date - arrears.oldest_due_on as since_due,
              ${day}::date - state.last_notice_on as since_notice,
              coalesce(arrears.oldest_due_on >= state.last_notice_issued_on + 7, false) as is_new,
              account.as_at < ${day}::date - 7 as is_stale, held.account_id is not null as is_held
            from debts.account as account
            join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
            left join recovery.account_state as state
              on state.council_id = ${councilId}::int and state.account_id = account.id
            cross join lateral debts.arrears(
              ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${day}::date) as arrears
            left join (
              select distinct account_id from protections.hold_on_account
              where council_id = ${councilId}::int and starts_at <= now() and (ends_at is null or ends_at > now())
            ) as held on held.account_id = account.id
            where account.council_id = ${councilId}::int
            offset 0
          ) as facts
        ) as decided
        group by before, after`,
    )
  })
