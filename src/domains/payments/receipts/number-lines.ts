import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/** Of a line that is accounted for, and so counts when another file has it again. */
const counts = sql`('receipt', 'returned', 'explained', 'to explain')`

type OfFile = { readonly councilId: number; readonly fileId: string }

/**
 * Says of each line of a file which of those alike it is, and whether it was told before, into `pg_temp.numbered`. As many as are known were
 * told before, without those of statements that are shown to be others of the same day: one that opens where another closed is the next,
 * and what it has in the same words is another payment, whichever came first. A statement that stands in the file twice counts once. What a statement
 * that begins with the same balance on the same day, or a file of another kind, has of the same day and amount, and this file has not, may be one
 * of its lines in other words: so many of them are said to be. Expects the file's statements to be kept, and its lines in `pg_temp.line`.
 */
export async function numberLines(db: Db, file: OfFile): Promise<void> {
  const { councilId, fileId } = file
  await findOthersOfDay(db, file)
  await db.script('drop table if exists pg_temp.numbered')
  await db.run(sql`
    create temporary table numbered on commit drop as
    with mine as materialized (
      select number, account, opened, closed, from_on, to_on from payments.statement
      where council_id = ${councilId}::int and file_id = ${fileId}::uuid
    ), repeated as (
      select later.number from mine as later
      where later.opened <> later.closed
        and exists (select from mine as earlier
          where earlier.number < later.number and earlier.account = later.account and earlier.opened = later.opened
            and earlier.closed = later.closed and (earlier.from_on, earlier.to_on) is not distinct from (later.from_on, later.to_on))
        -- The account came back to where it was: it follows the statement before it in the file.
        and not exists (select from mine as previous
          where previous.number = later.number - 1 and previous.account = later.account and previous.closed = later.opened)
    ), known as materialized (
      select known.likeness, known.file_id, known.statement
      from (select distinct likeness from pg_temp.line) as line
      join payments.bank_line as known
        on known.council_id = ${councilId}::int and known.likeness = line.likeness and known.state in ${counts}
    ), ranked as (
      select line.line, line.likeness, line.statement, repeated.number is not null as is_repeated,
        row_number() over (partition by line.likeness, repeated.number is not null order by line.line) as place
      from pg_temp.line as line
      left join repeated on repeated.number = line.statement
    ), held as (
      select ranked.*, (select count(*) from known where known.likeness = ranked.likeness) as all_known,
        (select count(*) from known
          join pg_temp.other_of_day as other
            on other.number = ranked.statement and other.file_id = known.file_id and other.statement = known.statement
          where known.likeness = ranked.likeness) as known_as_others
      from ranked
    ), told as (
      select *, is_repeated or place <= all_known - known_as_others as is_told from held
    )
    select line, likeness, is_repeated, is_told, false as is_in_other_words, false as is_other_kind,
      (case when is_told then place else all_known + row_number() over (partition by likeness, is_told order by line) end)::int as nth
    from told`)
  await db.script(
    'alter table pg_temp.numbered add primary key (line); create index on pg_temp.numbered (likeness); analyze pg_temp.numbered',
  )
  await findInOtherWords(db, file)
}

/**
 * The statements that are shown to be others of the day of each of the file's, into `pg_temp.other_of_day`: where it opens one of them closed, or
 * one opens where it closed, and so on. Not those that the file has itself, whose lines are counted with it; and none for a statement that moved
 * nothing, or for a download, whose days a person chose: it may begin where another ended and be the same.
 */
async function findOthersOfDay(db: Db, { councilId, fileId }: OfFile): Promise<void> {
  await db.script('drop table if exists pg_temp.other_of_day')
  await db.run(sql`
    create temporary table other_of_day on commit drop as
    with recursive mine as materialized (
      select * from payments.statement
      where council_id = ${councilId}::int and file_id = ${fileId}::uuid and kind = 'statement' and format <> 'CSV' and opened <> closed
    ), beside as materialized (
      select mine.number as of, mine.opened as of_opened, mine.closed as of_closed, theirs.file_id, theirs.number, theirs.opened,
        theirs.closed, theirs.from_on, theirs.to_on,
        theirs.from_on <= mine.from_on and theirs.to_on between mine.from_on and mine.to_on as may_be_before,
        theirs.to_on >= mine.to_on and theirs.from_on between mine.from_on and mine.to_on as may_be_after
      from mine
      join payments.statement as theirs
        on theirs.council_id = ${councilId}::int and theirs.account = mine.account and theirs.kind = 'statement'
        and theirs.format = mine.format and theirs.opened <> mine.opened and theirs.closed <> mine.closed
        and theirs.to_on >= mine.from_on and theirs.from_on <= mine.to_on
    ), before as (
      select * from beside where may_be_before and closed = of_opened
      union
      select beside.* from before join beside on beside.of = before.of and beside.may_be_before and beside.closed = before.opened
    ), after as (
      select * from beside where may_be_after and opened = of_closed
      union
      select beside.* from after join beside on beside.of = after.of and beside.may_be_after and beside.opened = after.closed
    )
    select of as number, file_id, number as statement
    from (select * from before union select * from after) as other
    where file_id <> ${fileId}::uuid
      and not exists (select from mine as same
        where (same.opened, same.closed, same.from_on, same.to_on) = (other.opened, other.closed, other.from_on, other.to_on))`)
  await db.script('analyze pg_temp.other_of_day')
}

/** Of the lines that are new and final, marks the first of each account, day, side and amount: as many as are known and are none of this file's. */
const findInOtherWords = (db: Db, { councilId, fileId }: OfFile): Promise<number> =>
  db.run(sql`
    with mine as materialized (
      select distinct account, format, opened, from_on from payments.statement
      where council_id = ${councilId}::int and file_id = ${fileId}::uuid
    ), elsewhere as (
      select other.account, other.booked_on, other.side, other.amount, count(*) as lines,
        bool_or(theirs.is_other_kind) as is_other_kind
      from (select distinct account, booked_on from pg_temp.line) as day
      cross join lateral (
        select statement.file_id, statement.number, bool_or(mine.format <> statement.format) as is_other_kind
        from mine
        join payments.statement as statement
          on statement.council_id = ${councilId}::int and statement.account = mine.account and statement.file_id <> ${fileId}::uuid
          and (statement.format <> mine.format or statement.opened = mine.opened and statement.from_on = mine.from_on)
        where mine.account = day.account
        group by statement.file_id, statement.number
      ) as theirs
      join payments.bank_line as other
        on other.council_id = ${councilId}::int and other.account = day.account and other.booked_on = day.booked_on
        and other.file_id = theirs.file_id and other.statement = theirs.number and other.state in ${counts}
      where not exists (select from pg_temp.numbered as told where told.likeness = other.likeness and told.is_told)
      group by other.account, other.booked_on, other.side, other.amount
    ), fresh as (
      select line.line, elsewhere.lines, elsewhere.is_other_kind,
        row_number() over (partition by line.account, line.booked_on, line.side, line.amount order by line.line) as place
      from pg_temp.line as line
      join pg_temp.numbered as numbered using (line)
      join elsewhere using (account, booked_on, side, amount)
      where not numbered.is_told and line.kind = 'statement'
    )
    update pg_temp.numbered as numbered set is_in_other_words = true, is_other_kind = fresh.is_other_kind
    from fresh where fresh.line = numbered.line and fresh.place <= fresh.lines`)
