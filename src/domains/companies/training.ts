import { z } from 'zod'
import { namedIn } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Answer } from './client.ts'
import { keepReading } from './keep.ts'
import { madeUpCompany, type MadeUpKind, type MadeUpOfficer } from './made-up.ts'
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
  const director = await somebodyWhoOwes(db, councilId)
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
      answer: answerOf(made[n] ?? 'active', { number, name, director }),
      source: 'training',
      by: 'system:sample',
      at: now,
    })
  }
}

const born = z.object({ name: z.string(), bornIn: z.string() })

/** Somebody of the sample council whose month of birth is known, to be a director of the company that is active. */
async function somebodyWhoOwes(db: Db, councilId: number): Promise<MadeUpOfficer | undefined> {
  const found = await db.maybeOne(
    born,
    sql`
      select record.name, to_char(record.date_of_birth, 'YYYY-MM') as born_in
      from parties.source_record as record
      join parties.party as party
        on party.council_id = ${councilId}::int and party.id = record.party_id and party.kind = 'person'
        and not party.is_placeholder and not party.is_restricted
      where record.council_id = ${councilId}::int and record.superseded_at is null and record.date_of_birth is not null
        and record.name !~ '[&,]'
      order by record.name, record.id
      limit 1`,
  )
  if (!found) return undefined
  const { given, family } = namedIn(found.name, found.bornIn)
  const [year, month] = found.bornIn.split('-').map(Number)
  return { name: `${family}, ${given}`.toUpperCase(), date_of_birth: { year, month } }
}

type Made = {
  readonly number: string
  readonly name: string
  readonly director: MadeUpOfficer | undefined
}

function answerOf(kind: (typeof made)[number], { number, name, director }: Made): Answer {
  if (kind === 'not found') return { is: 'not found', came: '' }
  const parts = madeUpCompany(
    kind === 'could not be read' ? 'active' : kind,
    number,
    name,
    kind === 'active' ? director : undefined,
  )
  const sent =
    kind === 'could not be read'
      ? { ...parts, profile: { ...Object(parts.profile), company_status: 'hibernating' } }
      : parts
  return { ...readAnswer(number, sent), came: JSON.stringify(sent) }
}
