import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatPounds } from '#values/money.ts'
import { done, type Outcome, type Refusal } from '#values/outcome.ts'
import { applySorted, sortOut } from './apply.ts'
import { judgeOf, rawOf } from './judge.ts'
import { type Profile, readProfile } from './profile.ts'
import { mendedBefore, notKept, stillWrong, wouldBreakTotal } from './refusals.ts'
import { stageRow } from './stage.ts'

export type ToMend = {
  readonly councilId: number
  readonly fileId: string
  readonly rowNo: number
  /** Every cell of the row, in the order of the file's header, as it should have been. */
  readonly cells: readonly string[]
  readonly actor: string
  readonly businessDate: Temporal.PlainDate
}

/** What became of a corrected row: applied, or known already, in which case nothing was applied twice. */
export type Mended = { readonly state: 'applied' | 'duplicate'; readonly reason: string | null }

/** Why a correction was not taken, and the header of the column it is about where it is one column. */
export type NotMended = {
  readonly ok: false
  readonly refusal: Refusal
  readonly column?: string
}

/**
 * Corrects a row that was put aside: judged under the profile its file was read with, and applied like a file of one row,
 * in the transaction of `db`. What it said before is kept beside it. The same correction again changes nothing. A
 * refusal has written nothing. Undefined when the file has no such row.
 */
export async function mend(db: Db, to: ToMend): Promise<Outcome<Mended> | NotMended | undefined> {
  const row = await findForMending(db, to)
  if (!row) return undefined
  const cells = rawOf(to.cells)
  if (row.state !== 'put aside') return before(row, cells)
  if (row.header === null) return { ok: false, refusal: notKept() }
  const read = readProfile(JSON.stringify(row.profile))
  if (!read.ok) return read
  const profile = read.value

  const judgement = judgeOf(profile, row.header, to.businessDate)(cells)
  if (!judgement.ok) return wrong(judgement.fault.column, judgement.fault.says)
  const total = row.total - row.amount + judgement.row.amount
  if (row.declared !== null && row.declared !== total) {
    const says = { declared: formatPounds(row.declared), now: formatPounds(total) }
    return { ok: false, refusal: wouldBreakTotal(says) }
  }

  const applying = { ...to, feed: row.feed, profile, asAt: row.asAt }
  await stageRow(db, { rowNo: to.rowNo, lineNo: row.lineNo, judgement })
  await sortOut(db, applying)
  const outcome = await db.one(
    outcomeRow,
    sql`select state, column_name, reason from pg_temp.outcome where row_no = ${to.rowNo}::int`,
  )
  if (outcome.state === 'put aside') {
    const named = { reference: referenceOf(profile), account: accountOf(profile) }[
      outcome.columnName ?? ''
    ]
    return wrong(named ?? outcome.columnName ?? '', outcome.reason ?? '')
  }
  await applySorted(db, applying)
  await keepBefore(db, to, row, cells)
  await record(db, {
    councilId: to.councilId,
    actor: to.actor,
    action: 'corrected',
    objectKind: 'import row',
    objectId: `${to.fileId}/${to.rowNo}`,
    detail: { line: row.lineNo, column: row.columnName ?? '', became: outcome.state },
  })
  return done({ state: outcome.state, reason: outcome.reason })
}

const wrong = (column: string, says: string): NotMended => ({
  ok: false,
  refusal: stillWrong(column, says),
  column,
})

/** The header under which our field stands, for a fault that was found in our own words. */
const headerOf = (
  profile: Profile,
  field: 'reference' | 'transactionReference' | 'accountReference',
) => {
  const column = profile.columns[field]
  return typeof column === 'string' ? column : undefined
}
const referenceOf = (profile: Profile) =>
  headerOf(profile, profile.kind === 'transactions' ? 'transactionReference' : 'reference')
const accountOf = (profile: Profile) => headerOf(profile, 'accountReference')

const outcomeRow = z.object({
  state: z.enum(['applied', 'duplicate', 'put aside']),
  columnName: z.string().nullable(),
  reason: z.string().nullable(),
})

const forMending = z.object({
  feed: z.string(),
  profile: z.unknown(),
  header: z.array(z.string()).nullable(),
  asAt: date,
  declared: pence.nullable(),
  total: pence,
  lineNo: z.number(),
  state: z.enum(['applied', 'duplicate', 'put aside']),
  amount: pence,
  columnName: z.string().nullable(),
  reason: z.string().nullable(),
  raw: z.array(z.string()).nullable(),
  mended: z.array(z.string()).nullable(),
  mendedBy: z.string().nullable(),
})
type ForMending = z.infer<typeof forMending>

/** The row and its file, locked: of two people who correct one row, the second sees what the first did. */
const findForMending = (db: Db, { councilId, fileId, rowNo }: ToMend) =>
  db.maybeOne(
    forMending,
    sql`
      select file.feed, file.profile, file.header, file.as_at, file.declared, file.total, row.line_no, row.state, row.amount,
        row.column_name, row.reason, row.raw, row.mended,
        coalesce((select name from administration.staff where staff_id::text = row.mended_by), row.mended_by) as mended_by
      from imports.file as file
      join imports.row as row on row.council_id = ${councilId}::int and row.file_id = file.id
      where file.council_id = ${councilId}::int and file.id = ${fileId}::uuid and row.row_no = ${rowNo}::int
        and (row.state = 'put aside' or row.mended is not null)
      for update of file, row`,
  )

function before(row: ForMending, cells: readonly string[]): Outcome<Mended> | NotMended {
  const isSame =
    row.mended?.length === cells.length && row.mended.every((cell, n) => cell === cells[n])
  if (!isSame) return { ok: false, refusal: mendedBefore(row.mendedBy ?? 'Somebody') }
  return done({ state: row.state === 'duplicate' ? 'duplicate' : 'applied', reason: row.reason })
}

/** The row keeps why it was put aside, and what it said then. */
const keepBefore = (
  db: Db,
  { councilId, fileId, rowNo, actor }: ToMend,
  row: ForMending,
  cells: readonly string[],
) =>
  db.run(sql`
    update imports.row set
      raw = ${row.raw}::text[], column_name = ${row.columnName}::text,
      reason = case when state = 'duplicate' then reason else ${row.reason}::text end,
      mended = ${cells}::text[], mended_by = ${actor}::text, mended_at = clock_timestamp()
    where council_id = ${councilId}::int and file_id = ${fileId}::uuid and row_no = ${rowNo}::int`)
