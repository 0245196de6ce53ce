import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { enqueue } from '#platform/jobs.ts'
import { date, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { tellJob } from './job.ts'
import * as refusals from './refusals.ts'

export const ways = ['none', 'file'] as const

export type SourceSettings = {
  /** `none`: it is only read, and nothing is queued for it. */
  readonly way: (typeof ways)[number]
  /** Days it has for an answer: 1 to 60. */
  readonly answerDays: number
  /** How often a message is sent before a person is asked: 1 to 5. */
  readonly attempts: number
}

/**
 * Sets how a source is told. From the first time it is told by files, what happens here from then on is queued for it; what
 * happened between being switched off and on again is told then. Refuses a source that nothing was ever taken in from.
 */
export async function setSource(
  db: Db,
  {
    councilId,
    source,
    settings,
    actor,
  }: {
    readonly councilId: number
    readonly source: string
    readonly settings: SourceSettings
    readonly actor: string
  },
): Promise<Outcome<undefined>> {
  const known = await db.run(sql`
    select from debts.source where council_id = ${councilId}::int and source = ${source}::text
    union all select from write_back.source where council_id = ${councilId}::int and source = ${source}::text`)
  if (known === 0) return refused(refusals.noSuchSource)
  const { way, answerDays, attempts } = settings
  if (way === 'none')
    // A source that was never told has nothing to catch up with when it first is.
    await db.run(sql`
      update write_back.source set way = 'none', answer_days = ${answerDays}::int, attempts = ${attempts}::int,
        set_by = ${actor}::text, set_at = clock_timestamp()
      where council_id = ${councilId}::int and source = ${source}::text`)
  else {
    await db.run(sql`
      insert into write_back.source as told (council_id, source, way, answer_days, attempts, set_by)
      values (${councilId}::int, ${source}::text, 'file', ${answerDays}::int, ${attempts}::int, ${actor}::text)
      on conflict (council_id, source) do update set way = 'file', answer_days = excluded.answer_days,
        attempts = excluded.attempts, set_by = excluded.set_by, set_at = excluded.set_at`)
    await enqueue(db, { councilId, kind: tellJob, key: 'all' })
  }
  await record(db, {
    councilId,
    actor,
    action: 'set how it is told',
    objectKind: 'source',
    objectId: source,
    detail: { way, answerDays, attempts },
  })
  return done(undefined)
}

const sourceRow = z.object({
  source: z.string(),
  way: z.enum(ways),
  answerDays: z.number(),
  attempts: z.number(),
  tellsFrom: instant.nullable(),
  lookedUntil: instant.nullable(),
  /** The day of its latest file that we took in; none where it never sent one. */
  asAt: date.nullable(),
})
/** A source system, and how it is told. */
export type Source = z.infer<typeof sourceRow>

/** Every source that the council has accounts or settings of; those nobody set are only read. */
export const sourcesOf = (db: Db, councilId: number): Promise<readonly Source[]> =>
  db.many(
    sourceRow,
    sql`
      select coalesce(known.source, told.source) as source, coalesce(told.way, 'none') as way,
        coalesce(told.answer_days, 5) as answer_days, coalesce(told.attempts, 1) as attempts, told.tells_from,
        nullif(told.looked_until, '-infinity') as looked_until, known.as_at
      from (select source, as_at from debts.source where council_id = ${councilId}::int) as known
      full join (select * from write_back.source where council_id = ${councilId}::int) as told on told.source = known.source
      order by 1`,
  )

export const sourceNamed = async (
  db: Db,
  councilId: number,
  source: string,
): Promise<Source | undefined> =>
  (await sourcesOf(db, councilId)).find(known => known.source === source)
