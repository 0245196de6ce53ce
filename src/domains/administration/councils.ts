import { z } from 'zod'
import { asDoorkeeper, type Database, ownCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Council } from '#web/session.ts'

export type CouncilSetUp = Omit<Council, 'id'> & {
  readonly councilId: number
  /** Names of the debt types it recovers. */
  readonly remit: readonly string[]
  readonly address: string
  readonly telephone: string
  /** Minutes an approved run waits before anything leaves. */
  readonly coolingMinutes: number
}

/** Adds a council with an empty audit chain, as the installation's owner. Harmless to repeat; changes nothing then. */
export const createCouncil = (database: Database, council: CouncilSetUp): Promise<void> =>
  database.transaction(async db => {
    await db.run(sql`
      insert into administration.council
        (council_id, slug, name, nation, remit, colour, address, telephone, cooling_minutes, is_training)
      values (
        ${council.councilId}::int, ${council.slug}, ${council.name}, ${council.nation}, ${[...council.remit]}::text[],
        ${council.colour}, ${council.address}, ${council.telephone}, ${council.coolingMinutes}::int, ${council.isTraining})
      on conflict (council_id) do nothing`)
    await ownCouncil(db, council.councilId)
    await db.run(sql`
      insert into administration.audit_head (council_id) values (${council.councilId}::int) on conflict do nothing`)
  })

export const councilRow = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  nation: z.enum(['England', 'Wales']),
  colour: z.enum(['blue', 'green', 'purple', 'teal', 'maroon']),
  isTraining: z.boolean(),
})

const councilColumns = sql`council_id as id, slug, name, nation, colour, is_training`

/** Every council of the installation, in order of number. */
export const councils = (database: Database): Promise<readonly Council[]> =>
  asDoorkeeper(database, db =>
    db.many(
      councilRow,
      sql`select ${councilColumns} from administration.council order by council_id`,
    ),
  )

/** The council of this short name or number. */
export const councilBySlug = (database: Database, named: string): Promise<Council | undefined> =>
  asDoorkeeper(database, db =>
    db.maybeOne(
      councilRow,
      sql`
        select ${councilColumns} from administration.council
        where slug = ${named.toLowerCase()}::text or council_id::text = ${named}::text`,
    ),
  )
