import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { daysBetween, isBefore, plusDays } from '#values/dates.ts'
import { median } from '#values/median.ts'

/** Days, ours, until a council sets its own: no law says. */
export const shippedDays = 7

export const firstContactDays = async (db: Db, councilId: number): Promise<number> =>
  (
    await db.maybeOne(
      z.object({ days: z.number() }),
      sql`select days from casework.first_contact_target where council_id = ${councilId}::int`,
    )
  )?.days ?? shippedDays

export async function setFirstContactDays(
  db: Db,
  {
    councilId,
    days,
    by,
  }: { readonly councilId: number; readonly days: number; readonly by: string },
): Promise<void> {
  await db.run(sql`
    insert into casework.first_contact_target (council_id, days, set_by)
    values (${councilId}::int, ${days}::int, ${by}::text)
    on conflict (council_id) do update set
      days = excluded.days, set_by = excluded.set_by, set_at = clock_timestamp()`)
  await record(db, {
    councilId,
    actor: by,
    action: 'set the days to first contact',
    objectKind: 'first contact target',
    objectId: `${councilId}`,
    detail: { days },
  })
}

const closed = z.object({
  accountId: z.string(),
  partyId: z.string(),
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
  balance: pence,
  closedOn: date,
  contactedOn: date.nullable(),
})
/** A tenancy that has ended with something owed, and when somebody was first in touch about it. */
export type ClosedAccount = z.infer<typeof closed>

/**
 * The tenancies that ended since a day and before today with something still owed, or that were contacted. First contact is the first that an officer
 * recorded with anybody who owes it, tried or heard, or the first letter about it, on the last day or after. The oldest first.
 */
export const closedAccounts = (
  db: Db,
  {
    councilId,
    since,
    today,
  }: {
    readonly councilId: number
    readonly since: Temporal.PlainDate
    readonly today: Temporal.PlainDate
  },
): Promise<readonly ClosedAccount[]> =>
  db.many(
    closed,
    sql`
      select account.id as account_id, account.lead_party_id as party_id, party.name, account.reference, account.debt_type,
        ledger.balance, account.period_to as closed_on, least(contact.first_on, letter.first_on) as contacted_on
      from debts.account as account
      join debts.debt_type as kind on kind.council_id = ${councilId}::int and kind.name = account.debt_type
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = account.lead_party_id
      cross join lateral (
        select min((said.at at time zone 'Europe/London')::date) as first_on
        from debts.liability as liability
        join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = liability.party_id
        join parties.party as same on same.council_id = ${councilId}::int and same.person_id = liable.person_id
        join casework.contact as said on said.council_id = ${councilId}::int and said.party_id = same.id
        where liability.council_id = ${councilId}::int and liability.account_id = account.id
          and (said.at at time zone 'Europe/London')::date >= account.period_to
          and not exists (
            select from casework.contact as correction
            where correction.council_id = ${councilId}::int and correction.corrects_id = said.id)
      ) as contact
      cross join lateral (
        select min((sent.dispatched_at at time zone 'Europe/London')::date) as first_on
        from correspondence.letter as sent
        where sent.council_id = ${councilId}::int and sent.account_id = account.id
          and (sent.dispatched_at at time zone 'Europe/London')::date >= account.period_to
      ) as letter
      where account.council_id = ${councilId}::int and kind.family = 'housing'
        and account.period_to >= ${since}::date and account.period_to < ${today}::date
        and (ledger.balance > 0 or contact.first_on is not null or letter.first_on is not null)
      order by account.period_to, account.reference, account.id
      limit 5000`,
  )

/** The last day of the target. */
export const contactBy = ({ closedOn }: Pick<ClosedAccount, 'closedOn'>, days: number) =>
  plusDays(closedOn, days)

/** Those that nobody has contacted, with the days left: the fewest, or most overdue, first. */
export const stillToContact = (
  accounts: readonly ClosedAccount[],
  days: number,
  today: Temporal.PlainDate,
): readonly (ClosedAccount & { readonly left: number })[] =>
  accounts
    .filter(({ contactedOn, balance }) => contactedOn === null && balance > 0n)
    .map(one => ({ ...one, left: daysBetween(today, contactBy(one, days)) }))
    .toSorted((a, b) => a.left - b.left)

/** How it went: whoever is not contacted and whose day has not come yet is not counted. */
export type FirstContacts = {
  readonly within: number
  readonly late: number
  /** Whole per cent, never rounded up to a hundred. */
  readonly share: number | undefined
  readonly medianDays: number | undefined
}

export function measureFirstContacts(
  accounts: readonly Pick<ClosedAccount, 'closedOn' | 'contactedOn'>[],
  days: number,
  today: Temporal.PlainDate,
): FirstContacts {
  const due = accounts.filter(
    one => one.contactedOn !== null || isBefore(contactBy(one, days), today),
  )
  const within = due.filter(
    one => one.contactedOn !== null && !isBefore(contactBy(one, days), one.contactedOn),
  ).length
  return {
    within,
    late: due.length - within,
    share: due.length === 0 ? undefined : Math.floor((within * 100) / due.length),
    medianDays: median(
      due.flatMap(({ closedOn, contactedOn }) =>
        contactedOn ? [daysBetween(closedOn, contactedOn)] : [],
      ),
    ),
  }
}

/** The months from a day to another, as “April 2026”, each with what closed in it. */
export function byMonth<A extends Pick<ClosedAccount, 'closedOn'>>(
  accounts: readonly A[],
  since: Temporal.PlainDate,
  today: Temporal.PlainDate,
): readonly { readonly label: string; readonly accounts: readonly A[] }[] {
  const months = []
  for (
    let month = since.toPlainYearMonth();
    Temporal.PlainYearMonth.compare(month, today.toPlainYearMonth()) <= 0;
    month = month.add({ months: 1 })
  )
    months.push({
      label: month
        .toPlainDate({ day: 1 })
        .toLocaleString('en-GB', { month: 'long', year: 'numeric' }),
      accounts: accounts.filter(({ closedOn }) => closedOn.toPlainYearMonth().equals(month)),
    })
  return months
}
