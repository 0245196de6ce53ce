import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { candidates } from './blocking.ts'
import { estimate, type Model, relations } from './estimate.ts'
import type { Subject } from './subject.ts'

const shares = z.array(z.array(z.number()))
const kept = z.object({
  comparisons: z.array(z.string()),
  shares: z.record(z.enum(relations), shares),
  priors: z.record(z.enum(relations), z.number()),
  terms: z.array(z.record(z.string(), z.number())),
})

export type CouncilModel<Of> = {
  readonly model: Model<Of>
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
export async function councilModel<Of>(
  db: Db,
  councilId: number,
  subject: Subject<Of>,
): Promise<CouncilModel<Of> | undefined> {
  const { records } = await db.one(
    z.object({ records: z.number() }),
    sql`select count(*)::int as records from parties.standard_record
      where council_id = ${councilId}::int and kind = ${subject.kind}`,
  )
  const known = await stored(db, councilId, subject)
  if (known && records < known.records * learnedAgainAt) return known
  if (records < leastRecords) return undefined
  await learn(db, councilId, subject, records)
  return stored(db, councilId, subject)
}

async function stored<Of>(
  db: Db,
  councilId: number,
  { kind, comparisons }: Subject<Of>,
): Promise<(CouncilModel<Of> & { readonly records: number }) | undefined> {
  const row = await db.maybeOne(
    z.object({
      records: z.number(),
      model: z.unknown(),
      automaticAt: z.number(),
      reviewAt: z.number(),
    }),
    sql`
      select records, model, automatic_at, review_at from parties.match_model
      where council_id = ${councilId}::int and kind = ${kind}`,
  )
  if (!row) return undefined
  const { model: written, ...rest } = row
  const { data: model } = kept.safeParse(written)
  const learned = comparisons.filter(({ name }) => model?.comparisons.includes(name))
  // One that was learned when other things were compared, or at other levels, is learned again.
  if (
    !model ||
    !learned.every(({ levels }, c) => levels.length === model.shares.strangers[c]?.length)
  )
    return undefined
  return {
    ...rest,
    model: {
      comparisons: learned,
      shares: model.shares,
      priors: model.priors,
      terms: model.terms.map(terms => new Map(Object.entries(terms))),
    },
  }
}

async function learn<Of>(
  db: Db,
  councilId: number,
  { kind, read, routes, comparisons: wanted }: Subject<Of>,
  records: number,
): Promise<void> {
  // Ids are hashes, so the first of them are a fair sample, the same each time.
  const people = (
    await db.many(
      z.object({ person: z.unknown() }),
      sql`
        select person from parties.standard_record where council_id = ${councilId}::int and kind = ${kind}
        order by source_record_id limit ${mostRecords}::int`,
    )
  ).map(({ person }) => read(person))
  const { comparisons, shares, priors, terms } = estimate(
    people,
    wanted,
    candidates(people, routes),
  )
  const model: z.infer<typeof kept> = {
    comparisons: comparisons.map(({ name }) => name),
    shares: Object.fromEntries(
      relations.map(relation => [relation, shares[relation].map(row => [...row])]),
    ) as z.infer<typeof kept>['shares'],
    priors: { ...priors },
    terms: terms.map(of => Object.fromEntries([...of].filter(([, share]) => share >= rareTerm))),
  }
  await db.run(sql`
    insert into parties.match_model (council_id, kind, records, model, automatic_at, review_at)
    select ${councilId}::int, ${kind}, ${records}::int, ${JSON.stringify(model)}::jsonb,
      coalesce(max(automatic_at), 0.99), coalesce(max(review_at), 0.5)
    from parties.match_model where council_id = ${councilId}::int
    on conflict (council_id, kind) do update set
      records = excluded.records, model = excluded.model, learned_at = clock_timestamp()`)
}

const settings = z.object({ automaticAt: z.number(), reviewAt: z.number() })
export type MatchSettings = z.infer<typeof settings>

/** How sure a council must be, of people and organisations alike; none until it has learned of either. */
export const matchSettings = (db: Db, councilId: number): Promise<MatchSettings | undefined> =>
  db.maybeOne(
    settings,
    sql`
      select automatic_at, review_at from parties.match_model
      where council_id = ${councilId}::int order by kind limit 1`,
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
