import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, date, instant, pence } from '#platform/rows.ts'
import { join, raw, sql } from '#platform/sql.ts'
import { allDimensions, type Dimension, dimensions, positionSheet } from './cells.ts'

type Asked = {
  readonly councilId: number
  readonly today: Temporal.PlainDate
  readonly now: Temporal.Instant
}

/**
 * Keeps the position of a day: every account on which something is owed or held in credit, in cells. Taken again on the same
 * day it is made anew. Answers how many cells there are.
 */
export async function takePosition(db: Db, { councilId, today, now }: Asked): Promise<number> {
  await db.run(sql`
    delete from casework.position where council_id = ${councilId}::int and taken_on = ${today}::date`)
  await db.run(sql`
    insert into casework.position (council_id, taken_on, taken_at, ledger_total)
    select ${councilId}::int, ${today}::date, ${now}::timestamptz, coalesce(-sum(balance), 0)::bigint
    from debts.ledger_account where council_id = ${councilId}::int and kind <> 'account'`)
  return db.run(sql`
    insert into casework.position_cell
      (council_id, taken_on, debt_type, stage, age, collectability, area, ward, service, accounts, owed, overdue, in_credit)
    select ${councilId}::int, ${today}::date, debt_type, stage, age, collectability, area, ward, service, count(*)::int,
      sum(greatest(balance, 0))::bigint, sum(overdue)::bigint, sum(least(balance, 0))::bigint
    from (${positionSheet({ councilId, today, now })} offset 0) as sheet
    group by debt_type, stage, age, collectability, area, ward, service`)
}

const taken = z.object({
  takenOn: date,
  takenAt: instant,
  ledgerTotal: pence,
  owed: pence,
  overdue: pence,
  inCredit: pence,
})
/** A day's position as a whole. `owed` and `inCredit` together are `ledgerTotal`, or something is wrong. */
export type Position = z.infer<typeof taken>

/** The positions that are kept, the latest first: the latest, and the last of each of the eleven months before it. */
export const positions = (db: Db, councilId: number): Promise<readonly Position[]> =>
  db.many(
    taken,
    sql`
      select kept.taken_on, kept.taken_at, kept.ledger_total, coalesce(sum(cell.owed), 0)::bigint as owed,
        coalesce(sum(cell.overdue), 0)::bigint as overdue, coalesce(sum(cell.in_credit), 0)::bigint as in_credit
      from (
        select distinct on (date_trunc('month', taken_on)) taken_on, taken_at, ledger_total
        from casework.position where council_id = ${councilId}::int
        order by date_trunc('month', taken_on) desc, taken_on desc
        limit 12
      ) as kept
      left join casework.position_cell as cell on cell.council_id = ${councilId}::int and cell.taken_on = kept.taken_on
      group by kept.taken_on, kept.taken_at, kept.ledger_total
      order by kept.taken_on desc`,
  )

/** What narrows a position: for each dimension, the one value that is looked at. */
export type Narrowed = Readonly<Partial<Record<Dimension, string>>>

const slice = z.object({ value: z.string(), accounts: count, owed: pence, overdue: pence })
export type Slice = z.infer<typeof slice>

/** A day's position by one dimension, narrowed by others: the largest sum first. */
export const slicesOf = (
  db: Db,
  {
    councilId,
    takenOn,
    by,
    narrowed,
  }: {
    readonly councilId: number
    readonly takenOn: Temporal.PlainDate
    readonly by: Dimension
    readonly narrowed: Narrowed
  },
): Promise<readonly Slice[]> =>
  db.many(
    slice,
    sql`
      select ${raw(dimensions[by])} as value, sum(accounts) as accounts, sum(owed)::bigint as owed, sum(overdue)::bigint as overdue
      from casework.position_cell as cell
      where council_id = ${councilId}::int and taken_on = ${takenOn}::date and ${where(narrowed)}
      group by 1 order by 3 desc, 1`,
  )

const account = z.object({
  accountId: z.string(),
  partyId: z.string(),
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
  stage: z.string(),
  age: z.string(),
  collectability: z.string(),
  balance: pence,
  overdue: pence,
  many: count,
})
export type AccountInPosition = Omit<z.infer<typeof account>, 'many'>

export const accountsAPage = 50

/**
 * A page of the accounts behind a number, as they are now and not as they were when it was taken, the largest first; and how
 * many there are now on all pages: undefined past the last of them. Restricted records are kept back, and not counted.
 */
export const accountsBehind = async (
  db: Db,
  {
    councilId,
    today,
    now,
    narrowed,
    skip,
  }: Asked & { readonly narrowed: Narrowed; readonly skip: number },
): Promise<{
  readonly accounts: readonly AccountInPosition[]
  readonly many: number | undefined
}> => {
  const { 'debt type': debtType, stage } = narrowed
  const which = sql`(${debtType ?? null}::text is null or account.debt_type = ${debtType ?? null}::text)
    and (${stage ?? null}::text is null or coalesce(state.stage, 'billed') = ${stage ?? null}::text)`
  const accounts = await db.many(
    account,
    sql`
      select cell.account_id, cell.party_id, party.name, cell.reference, cell.debt_type, cell.stage, cell.age,
        cell.collectability, cell.balance, cell.overdue, count(*) over () as many
      from (${positionSheet({ councilId, today, now, which })} offset 0) as cell
      join parties.party as party on party.council_id = ${councilId}::int and party.id = cell.party_id
      where ${where(narrowed)}
      order by cell.balance desc, cell.account_id
      limit ${accountsAPage}::int offset ${skip}::int`,
  )
  return { accounts, many: accounts[0]?.many ?? (skip === 0 ? 0 : undefined) }
}

const where = (narrowed: Narrowed) =>
  join(
    [
      sql`true`,
      ...allDimensions
        .filter(dimension => narrowed[dimension] !== undefined)
        .map(
          dimension =>
            sql`cell.${raw(dimensions[dimension])} = ${narrowed[dimension] ?? null}::text`,
        ),
    ],
    ' and ',
  )
