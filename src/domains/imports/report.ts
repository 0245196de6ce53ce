import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatPounds } from '#values/money.ts'

const file = z.object({
  fileId: z.string(),
  feed: z.string(),
  kind: z.enum(['accounts', 'transactions', 'register']),
  fileName: z.string(),
  sha256: z.string(),
  state: z.enum(['received', 'applied', 'registered', 'refused']),
  refusal: z.string().nullable(),
  rows: z.number(),
  blankLines: z.number(),
  distinctReferences: count,
  applied: z.number(),
  putAside: z.number(),
  duplicates: z.number(),
  total: pence,
  appliedPence: pence,
  putAsidePence: pence,
  duplicatePence: pence,
  receivedAt: instant,
  receivedBy: z.string(),
})

export type RecentFile = z.infer<typeof file>

const reason = z.object({
  column: z.string(),
  reason: z.string(),
  rows: count,
  firstLine: z.number(),
})

/** What became of a file: every row and every penny is in one of applied, put aside and duplicate. */
export type LoadReport = RecentFile & {
  /** Put-aside rows by column and reason, most first. */
  readonly reasons: readonly z.infer<typeof reason>[]
  /** The same bytes had come before: nothing was done this time. */
  readonly again?: boolean
}

const columns = (councilId: number) => sql`
  file.id as file_id, file.feed, file.kind, file.file_name, file.sha256, file.state, file.refusal, file.physical_rows as rows,
  file.blank_lines, file.applied_rows as applied, file.put_aside_rows as put_aside, file.duplicate_rows as duplicates,
  file.total, file.applied as applied_pence, file.put_aside as put_aside_pence, file.duplicate as duplicate_pence,
  file.received_at, coalesce((select name from administration.staff where staff_id::text = file.received_by), file.received_by) as received_by,
  (select count(distinct natural_key) from imports.row where row.council_id = ${councilId}::int and row.file_id = file.id) as distinct_references`

export async function findReport(db: Db, councilId: number, fileId: string): Promise<LoadReport> {
  const found = await maybeReport(db, councilId, fileId)
  if (!found) throw new Error('the file that was just recorded is there')
  return found
}

export async function maybeReport(
  db: Db,
  councilId: number,
  fileId: string,
): Promise<LoadReport | undefined> {
  const found = await db.maybeOne(
    file,
    sql`select ${columns(councilId)} from imports.file where file.council_id = ${councilId}::int and file.id = ${fileId}::uuid`,
  )
  if (!found) return undefined
  const reasons = await db.many(
    reason,
    sql`
      select coalesce(column_name, '') as column, regexp_replace(reason, '^Line [0-9]+ of this file', 'Another line of this file') as reason, count(*) as rows, min(line_no) as first_line
      from imports.row
      where council_id = ${councilId}::int and file_id = ${fileId}::uuid and state = 'put aside'
      group by 1, 2 order by rows desc, first_line limit 50`,
  )
  return { ...found, reasons }
}

/** Files, newest first. */
export const recentFiles = (db: Db, councilId: number): Promise<readonly RecentFile[]> =>
  db.many(
    file,
    sql`
      select file.id as file_id, file.feed, file.kind, file.file_name, file.sha256, file.state, file.refusal,
        file.physical_rows as rows, file.blank_lines, 0 as distinct_references, file.applied_rows as applied, file.put_aside_rows as put_aside,
        file.duplicate_rows as duplicates, file.total, file.applied as applied_pence, file.put_aside as put_aside_pence,
        file.duplicate as duplicate_pence, file.received_at, coalesce(staff.name, file.received_by) as received_by
      from imports.file as file
      left join administration.staff as staff on staff.staff_id::text = file.received_by
      where file.council_id = ${councilId}::int
      order by file.received_at desc, file.id limit 100`,
  )

/** The report as a person reads it. */
export function reportInWords(report: LoadReport): string {
  const {
    fileName,
    feed,
    state,
    rows,
    applied,
    putAside: aside,
    duplicates,
    distinctReferences,
  } = report
  if (report.again) {
    return `${fileName} (${feed}) was loaded first on ${report.receivedAt.toZonedDateTimeISO('Europe/London').toLocaleString('en-GB')} by ${report.receivedBy}. Nothing was changed.`
  }
  const money =
    state === 'registered'
      ? ''
      : `, ${formatPounds(report.total)} in all: ${formatPounds(report.appliedPence)} applied, ${formatPounds(report.putAsidePence)} put aside, ${formatPounds(report.duplicatePence)} known already`
  return [
    `${fileName} (${feed}): ${rows} rows with ${distinctReferences} references${money}.`,
    `${applied} applied, ${aside} put aside, ${duplicates} known already${report.blankLines > 0 ? `, ${report.blankLines} blank lines passed over` : ''}.`,
    ...report.reasons.map(
      ({ column, reason, rows, firstLine }) =>
        `  ${rows} × ${column}: ${reason} (first on line ${firstLine})`,
    ),
  ].join('\n')
}
