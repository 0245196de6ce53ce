import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { decode } from './decode.ts'
import { rawOf } from './judge.ts'
import type { Profile } from './profile.ts'
import { records } from './records.ts'

/**
 * A row can be sound in itself and put aside for what is known already (another amount under its reference, an account
 * that nobody has). Its text was not staged, because most rows never need theirs; it is read again from the file here.
 */
export async function keepCells(
  db: Db,
  {
    councilId,
    fileId,
    profile,
    bytes,
  }: {
    readonly councilId: number
    readonly fileId: string
    readonly profile: Profile
    readonly bytes: AsyncIterable<Uint8Array>
  },
): Promise<void> {
  const { missing } = await db.one(
    z.object({ missing: count }),
    sql`
      select count(*) as missing from imports.row
      where council_id = ${councilId}::int and file_id = ${fileId}::uuid and state = 'put aside' and raw = '{}'`,
  )
  if (missing === 0) return

  let rowNo = -1
  let skipped = 0
  let page: { row_no: number; cells: readonly string[] }[] = []
  const write = async () => {
    await db.run(sql`
      update imports.row as row set
        raw = array(select cell from json_array_elements_text(given.cells) with ordinality as one (cell, n) order by n)
      from json_to_recordset(${JSON.stringify(page)}::json) as given (row_no int, cells json)
      where row.council_id = ${councilId}::int and row.file_id = ${fileId}::uuid and row.row_no = given.row_no
        and row.state = 'put aside' and row.raw = '{}'`)
    page = []
  }
  const { encoding, delimiter, quote, skipLines, trailer } = profile.file
  for await (const { cells } of records(decode(bytes, encoding), { delimiter, quote })) {
    if (skipped < skipLines) {
      skipped += 1
      continue
    }
    if (cells.every(cell => cell.trim() === '')) continue
    rowNo += 1 // The header is row 0.
    if (rowNo === 0 || (trailer && cells[0]?.trim() === trailer.marker)) continue
    page.push({ row_no: rowNo, cells: rawOf(cells) })
    if (page.length >= 1000) await write()
  }
  await write()
}
