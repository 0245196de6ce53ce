import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const ward = z.object({ code: z.string(), name: z.string(), postcodes: z.number() })
/** A ward in force, and how many postcodes it has. One that nobody has named is called by its code. */
export type Ward = z.infer<typeof ward>

/** A council's wards by the file in force, in the order of their names; none where no file was brought. */
export const wardsOf = (db: Db, councilId: number): Promise<readonly Ward[]> =>
  db.many(
    ward,
    sql`
      select code, name, postcodes from wards.ward
      where council_id = ${councilId}::int order by name, code`,
  )

const wardFile = z.object({
  number: z.number(),
  kind: z.enum(['postcodes', 'names']),
  fileName: z.string(),
  sha256: z.string(),
  authority: z.string().nullable(),
  rows: z.number(),
  kept: z.number(),
  elsewhere: z.number(),
  withoutWard: z.number(),
  bad: z.number(),
  twice: z.number(),
  examples: z.array(z.string()),
  broughtBy: z.string(),
  broughtAt: instant,
})
/** A file of wards that was brought, and what was made of it. */
export type WardFile = z.infer<typeof wardFile>

/** The files that were brought, the newest first, 50 at most. The first of postcodes is in force. */
export const wardFiles = (db: Db, councilId: number): Promise<readonly WardFile[]> =>
  db.many(
    wardFile,
    sql`
      select number, kind, file_name, sha256, authority, rows, kept, elsewhere, without_ward, bad, twice, examples, brought_by, brought_at
      from wards.file where council_id = ${councilId}::int order by number desc limit 50`,
  )

/** The number of the file of postcodes in force; undefined where none was brought. */
export const wardsInForce = async (db: Db, councilId: number): Promise<number | undefined> =>
  (
    await db.maybeOne(
      z.object({ fileNumber: z.number() }),
      sql`select file_number from wards.in_force where council_id = ${councilId}::int`,
    )
  )?.fileNumber

/** The postcode districts in which a council knows a property; where it knows none, those of the addresses that it knows. */
export async function knownDistricts(db: Db, councilId: number): Promise<ReadonlySet<string>> {
  const found = await db.many(
    z.object({ district: z.string() }),
    sql`
      with of_properties as materialized (
        select distinct left(wards.as_kept(postcode), -3) as district
        from debts.property where council_id = ${councilId}::int and postcode <> ''
      )
      select district from of_properties
      union
      select left(wards.as_kept(postcode), -3)
      from parties.address
      where council_id = ${councilId}::int and postcode <> '' and not exists (select from of_properties)`,
  )
  return new Set(found.map(({ district }) => district))
}
