import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { type Challenger, isProtected } from './running.ts'
import { sideSql } from './split.ts'

/**
 * Enters in each trial those accounts of the temporary table `due` of which something is overdue, and draws whoever owes
 * them. A person is drawn once, with everybody who owes something of the kind together with them. An account enters when
 * all who owe it are on one side; the others, and those of people who are protected, are on none and decided as in force.
 */
export async function enterTrials(
  db: Db,
  {
    councilId,
    challengers,
    asAt,
    at,
  }: {
    readonly councilId: number
    readonly challengers: readonly Challenger[]
    readonly asAt: Temporal.PlainDate
    readonly at: Temporal.Instant
  },
): Promise<void> {
  for (const { trialId, debtType, seed, share } of challengers) {
    await db.script(`
      drop table if exists pg_temp.entering;
      create temporary table entering (account_id uuid primary key, owed bigint, stage text) on commit drop`)
    const entering = await db.run(sql`
      insert into entering (account_id, owed, stage)
      select account.id, ledger.balance, coalesce(state.stage, 'billed')
      from due
      join debts.account as account
        on account.council_id = ${councilId}::int and account.id = due.account_id and account.debt_type = ${debtType}::text
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      left join recovery.account_state as state on state.council_id = ${councilId}::int and state.account_id = account.id
      cross join lateral debts.arrears_and_soon(
        ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${asAt}::date, ${asAt}::date)
        as arrears
      where ledger.balance > 0 and arrears.oldest_due_on < ${asAt}::date
        and not exists (
          select from recovery.trial_account as known
          where known.council_id = ${councilId}::int and known.trial_id = ${trialId}::uuid
            and known.account_id = account.id)
        and not ${isProtected({ councilId, asAt, at }, sql`account.id`)}`)
    if (entering === 0) continue
    await db.script('analyze pg_temp.entering')
    await db.run(sql`
      with person as (
        select distinct owing.person_id
        from entering
        join debts.liability as owed on owed.council_id = ${councilId}::int and owed.account_id = entering.account_id
        join parties.party as owing on owing.council_id = ${councilId}::int and owing.id = owed.party_id
      ), reached as (
        select distinct owed.account_id
        from person
        join parties.party as same on same.council_id = ${councilId}::int and same.person_id = person.person_id
        join debts.liability as owed on owed.council_id = ${councilId}::int and owed.party_id = same.id
        join debts.account as account on account.council_id = ${councilId}::int and account.id = owed.account_id
          and account.debt_type = ${debtType}::text
      ), owing as (
        select reached.account_id, party.person_id
        from reached
        join debts.liability as owed on owed.council_id = ${councilId}::int and owed.account_id = reached.account_id
        join parties.party as party on party.council_id = ${councilId}::int and party.id = owed.party_id
      ), of_account as (
        select account_id, min(person_id::text collate "C") as smallest from owing group by account_id
      ), draw as (
        select owing.person_id, min(of_account.smallest collate "C")::uuid as drawn_by
        from owing
        join of_account on of_account.account_id = owing.account_id
        join person on person.person_id = owing.person_id
        group by owing.person_id
      )
      insert into recovery.trial_person (council_id, trial_id, person_id, side, drawn_by, drawn_on)
      select ${councilId}::int, ${trialId}::uuid, draw.person_id, ${sideSql({ seed, share }, sql`draw.drawn_by`)},
        draw.drawn_by, ${asAt}::date
      from draw order by draw.person_id
      on conflict (council_id, trial_id, person_id) do nothing`)
    await db.run(sql`
      insert into recovery.trial_account
        (council_id, trial_id, account_id, side, drawn_by, entered_on, owed, stage)
      select ${councilId}::int, ${trialId}::uuid, entering.account_id, min(drawn.side),
        min(drawn.drawn_by::text collate "C")::uuid, ${asAt}::date, entering.owed, entering.stage
      from entering
      join debts.liability as owed on owed.council_id = ${councilId}::int and owed.account_id = entering.account_id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = owed.party_id
      join recovery.trial_person as drawn on drawn.council_id = ${councilId}::int and drawn.trial_id = ${trialId}::uuid
        and drawn.person_id = party.person_id
      group by entering.account_id, entering.owed, entering.stage
      having count(distinct drawn.side) = 1
      order by entering.account_id`)
  }
}
