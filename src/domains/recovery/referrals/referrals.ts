import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

const referral = z.object({
  id: z.string(),
  accountId: z.string(),
  partyId: z.string(),
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
  kind: z.string(),
  balance: pence,
  openedOn: date,
  dueBy: date,
  /** What holds the account, where something does: a death, the kind of a hold that runs, or an emergency. */
  heldBy: z.string().nullable(),
  /** What stops a letter to them, where something does: nobody is to write or to go there. */
  lettersStoppedBy: z.string().nullable(),
  closedOn: date.nullable(),
  closedAt: instant.nullable(),
  closedBy: z.string().nullable(),
  returnCode: z.string().nullable(),
  note: z.string(),
})
/** Something for a person to do about an account, and what came of it. */
export type Referral = z.infer<typeof referral>

export const pageLength = 50

const referrals = (councilId: number): Sql => sql`
  select referral.id, referral.account_id, account.lead_party_id as party_id, party.name, account.reference,
    account.debt_type, referral.kind, ledger.balance, referral.opened_on, referral.due_by, referral.closed_on,
    referral.closed_at, referral.closed_by, referral.return_code, referral.note,
    coalesce(
      (select 'somebody liable has died'
        from debts.liability as liability
        join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = liability.party_id
        join parties.party as known on known.council_id = ${councilId}::int and known.person_id = liable.person_id
        where liability.council_id = ${councilId}::int and liability.account_id = account.id and known.deceased_on is not null
        limit 1),
      (select min(hold.kind) from protections.hold_on_account as hold
        where hold.council_id = ${councilId}::int and hold.account_id = account.id and hold.starts_at <= now()
          and (hold.ends_at is null or hold.ends_at > now())),
      case when exists (select from administration.emergency_stop as stop where stop.council_id = ${councilId}::int)
        and recovery.stopped_until(${councilId}::int, account.id, (now() at time zone 'Europe/London')::date)
          > (now() at time zone 'Europe/London')::date
      then 'emergency stop' end) as held_by,
    (select way.stopped_by
      from parties.where_letters_go(${councilId}::int, account.lead_party_id, account.source,
        (now() at time zone 'Europe/London')::date) as way) as letters_stopped_by
  from recovery.referral as referral
  join debts.account as account on account.council_id = ${councilId}::int and account.id = referral.account_id
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  join parties.party as party on party.council_id = ${councilId}::int and party.id = account.lead_party_id
  where referral.council_id = ${councilId}::int`

/** The open referrals of a kind, or of every kind (''), the one that is due first leading; a page at a time. */
export const openReferrals = (
  db: Db,
  {
    councilId,
    kind = '',
    skip = 0,
    limit = pageLength,
  }: {
    readonly councilId: number
    readonly kind?: string
    readonly skip?: number
    readonly limit?: number
  },
): Promise<readonly Referral[]> =>
  db.many(
    referral,
    sql`
      ${referrals(councilId)} and referral.closed_at is null and (${kind}::text = '' or referral.kind = ${kind}::text)
      order by referral.due_by, referral.id limit ${limit}::int offset ${skip}::int`,
  )

/** Every referral of an account: the open ones first, then the newest. */
export const referralsOn = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Referral[]> =>
  db.many(
    referral,
    sql`
      ${referrals(councilId)} and referral.account_id = ${accountId}::uuid
      order by referral.closed_at desc nulls first, referral.opened_at desc, referral.id limit 100`,
  )

const waiting = z.object({ kind: z.string(), open: z.number(), late: z.number() })
/** How many referrals of a kind are open, and how many of them late. */
export type Waiting = z.infer<typeof waiting>

export const waitingByKind = (
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<readonly Waiting[]> =>
  db.many(
    waiting,
    sql`
      select kind, count(*)::int as open, (count(*) filter (where due_by < ${today}::date))::int as late
      from recovery.referral where council_id = ${councilId}::int and closed_at is null
      group by kind order by kind`,
  )
