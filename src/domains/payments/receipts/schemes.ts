import assert from 'node:assert/strict'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { fits, type ReferenceScheme } from './references.ts'
import * as refusals from './refusals.ts'

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

type Change = {
  readonly councilId: number
  readonly scheme: ReferenceScheme
  readonly actor: string
}

/** Letters and figures, sets of them, and how often: nothing that takes longer the longer a payer's words are. */
const safePattern =
  /^(?:(?:[A-Z0-9]|\[(?:[A-Z0-9](?:-[A-Z0-9])?)+\])(?:\{\d{1,2}(?:,\d{1,2})?\}|\?)?)+$/
/** So many of a source's accounts are held against a scheme before it is believed. */
const looked = 1000

/**
 * Keeps how a source writes its references, or its check character anew. Its own accounts say whether that is right: refused where fewer than
 * half of those looked at are written so, where the source has none, and where the pattern or the check cannot be one. Answers how many of how many
 * were.
 */
export async function addScheme(
  db: Db,
  { councilId, scheme, actor }: Change,
): Promise<Outcome<{ readonly fit: number; readonly of: number }>> {
  const { source, pattern, weights, modulus, characters } = scheme
  if (!safePattern.test(pattern) || !isPattern(pattern)) return refused(refusals.notAPattern)
  const isWhole =
    modulus === null
      ? weights.length === 0 && characters === ''
      : weights.length > 0 && characters.length === modulus
  if (!isWhole) return refused(refusals.notACheck)
  const references = await db.many(
    z.object({ reference: z.string() }),
    sql`
      select standard_reference as reference from debts.account
      where council_id = ${councilId}::int and source = ${source}::text
      order by reference limit ${looked}::int`,
  )
  const fit = references.filter(({ reference }) => fits(scheme, reference)).length
  if (fit === 0 || fit * 2 < references.length)
    return refused(refusals.fewWrittenSo(fit, references.length))
  await setSchemes(db, councilId, [scheme])
  await recordScheme(db, 'set', { councilId, scheme, actor })
  return done({ fit, of: references.length })
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern).source !== ''
  } catch {
    return false
  }
}

/** Forgets one way in which a source writes its references. Refused where there is none such. */
export async function dropScheme(
  db: Db,
  {
    councilId,
    source,
    pattern,
    actor,
  }: {
    readonly councilId: number
    readonly source: string
    readonly pattern: string
    readonly actor: string
  },
): Promise<Outcome<undefined>> {
  const dropped = await db.maybeOne(
    scheme,
    sql`
      delete from payments.reference_scheme
      where council_id = ${councilId}::int and source = ${source}::text and pattern = ${pattern}::text
      returning source, pattern, weights, modulus, characters`,
  )
  if (!dropped) return refused(refusals.settledMeanwhile)
  await recordScheme(db, 'dropped', { councilId, scheme: dropped, actor })
  return done(undefined)
}

const recordScheme = (
  db: Db,
  action: string,
  { councilId, scheme: { source, weights, ...detail }, actor }: Change,
): Promise<number> =>
  record(db, {
    councilId,
    actor,
    action,
    objectKind: 'reference scheme',
    objectId: source,
    detail: { ...detail, weights: weights.join(' ') },
  })
