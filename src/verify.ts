import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Database } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { raw, sql } from '#platform/sql.ts'

const file = join(import.meta.dirname, '..', 'db', 'invariants.sql')

export type Invariant = {
  readonly id: string
  /** S1: the council's runs stop until it is mended. S2: to be mended before release. */
  readonly severity: 'S1' | 'S2'
  readonly must: string
  readonly query: string
}

/** An invariant that is broken, how often, and where: ids only, so that it may be logged. */
export type Breach = Omit<Invariant, 'query'> & { readonly rows: number; readonly sample: string }

/** Reads `db/invariants.sql`. A heading it cannot read is a fault: a check must not be lost by a slip of the pen. */
export async function invariants(): Promise<readonly Invariant[]> {
  const text = await readFile(file, 'utf8')
  return text
    .split(/^-- @inv /m)
    .slice(1)
    .map(block => {
      const [heading = '', ...lines] = block.split('\n')
      const [id = '', severity = '', must = ''] = heading.split(' | ')
      if (!/^[A-Z]\d\d$/.test(id) || (severity !== 'S1' && severity !== 'S2') || must === '') {
        throw new Error(`The heading “${heading}” in db/invariants.sql is not an invariant's.`)
      }
      return { id, severity, must, query: lines.join('\n').trim().replace(/;$/, '') }
    })
}

const found = z.object({ rows: count, sample: z.string().nullable() })

/** The statutory day count of the checks themselves, written apart from the product's own. */
const oracle = `
  create or replace function pg_temp.earliest(p_from date, p_days int, p_kind text) returns date language sql immutable as $$
    select case p_kind when 'incl' then p_from + p_days when 'clear' then p_from + p_days + 1 end $$`

/** Asks every invariant of the whole installation and returns those that are broken, the gravest first. */
export async function verify(database: Database): Promise<readonly Breach[]> {
  const all = await invariants()
  // The planner must know the tables as they are: every invariant is asked of all of them.
  await database.script('analyze')
  const breaches = await database.transaction(async db => {
    await db.script(
      // Where the fence would hide a row this fails, rather than find nothing wrong with what it cannot see.
      `set local timezone = 'UTC'; set local row_security = off; ${oracle}; set local search_path = contract, pg_temp, pg_catalog`,
    )
    const broken: Breach[] = []
    for (const { query, ...invariant } of all) {
      const asked = raw(query.replaceAll(/\bearliest\(/g, 'pg_temp.earliest('))
      const { rows, sample } = await db.one(
        found,
        sql`
          select (select count(*) from (${asked}) as broken) as rows,
            (select json_agg(broken)::text from (select * from (${asked}) as broken limit 3) as broken) as sample`,
      )
      if (rows > 0) broken.push({ ...invariant, rows, sample: sample ?? '' })
    }
    return broken
  })
  return breaches.toSorted(
    (a, b) => a.severity.localeCompare(b.severity) || a.id.localeCompare(b.id),
  )
}
