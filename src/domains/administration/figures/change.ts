import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { record } from '../audit.ts'
import { definitionOf, type FigureName, figureInWords } from './catalogue.ts'
import { figuresOf } from './in-force.ts'
import * as refusals from './refusals.ts'

const change = z.object({
  id: z.string(),
  figure: z.string(),
  value: z.number(),
  because: z.string(),
  proposedBy: z.string(),
  proposedAt: instant,
  agreedBy: z.string().nullable(),
  agreedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  endedAt: instant.nullable(),
  endedWhy: z.string().nullable(),
})

/** A change of a figure: it waits, was agreed by a second person, or ended without. */
export type FigureChange = z.infer<typeof change>

export const isWaiting = ({ agreedAt, endedAt }: FigureChange): boolean =>
  agreedAt === null && endedAt === null

const columns = sql`
  id, figure, value, because, proposed_by, proposed_at, agreed_by, agreed_at, ended_by, ended_at, ended_why`

/** The changes of a figure, the newest first: at most 200. */
export const figureChanges = (
  db: Db,
  councilId: number,
  name: FigureName,
): Promise<readonly FigureChange[]> =>
  db.many(
    change,
    sql`
      select ${columns} from administration.figure_change
      where council_id = ${councilId}::int and figure = ${name}::text
      order by proposed_at desc, id limit 200`,
  )

/** Of every figure the change that is in force, and the one that waits, where there is one. */
export const changesThatStand = (db: Db, councilId: number): Promise<readonly FigureChange[]> =>
  db.many(
    change,
    sql`
      select distinct on (figure, agreed_at is null) ${columns} from administration.figure_change
      where council_id = ${councilId}::int and ended_at is null
      order by figure, agreed_at is null, agreed_at desc`,
  )

type OfFigure = {
  readonly councilId: number
  readonly name: FigureName
  readonly by: string
}

/**
 * Proposes another value of a figure, with why; nothing changes until somebody else agrees. Refuses a value beyond the figure's bounds, the
 * one in force, and a second proposal while one waits. Answers its id.
 */
export async function proposeFigure(
  db: Db,
  {
    councilId,
    name,
    by,
    value,
    because,
  }: OfFigure & { readonly value: number; readonly because: string },
): Promise<Outcome<string>> {
  const { least, most } = definitionOf(name)
  if (!Number.isInteger(value) || value < least || value > most) {
    return refused(refusals.beyondItsBounds(figureInWords(name, least), figureInWords(name, most)))
  }
  if ((await figuresOf(db, councilId))[name] === value) return refused(refusals.asItIs)
  const id = randomUUID()
  const proposed = await db.run(sql`
    insert into administration.figure_change (council_id, id, figure, value, because, proposed_by)
    values (${councilId}::int, ${id}::uuid, ${name}::text, ${value}::int, ${because}::text, ${by}::text)
    on conflict (council_id, figure) where agreed_at is null and ended_at is null do nothing`)
  if (proposed === 0) return refused(refusals.oneWaits)
  await record(db, {
    councilId,
    actor: by,
    action: 'proposed a figure',
    objectKind: 'figure',
    objectId: name,
    detail: { value: figureInWords(name, value), because },
  })
  return done(id)
}

/** Puts a proposed value in force from now on: by somebody else than whoever proposed it, who read that very proposal. */
export async function agreeFigure(
  db: Db,
  { councilId, name, by, changeId }: OfFigure & { readonly changeId: string },
): Promise<Outcome<void>> {
  const waiting = await lockWaiting(db, { councilId, name, changeId })
  if (!waiting) return refused(refusals.decidedAlready)
  if (waiting.proposedBy === by) return refused(refusals.ownProposal)
  const was = (await figuresOf(db, councilId))[name]
  await db.run(sql`
    update administration.figure_change set agreed_by = ${by}::text, agreed_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${changeId}::uuid`)
  await record(db, {
    councilId,
    actor: by,
    action: 'agreed a figure',
    objectKind: 'figure',
    objectId: name,
    detail: { was: figureInWords(name, was), is: figureInWords(name, waiting.value) },
  })
  return done(undefined)
}

/** Ends a proposal: whoever made it takes it back, anybody else refuses it; either says why. What is in force stays. */
export async function endFigureChange(
  db: Db,
  {
    councilId,
    name,
    by,
    changeId,
    why,
  }: OfFigure & { readonly changeId: string; readonly why: string },
): Promise<Outcome<void>> {
  const waiting = await lockWaiting(db, { councilId, name, changeId })
  if (!waiting) return refused(refusals.decidedAlready)
  await db.run(sql`
    update administration.figure_change
    set ended_by = ${by}::text, ended_at = clock_timestamp(), ended_why = ${why}::text
    where council_id = ${councilId}::int and id = ${changeId}::uuid`)
  await record(db, {
    councilId,
    actor: by,
    action: waiting.proposedBy === by ? 'took back a figure' : 'refused a figure',
    objectKind: 'figure',
    objectId: name,
    detail: { value: figureInWords(name, waiting.value), why },
  })
  return done(undefined)
}

const lockWaiting = (
  db: Db,
  {
    councilId,
    name,
    changeId,
  }: { readonly councilId: number; readonly name: FigureName; readonly changeId: string },
) =>
  db.maybeOne(
    change.pick({ value: true, proposedBy: true }),
    sql`
      select value, proposed_by from administration.figure_change
      where council_id = ${councilId}::int and id = ${changeId}::uuid and figure = ${name}::text
        and agreed_at is null and ended_at is null
      for no key update`,
  )
