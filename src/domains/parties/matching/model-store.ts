import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { candidates } from './blocking.ts'
import { comparisons as wanted } from './comparisons.ts'
import { estimate, type Model, relations } from './estimate.ts'
import { asPerson, type Person } from './person.ts'

const shares = z.array(z.array(z.number()))
const kept = z.object({
  comparisons: z.array(z.string()),
  shares: z.record(z.enum(relations), shares),
  priors: z.record(z.enum(relations), z.number()),
  terms: z.array(z.record(z.string(), z.number())),
})

export type CouncilModel = {
  readonly model: Model
  /** From this probability records are joined without anybody looking. */
  readonly automaticAt: number
  /** From this probability a pair is put before an officer. */
  readonly reviewAt: number
}

/** A council with fewer records than this learns little from them: nothing is matched until it has more. */
const leastRecords = 200
/** So many records teach as much as a million. */
const mostRecords = 40_000
/** What was learned is learned again when there are this many times as many records. */
const learnedAgainAt = 1.5
/** A term rarer than this is kept as just that: rare. */
const rareTerm = 0.0002

/**
 * The model of a council, learned from its own records in standard form; learned again when there are many more of
 * them. None where there are too few.
 */
export async function councilModel(db: Db, councilId: number): Promise<CouncilModel | undefined> {
  const { records } = await db.one(
    z.object({ records: z.number() }),
    sql`select count(*)::int as records from parties.standard_record
      where council_id = ${councilId}::int and kind = 'person'`,
  )
  const known = await stored(db, councilId)
  if (known && records < known.records * learnedAgainAt) return known
  if (records < leastRecords) return undefined
  await learn(db, councilId, records)
  return stored(db, councilId)
}

async function stored(
  db: Db,
  councilId: number,
): Promise<(CouncilModel & { readonly records: number }) | undefined> {
  const row = await db.maybeOne(
    z.object({ records: z.number(), model: kept, automaticAt: z.number(), reviewAt: z.number() }),
    sql`
      select records, model, automatic_at, review_at from parties.match_model
      where council_id = ${councilId}::int and kind = 'person'`,
  )
  if (!row) return undefined
  const { model, ...rest } = row
  return {
    ...rest,
    model: {
      comparisons: wanted.filter(({ name }) => model.comparisons.includes(name)),
      shares: model.shares,
      priors: model.priors,
      terms: model.terms.map(terms => new Map(Object.entries(terms))),
    },
  }
}

async function learn(db: Db, councilId: number, records: number): Promise<void> {
  // Ids are hashes, so the first of them are a fair sample, the same each time.
  const people = (
    await db.many(
      z.object({ person: z.unknown() }),
      sql`
        select person from parties.standard_record where council_id = ${councilId}::int and kind = 'person'
        order by source_record_id limit ${mostRecords}::int`,
    )
  ).map(({ person }): Person => asPerson(person))
  const { comparisons, shares, priors, terms } = estimate(people, wanted, candidates(people))
  const model: z.infer<typeof kept> = {
    comparisons: comparisons.map(({ name }) => name),
    shares: Object.fromEntries(
      relations.map(relation => [relation, shares[relation].map(row => [...row])]),
    ) as z.infer<typeof kept>['shares'],
    priors: { ...priors },
    terms: terms.map(of => Object.fromEntries([...of].filter(([, share]) => share >= rareTerm))),
  }
  await db.run(sql`
    insert into parties.match_model (council_id, kind, records, model)
    values (${councilId}::int, 'person', ${records}::int, ${JSON.stringify(model)}::jsonb)
    on conflict (council_id, kind) do update set
      records = excluded.records, model = excluded.model, learned_at = clock_timestamp()`)
}

const settings = z.object({ automaticAt: z.number(), reviewAt: z.number() })
export type MatchSettings = z.infer<typeof settings>

/** How sure a council must be; none until it has learned. */
export const matchSettings = (db: Db, councilId: number): Promise<MatchSettings | undefined> =>
  db.maybeOne(
    settings,
    sql`select automatic_at, review_at from parties.match_model where council_id = ${councilId}::int and kind = 'person'`,
  )

/** Sets how sure a council must be, audited. What was joined before stays joined. */
export async function setMatchSettings(
  db: Db,
  {
    councilId,
    automaticAt,
    reviewAt,
    actor,
  }: MatchSettings & { readonly councilId: number; readonly actor: string },
): Promise<void> {
  await db.run(sql`
    update parties.match_model set automatic_at = ${automaticAt}::double precision, review_at = ${reviewAt}::double precision
    where council_id = ${councilId}::int`)
  await record(db, {
    councilId,
    actor,
    action: 'set how sure matching must be',
    objectKind: 'council',
    objectId: String(councilId),
    detail: { automaticAt, reviewAt },
  })
}
