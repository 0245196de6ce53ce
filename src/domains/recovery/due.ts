import { figureAgreedSince } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/**
 * Fills the temporary table `due` with the accounts to look at on a night: those whose day has come, and those about
 * which anything was recorded since a moment. Each part reads an index, so the cost follows what is due and not what is
 * owed. All are looked at when the moment is null, and once after the council said anew how old figures may be.
 */
export async function collectDue(
  db: Db,
  {
    councilId,
    asAt,
    since,
    everyAccount = false,
  }: {
    readonly councilId: number
    readonly asAt: Temporal.PlainDate
    readonly since: Temporal.Instant | null
    readonly everyAccount?: boolean
  },
): Promise<number> {
  await db.script(`
    drop table if exists pg_temp.due;
    create temporary table due (account_id uuid primary key) on commit drop`)
  const collected =
    since === null || everyAccount || (await figureAgreedSince(db, councilId, 'figures-old', since))
      ? await db.run(
          sql`insert into due select id from debts.account where council_id = ${councilId}::int`,
        )
      : await db.run(sql`
          insert into due
          select account_id from recovery.account_state
          where council_id = ${councilId}::int and next_review_on <= ${asAt}::date
          union
          select id from debts.account
          where council_id = ${councilId}::int and recorded_at >= ${since}::timestamptz
          union
          select ledger.account_id
          from debts.entry as entry
          join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
          join debts.ledger_account as ledger
            on ledger.council_id = ${councilId}::int and ledger.id in (posting.debit, posting.credit)
          where entry.council_id = ${councilId}::int and entry.recorded_at >= ${since}::timestamptz
            and ledger.account_id is not null
          union
          select hold.account_id from protections.hold_on_account as hold
          where hold.council_id = ${councilId}::int
            and (hold.recorded_at >= ${since}::timestamptz or hold.lifted_at >= ${since}::timestamptz)
          union
          -- What officers told: a night that was under way then has written its own next day over the one they made.
          select answer.account_id from recovery.answer as answer
          where answer.council_id = ${councilId}::int and answer.answered_at >= ${since}::timestamptz
          union
          select referral.account_id from recovery.referral as referral
          where referral.council_id = ${councilId}::int and referral.closed_at >= ${since}::timestamptz
          union
          select choice.account_id
          from recovery.remedy_event as event
          join recovery.remedy_choice as choice
            on choice.council_id = ${councilId}::int and choice.id = event.choice_id
          where event.council_id = ${councilId}::int and event.done_at >= ${since}::timestamptz
          union
          select liability.account_id
          from parties.address as address
          join debts.liability as liability
            on liability.council_id = ${councilId}::int and liability.party_id = address.party_id
          where address.council_id = ${councilId}::int and address.recorded_at >= ${since}::timestamptz
          union
          select liability.account_id
          from parties.reach_changed as changed
          join parties.party as one on one.council_id = ${councilId}::int and one.id = changed.party_id
          join parties.party as everybody
            on everybody.council_id = ${councilId}::int and everybody.person_id = one.person_id
          join debts.liability as liability
            on liability.council_id = ${councilId}::int and liability.party_id = everybody.id
          where changed.council_id = ${councilId}::int and changed.changed_at >= ${since}::timestamptz
          union
          select liability.account_id
          from parties.membership as membership
          join parties.party as everybody
            on everybody.council_id = ${councilId}::int
            and everybody.person_id in (membership.person_id, membership.party_id)
          join debts.liability as liability
            on liability.council_id = ${councilId}::int and liability.party_id = everybody.id
          where membership.council_id = ${councilId}::int
            and (membership.joined_at >= ${since}::timestamptz or membership.left_at >= ${since}::timestamptz)
          union
          select state.account_id
          from parties.party as party
          join parties.party as everybody
            on everybody.council_id = ${councilId}::int and everybody.person_id = party.person_id
          join debts.liability as liability
            on liability.council_id = ${councilId}::int and liability.party_id = everybody.id
          join recovery.account_state as state
            on state.council_id = ${councilId}::int and state.account_id = liability.account_id
          where party.council_id = ${councilId}::int and party.deceased_on is not null
            and state.last_rule is distinct from 'Deceased' and state.next_review_on is not null`)
  await db.script('analyze pg_temp.due')
  return collected
}
