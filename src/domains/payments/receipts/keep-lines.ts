import type { Db } from '#platform/db.ts'
import { fillTable } from '#platform/statistics.ts'
import { sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { explainSettled, fromProvider, isFromCardProvider } from '../card/settlements/explain.ts'
import { takesCards } from '../card/settings.ts'
import { explainDirectDebits } from './explain-direct-debits.ts'
import { numberLines } from './number-lines.ts'
import type { Taken } from './stage-lines.ts'

type ToKeep = {
  readonly councilId: number
  readonly fileId: string
  readonly taken: readonly Taken[]
  readonly today: Temporal.PlainDate
}

/**
 * Keeps the statements of a file and every line of them with what became of it, and leaves the payments that came in, new and
 * final, in `pg_temp.arrived`. A line counts once: the same account, day, amount and words as one that an earlier file
 * had is told before, and the second of two alike in one file is the second payment (`number-lines.ts`). What another kind of file, or the
 * same statement sent again, said of the same day and amount in other words is for somebody to look at, because money counted twice and
 * money lost look alike.
 */
export async function keepLines(
  db: Db,
  { councilId, fileId, taken, today }: ToKeep,
): Promise<void> {
  for (const { number, account, opens, closes } of taken) {
    await db.run(sql`
      insert into payments.statement
        (council_id, file_id, number, account, kind, format, reference, currency, opened, closed, from_on, to_on,
         is_shown_to_foot, doubts)
      values (
        ${councilId}::int, ${fileId}::uuid, ${number}::int, ${account}::text, ${opens.kind}, ${opens.format},
        ${opens.reference.slice(0, 200)}, ${closes.opening?.currency ?? opens.currency ?? null}::text,
        ${closes.opening?.minor ?? null}::bigint, ${closes.closing?.minor ?? null}::bigint, ${closes.from ?? null}::date,
        ${closes.to ?? null}::date, ${closes.isShownToFoot}::boolean, ${[...closes.doubts]}::text[])`)
  }
  await numberLines(db, { councilId, fileId })
  await db.script('drop table if exists pg_temp.kept')
  await db.run(sql`
    create temporary table kept on commit drop as
    select line.*, numbered.nth,
      case
        when line.kind <> 'statement' then 'not final'
        when numbered.is_told then 'told before'
        when line.fault is not null or line.currency <> 'GBP' or line.booked_on is null
          or line.booked_on not between date '1990-01-01' and ${today}::date + 1 or line.amount > 1000000000
          or numbered.is_in_other_words then 'to explain'
        when line.amount = 0 then 'explained'
        when line.side = 'debit' or line.is_reversal or line.return_reason <> '' then 'to explain'
        else 'receipt' end as state,
      case
        when line.kind = 'report' then 'A report of the day so far: the statement says it again.'
        when line.kind = 'notice' then 'A notice of one booking: the statement says it again.'
        when line.kind <> 'statement' then 'The bank has not booked it yet.'
        when numbered.is_repeated then 'The file has this statement twice, and it counts once.'
        when numbered.is_told then 'An earlier file had it, and it counts once.'
        when line.fault is not null then 'It could not be read, because ' || line.fault || '.'
        when line.currency <> 'GBP' then 'It is in ' || line.currency || ', not in pounds.'
        when line.booked_on is null then 'The bank does not say on which day it was booked.'
        when line.booked_on not between date '1990-01-01' and ${today}::date + 1 then
          ${`Its day cannot be right: today is ${formatDate(today)}.`}::text
        when line.amount > 1000000000 then 'It is more than ten million pounds.'
        when numbered.is_in_other_words and numbered.is_other_kind then
          'A file of another kind has a payment of this day and amount in other words: it may be the same.'
        when numbered.is_in_other_words then
          'The bank sent a statement that begins with the same balance before, with a payment of this day and amount in other words: it may be the same.'
        when line.amount = 0 then 'No money moved.'
        when line.side = 'debit' and (line.is_reversal or line.return_reason <> '') then 'The bank took back a payment that had come in.'
        when line.side = 'debit' then 'Money that went out.'
        when line.is_reversal or line.return_reason <> '' then 'Money that had gone out came back.'
        else line.doubt end as why
    from pg_temp.line as line
    join pg_temp.numbered as numbered using (line)`)
  await db.script('analyze pg_temp.kept')
  await explainDirectDebits(db, councilId)
  await leaveCardSettlements(db, councilId)
  await fillTable(
    db,
    'payments.bank_line',
    sql`
    insert into payments.bank_line
      (council_id, id, file_id, statement, line, account, booked_on, side, amount, currency, bank_reference, payer, given, code,
       likeness, nth, state, why, explained_by, explained_at)
    select ${councilId}::int, platform.id_of('bank line', ${councilId}::int, ${fileId}::text || '/' || line), ${fileId}::uuid,
      statement, line, account, booked_on, side, amount, currency, bank_reference, payer, given, code, likeness, nth, state, why,
      case when state = 'explained' then 'system:bank' end, case when state = 'explained' then clock_timestamp() end
    from pg_temp.kept`,
  )
  await explainSettled(db, councilId)
  await db.script('drop table if exists pg_temp.arrived')
  await db.run(sql`
    create temporary table arrived on commit drop as
    select platform.id_of('receipt', ${councilId}::int, ${fileId}::text || '/' || line) as id,
      platform.id_of('bank line', ${councilId}::int, ${fileId}::text || '/' || line) as bank_line_id,
      booked_on as received_on, amount, given, payer, quoted, checked
    from pg_temp.kept where state = 'receipt'`)
  await db.script('alter table pg_temp.arrived add primary key (id); analyze pg_temp.arrived')
}

/**
 * What the card provider pays over is posted payment by payment already: never again from the bank's line. What gives a reference
 * whose check character is right is somebody's own payment.
 */
async function leaveCardSettlements(db: Db, councilId: number): Promise<void> {
  if (!(await takesCards(db, councilId))) return
  await db.run(sql`
    update pg_temp.kept set state = 'to explain', why = ${`${fromProvider}.`}::text
    where state = 'receipt' and cardinality(checked) = 0
      and ${isFromCardProvider({ payer: sql`payer`, given: sql`given` })}`)
}
