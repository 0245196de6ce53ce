import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'

const gap = z.object({
  fileId: z.string(),
  account: z.string(),
  fromOn: date,
  /** What it opens at, and what the statement before it closed at, in pence; less than nothing where overdrawn. */
  opened: pence,
  closedBefore: pence,
  closedOn: date,
})
/** A statement that does not open where the one before it closed: between the two one is missing, or money moved that none tells of. */
export type Gap = z.infer<typeof gap>

/**
 * The statements in pounds that open where none before them closed. Not the first of an account, nor one that begins again where another
 * began or whose days are within another's: those say what was said before. `which` is about a row `mine`.
 */
const gaps = (councilId: number, which: Sql): Sql => sql`
  with statement as materialized (
    select statement.* from payments.statement as statement
    join payments.statement_file as file on file.council_id = ${councilId}::int and file.id = statement.file_id
    where statement.council_id = ${councilId}::int and statement.kind = 'statement' and statement.currency = 'GBP'
      and statement.is_shown_to_foot and statement.from_on is not null and statement.to_on is not null and file.state = 'taken'
  )
  select mine.file_id, bank.name as account, mine.from_on, mine.opened, last.closed as closed_before, last.to_on as closed_on
  from statement as mine
  join payments.bank_account as bank on bank.council_id = ${councilId}::int and bank.number = mine.account
  cross join lateral (
    select before.closed, before.to_on from statement as before
    where before.account = mine.account and before.to_on <= mine.from_on
      and (before.from_on, before.to_on) <> (mine.from_on, mine.to_on)
    order by before.to_on desc, before.from_on desc, before.file_id, before.number desc limit 1
  ) as last
  where ${which}
    and not exists (select from statement as before
      where before.account = mine.account and before.closed = mine.opened and before.to_on <= mine.to_on
        and (before.file_id, before.number) <> (mine.file_id, mine.number))
    and not exists (select from statement as other
      where other.account = mine.account and (other.file_id, other.number) <> (mine.file_id, mine.number)
        and (other.opened = mine.opened and other.from_on = mine.from_on and (other.file_id, other.number) < (mine.file_id, mine.number)
          or other.from_on <= mine.from_on and other.to_on >= mine.to_on and (other.from_on, other.to_on) <> (mine.from_on, mine.to_on)
          or other.format = 'CSV' and other.from_on < mine.from_on and other.to_on >= mine.from_on))`

/** Those whose last day is in a month, in its order. */
export const gapsOfMonth = (
  db: Db,
  councilId: number,
  month: Temporal.PlainYearMonth,
): Promise<readonly Gap[]> =>
  db.many(
    gap,
    sql`
      ${gaps(councilId, sql`mine.to_on between ${month.toPlainDate({ day: 1 })}::date and ${month.toPlainDate({ day: month.daysInMonth })}::date`)}
      order by mine.to_on, mine.from_on, account, mine.file_id, mine.number limit 200`,
  )

/** Those of one file, in its order. */
export const gapsOfFile = (db: Db, councilId: number, fileId: string): Promise<readonly Gap[]> =>
  db.many(
    gap,
    sql`${gaps(councilId, sql`mine.file_id = ${fileId}::uuid`)} order by mine.number limit 200`,
  )

const closing = z.object({ account: z.string(), closedOn: date, closed: pence })
/** What the latest statement of an account closed at. */
export type Closing = z.infer<typeof closing>

/** Each of the council's accounts in pounds as its statements leave it, by the end of a month. */
export const closingsOfMonth = (
  db: Db,
  councilId: number,
  month: Temporal.PlainYearMonth,
): Promise<readonly Closing[]> =>
  db.many(
    closing,
    sql`
      select distinct on (bank.name, bank.number) bank.name as account, statement.to_on as closed_on, statement.closed
      from payments.statement as statement
      join payments.statement_file as file on file.council_id = ${councilId}::int and file.id = statement.file_id and file.state = 'taken'
      join payments.bank_account as bank on bank.council_id = ${councilId}::int and bank.number = statement.account
      where statement.council_id = ${councilId}::int and statement.kind = 'statement' and statement.currency = 'GBP'
        and statement.closed is not null and statement.to_on <= ${month.toPlainDate({ day: month.daysInMonth })}::date
        -- Of several of one day, the one that none goes on from.
      order by bank.name, bank.number, statement.to_on desc, exists (
          select from payments.statement as next
          where next.council_id = ${councilId}::int and next.account = statement.account and next.opened = statement.closed
            and next.to_on = statement.to_on and (next.file_id, next.number) <> (statement.file_id, statement.number)),
        statement.file_id, statement.number`,
  )

/** A gap as officers are told of it. */
export const gapInWords = ({ account, fromOn, opened, closedBefore, closedOn }: Gap): string =>
  `${account}: the statement of ${formatDate(fromOn)} opens at ${formatPounds(opened)}, and the last before it, of ${formatDate(closedOn)}, closed at ${formatPounds(closedBefore)}. A statement between them is missing: ask the bank for it. Until it has come, look before anybody is chased: they may have paid.`
