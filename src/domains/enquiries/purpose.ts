import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const purpose = z.object({
  name: z.string(),
  /** What lets the council tell it, and where that is written. Null where nobody has found one: then nobody may ask. */
  gateway: z.string().nullable(),
  citation: z.string().nullable(),
  /** Whether the council's own lawyer or information-governance officer has said so. */
  confidence: z.enum(['confirmed', 'to confirm']),
  /** The kinds of debt that may be told of. */
  debtTypes: z.array(z.string()),
  tellsAmount: z.boolean(),
  tellsPlan: z.boolean(),
  /** Where one band of amounts ends and the next begins, smallest first. */
  bands: z.array(pence),
})
/** What another team may ask for. */
export type Purpose = z.infer<typeof purpose>

/** A purpose that may be asked for, with what allows it. */
export type Gateway = Purpose & { readonly gateway: string; readonly citation: string }

export const hasGateway = (purpose: Purpose): purpose is Gateway =>
  purpose.gateway !== null && purpose.citation !== null

/** A council's register of purposes, those that may be asked for first. */
export const purposesOf = (db: Db, councilId: number): Promise<readonly Purpose[]> =>
  db.many(
    purpose,
    sql`
      select name, gateway, citation, confidence, debt_types, tells_amount, tells_plan, bands
      from enquiries.purpose where council_id = ${councilId}::int
      order by gateway is null, name`,
  )

/** Opens a council's register with the purposes that Evenhand ships. Harmless to repeat; what is there stays. */
export const seedPurposes = async (db: Db, councilId: number): Promise<void> => {
  await db.run(sql`select enquiries.seed_purposes(${councilId}::int)`)
}
