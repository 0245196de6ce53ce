import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const putAside = z.object({
  rowNo: z.number(),
  lineNo: z.number(),
  columnName: z.string().nullable(),
  reason: z.string(),
  raw: z.array(z.string()),
})
export type PutAside = z.infer<typeof putAside>

type OfFile = { readonly councilId: number; readonly fileId: string }

/** Rows of a file that wait to be corrected, in the order of the file, after row `after`. */
export const putAsideRows = (
  db: Db,
  { councilId, fileId, after = 0, limit = 100 }: OfFile & { after?: number; limit?: number },
): Promise<readonly PutAside[]> =>
  db.many(
    putAside,
    sql`
      select row_no, line_no, column_name, reason, raw from imports.row
      where council_id = ${councilId}::int and file_id = ${fileId}::uuid and state = 'put aside' and row_no > ${after}::int
      order by row_no limit ${limit}::int`,
  )

const asideRow = z.object({
  fileId: z.string(),
  fileName: z.string(),
  feed: z.string(),
  header: z.array(z.string()).nullable(),
  rowNo: z.number(),
  lineNo: z.number(),
  state: z.enum(['applied', 'put aside', 'duplicate']),
  columnName: z.string().nullable(),
  reason: z.string().nullable(),
  raw: z.array(z.string()),
  mended: z.array(z.string()).nullable(),
  mendedBy: z.string().nullable(),
  mendedAt: instant.nullable(),
})
/** A row that is put aside, or was until somebody corrected it: then `raw` is what it said before. */
export type AsideRow = z.infer<typeof asideRow>

export const findAsideRow = (
  db: Db,
  { councilId, fileId, rowNo }: OfFile & { rowNo: number },
): Promise<AsideRow | undefined> =>
  db.maybeOne(
    asideRow,
    sql`
      select file.id as file_id, file.file_name, file.feed, file.header, row.row_no, row.line_no, row.state, row.column_name,
        row.reason, row.raw, row.mended, coalesce(staff.name, row.mended_by) as mended_by, row.mended_at
      from imports.row as row
      join imports.file as file on file.council_id = ${councilId}::int and file.id = row.file_id
      left join administration.staff as staff on staff.staff_id::text = row.mended_by
      where row.council_id = ${councilId}::int and row.file_id = ${fileId}::uuid and row.row_no = ${rowNo}::int
        and (row.state = 'put aside' or row.mended is not null)`,
  )

/** The row after `rowNo` that waits, to go on to. */
export const nextAside = (db: Db, of: OfFile & { rowNo: number }): Promise<PutAside | undefined> =>
  putAsideRows(db, { ...of, after: of.rowNo, limit: 1 }).then(([next]) => next)
