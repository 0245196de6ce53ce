import { confidentialPostcodes, postcodesIn } from '#parties'
import type { Db } from '#platform/db.ts'
import { Refused } from '#web/refused.ts'
import type { Session } from '#web/session.ts'

type Row = {
  readonly rowNo: number
  readonly raw: readonly string[]
  readonly mended?: readonly string[] | null
}

/** What is said in place of a row. */
export const rowKeptBack =
  'This row has an address where somebody’s home is confidential, so it is not shown. A team leader can see it and correct it.'

const textOf = ({ raw, mended }: Row) => [...raw, ...(mended ?? [])].join(' | ')

/**
 * The numbers of the rows that whoever asks may not read: those that name a postcode where an address is confidential,
 * unless their role opens every record. Neighbours at that postcode are kept back with it.
 */
export async function keptBackFrom(
  db: Db,
  { permissions, council }: Session,
  rows: readonly Row[],
): Promise<ReadonlySet<number>> {
  if (permissions.includes('restricted:view')) return new Set()
  const said = rows.map(row => ({ rowNo: row.rowNo, postcodes: postcodesIn(textOf(row)) }))
  const confidential = await confidentialPostcodes(
    db,
    council.id,
    said.flatMap(({ postcodes }) => postcodes),
  )
  return new Set(
    said
      .filter(({ postcodes }) => postcodes.some(one => confidential.has(one)))
      .map(({ rowNo }) => rowNo),
  )
}

/** Lets a row be opened, or refuses it with a sentence that tells nothing of what is in it. */
export async function refuseKeptBack(db: Db, session: Session, row: Row): Promise<void> {
  if ((await keptBackFrom(db, session, [row])).size > 0) throw new Refused(403, rowKeptBack)
}
