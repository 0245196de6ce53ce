import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { type FigureName, type Figures, figureNames, figures } from './catalogue.ts'

/**
 * A figure in force, for use in a statement, as a whole number of its unit: the last change that two people made, or the usual one. The
 * database asks for it once a statement, however many rows read it.
 */
export const figure = (councilId: number, name: FigureName): Sql => sql`coalesce((
  select change.value from administration.figure_change as change
  where change.council_id = ${councilId}::int and change.figure = ${name}::text and change.agreed_at is not null
  order by change.agreed_at desc limit 1), ${figures[name].usual}::int)`

/** All figures of a council that are in force. */
export async function figuresOf(db: Db, councilId: number): Promise<Figures> {
  const rows = await db.many(
    z.object({ name: z.string(), value: z.number() }),
    sql`
      select distinct on (figure) figure as name, value from administration.figure_change
      where council_id = ${councilId}::int and agreed_at is not null
      order by figure, agreed_at desc`,
  )
  const own = new Map(rows.map(({ name, value }) => [name, value]))
  const all = figureNames.map(name => [name, own.get(name) ?? figures[name].usual])
  return Object.fromEntries(all) as Figures
}

/** Whether a figure was changed at a moment or later. */
export const figureAgreedSince = async (
  db: Db,
  councilId: number,
  name: FigureName,
  since: Temporal.Instant,
): Promise<boolean> =>
  (
    await db.one(
      z.object({ isChanged: z.boolean() }),
      sql`
        select exists (
          select from administration.figure_change
          where council_id = ${councilId}::int and figure = ${name}::text and agreed_at >= ${since}::timestamptz) as is_changed`,
    )
  ).isChanged
