import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { takeInRegisterHolds } from '#protections'
import { keepAppointments } from './appointments.ts'
import type { Answer } from './client.ts'
import { stopOf } from './stops.ts'

const before = z.object({
  cameSha256: z.string().nullable(),
  stops: z.string().nullable(),
  stopsWhy: z.string().nullable(),
  stopsSince: instant.nullable(),
})

export type NewReading = {
  readonly councilId: number
  readonly number: string
  readonly answer: Answer
  /** Where it was read. */
  readonly source: string
  readonly by: string
  readonly at: Temporal.Instant
}

/**
 * Keeps what the register answered about a company, as a reading where it is something new, and turns what it says into
 * holds in the same transaction. What could not be read, or was not found, leaves what was understood before as it
 * stood, and its hold. Audited where something was new.
 */
export async function keepReading(db: Db, reading: NewReading): Promise<void> {
  const { councilId, number, answer, source, by, at } = reading
  const problem = answer.is === 'failed' ? answer.problem : null
  // Whoever has the row first is first.
  await db.run(sql`
    insert into companies.company (council_id, number, last_tried_at, problem)
    values (${councilId}::int, ${number}, ${at}::timestamptz, ${problem}::text)
    on conflict (council_id, number) do update
    set last_tried_at = greatest(company.last_tried_at, excluded.last_tried_at), problem = excluded.problem`)
  if (answer.is === 'failed') return
  const known = await db.one(
    before,
    sql`
      select reading.came_sha256, company.stops, company.stops_why, company.stops_since
      from companies.company as company
      left join companies.reading as reading
        on reading.council_id = ${councilId}::int and reading.id = company.reading_id
      where company.council_id = ${councilId}::int and company.number = ${number}`,
  )
  const sha256 = createHash('sha256').update(`${answer.is}\n${answer.came}`).digest('hex')
  const id = sha256 === known.cameSha256 ? undefined : randomUUID()
  const understood = answer.is === 'found' ? JSON.stringify(answer.company) : null
  const unread = answer.is === 'could not be read' ? answer.problem : null
  if (id !== undefined) {
    await db.run(sql`
      insert into companies.reading
        (council_id, id, number, read_at, read_by, source, answer, came, came_sha256, understood, problem)
      values (${councilId}::int, ${id}::uuid, ${number}, ${at}::timestamptz, ${by}, ${source}, ${answer.is},
        ${answer.came}, ${sha256}, ${understood}::jsonb, ${unread}::text)`)
  }
  const newlyUnderstood = answer.is === 'found' ? (id ?? null) : null
  await db.run(sql`
    update companies.company set
      last_read_at = ${at}::timestamptz, reading_id = coalesce(${id ?? null}::uuid, reading_id),
      understood_id = coalesce(${newlyUnderstood}::uuid, understood_id)
    where council_id = ${councilId}::int and number = ${number}`)
  if (answer.is === 'found') {
    const stop = stopOf(answer.company)
    const isSame =
      stop?.kind === (known.stops ?? undefined) && stop?.why === (known.stopsWhy ?? undefined)
    const since = isSame ? known.stopsSince : stop ? at : null
    await db.run(sql`
      update companies.company set
        stops = ${stop?.kind ?? null}::text, stops_why = ${stop?.why ?? null}::text, stops_since = ${since}::timestamptz
      where council_id = ${councilId}::int and number = ${number}`)
    await keepAppointments(db, { councilId, company: answer.company })
    await holdAsRegistered(db, councilId, number)
  }
  if (id !== undefined) {
    await record(db, {
      councilId,
      actor: by,
      action: 'read a company on the register',
      objectKind: 'company',
      objectId: number,
      detail: { answer: answer.is },
    })
  }
}

/**
 * Holds and ends holds as the register was last understood: of one company, or of all where none is named. For the night:
 * a record may have got its company number since.
 */
export const holdAsRegistered = (
  db: Db,
  councilId: number,
  number: string | null = null,
): Promise<number> =>
  takeInRegisterHolds(
    db,
    councilId,
    sql`
      select distinct numbers.party_id, company.number, company.stops as kind, company.stops_why as reason,
        company.stops_since as since
      from companies.company as company
      join companies.number_of_party as numbers
        on numbers.council_id = ${councilId}::int and numbers.number = company.number
      where company.council_id = ${councilId}::int and company.understood_id is not null
        and (${number}::text is null or company.number = ${number}::text)`,
  )
