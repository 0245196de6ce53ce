import assert from 'node:assert/strict'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { ReferenceScheme } from './references.ts'

const scheme = z.object({
  source: z.string(),
  pattern: z.string(),
  weights: z.array(z.number()),
  modulus: z.number().nullable(),
  characters: z.string(),
})

export const schemesOf = (db: Db, councilId: number): Promise<readonly ReferenceScheme[]> =>
  db.many(
    scheme,
    sql`
      select source, pattern, weights, modulus, characters from payments.reference_scheme
      where council_id = ${councilId}::int order by source, pattern`,
  )

/** Says how sources write their references. Throws where a pattern is no regular expression. Harmless to repeat. */
export async function setSchemes(
  db: Db,
  councilId: number,
  schemes: readonly ReferenceScheme[],
): Promise<void> {
  for (const { source, pattern, weights, modulus, characters } of schemes) {
    assert.doesNotThrow(() => new RegExp(pattern), `“${pattern}” is no regular expression`)
    await db.run(sql`
      insert into payments.reference_scheme (council_id, source, pattern, weights, modulus, characters)
      values (${councilId}::int, ${source}, ${pattern}, ${[...weights]}::int[], ${modulus}::int, ${characters})
      on conflict (council_id, source, pattern) do update set
        weights = excluded.weights, modulus = excluded.modulus, characters = excluded.characters`)
  }
}
