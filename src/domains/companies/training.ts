import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Answer } from './client.ts'
import { keepReading } from './keep.ts'
import { madeUpCompany, type MadeUpKind } from './made-up.ts'
import { companiesToRead } from './queries.ts'
import { readAnswer } from './read-answer.ts'

/** What the first companies of a sample council turn out to be, in the order of their numbers. */
const made: readonly (MadeUpKind | 'not found' | 'could not be read')[] = [
  'active',
  'liquidation',
  'striking off',
  'dissolved',
  'not found',
  'could not be read',
]

/** Lets some businesses of a sample council have been read, from answers made up here: nothing is asked of anybody. */
export async function setUpTrainingCompanies(
  db: Db,
  { councilId, now }: { readonly councilId: number; readonly now: Temporal.Instant },
): Promise<void> {
  const numbers = await companiesToRead(db, { councilId, since: now, most: made.length })
  for (const [n, number] of numbers.entries()) {
    const { name } = await db.one(
      z.object({ name: z.string() }),
      sql`
        select min(party.name) as name
        from companies.number_of_party as numbers
        join parties.party as party on party.council_id = ${councilId}::int and party.id = numbers.party_id
        where numbers.council_id = ${councilId}::int and numbers.number = ${number}`,
    )
    await keepReading(db, {
      councilId,
      number,
      answer: answerOf(made[n] ?? 'active', number, name),
      source: 'training',
      by: 'system:sample',
      at: now,
    })
  }
}

function answerOf(kind: (typeof made)[number], number: string, name: string): Answer {
  if (kind === 'not found') return { is: 'not found', came: '' }
  const parts = madeUpCompany(kind === 'could not be read' ? 'active' : kind, number, name)
  const sent =
    kind === 'could not be read'
      ? { ...parts, profile: { ...Object(parts.profile), company_status: 'hibernating' } }
      : parts
  return { ...readAnswer(number, sent), came: JSON.stringify(sent) }
}
