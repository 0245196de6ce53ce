import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/**
 * What Bacs pays in for a file of collections is posted collection by collection already: one line of `pg_temp.kept` for each file, of its day and
 * total. It is the one that names the file or the council as Bacs knows it; where none does, the only one there is. What quotes an account of
 * ours is its payer's own, though it comes to the same; where nothing tells several lines apart, somebody says which is the file's.
 */
export async function explainDirectDebits(db: Db, councilId: number): Promise<void> {
  await db.run(sql`
    with candidate as (
      select file.id as file_id, file.entry_on, kept.line,
        concat_ws(' ', kept.given, kept.payer, kept.bank_reference)
          ~* ('\\m(' || ours.service_user_number || '|DD ?' || lpad(file.serial::text, 6, '0') || '|CONTRA)\\M') as is_named
      from payments.bacs_file as file
      join payments.service_user as ours on ours.council_id = ${councilId}::int
      join pg_temp.kept as kept
        on kept.state = 'receipt' and kept.booked_on = file.entry_on and kept.amount = file.debit_total
      where file.council_id = ${councilId}::int and file.state = 'released'
        and not exists (
          select from debts.account as quoted
          where quoted.council_id = ${councilId}::int and quoted.standard_reference = any (kept.quoted))
        -- Not a second time, when the line of this file came before.
        and not exists (
          select from payments.bank_line as earlier
          where earlier.council_id = ${councilId}::int and earlier.account = kept.account
            and earlier.booked_on = file.entry_on and earlier.amount = file.debit_total and earlier.state = 'explained')
    ), likeliest as (
      select distinct on (file_id) file_id, entry_on, is_named, line,
        count(*) over (partition by file_id, is_named) as alike
      from candidate order by file_id, is_named desc, line
    ), settled as (
      select candidate.line, likeliest.entry_on, likeliest.is_named or likeliest.alike = 1 as is_sure
      from likeliest
      join candidate using (file_id)
      where candidate.line = likeliest.line or not likeliest.is_named
    )
    update pg_temp.kept
    set state = case when settled.is_sure then 'explained' else 'to explain' end,
      why = case when settled.is_sure
        then 'Direct debits of ' || to_char(settled.entry_on, 'FMDD FMMonth YYYY') || ', posted collection by collection.'
        else 'The direct debits of ' || to_char(settled.entry_on, 'FMDD FMMonth YYYY')
          || ' come to as much, and so does another line: one of the two is theirs, and posted collection by collection.' end
    from settled where kept.line = settled.line`)
}
