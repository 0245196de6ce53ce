import { z } from 'zod'
import { record } from '#administration'
import { memberLiableFor } from '#debts'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { correctedAlready } from './refusals.ts'

/** Something an officer writes down about somebody. */
export type NewNote = {
  readonly councilId: number
  readonly id: string
  readonly personId: string
  readonly accountId: string | undefined
  readonly says: string
  /** The note that this one puts right. */
  readonly correctsId: string | undefined
  readonly actor: string
  readonly now: Temporal.Instant
}

/** Keeps a note, once for its id however often it is sent. Refuses a second correction of one note. Audited. */
export async function writeNote(db: Db, note: NewNote): Promise<Outcome<string>> {
  const { councilId, id, personId, accountId, says, correctsId, actor, now } = note
  const partyId = await memberLiableFor(db, { councilId, personId, accountId })
  const written = await db.run(sql`
    insert into casework.note (council_id, id, party_id, account_id, at, recorded_by, says, corrects_id)
    values (${councilId}::int, ${id}::uuid, ${partyId}::uuid, ${accountId ?? null}::uuid, ${now}::timestamptz, ${actor},
      ${says}, ${correctsId ?? null}::uuid)
    on conflict do nothing`)
  if (written === 0) {
    const again = await db.maybeOne(
      z.object({ id: z.string() }),
      sql`select id from casework.note where council_id = ${councilId}::int and id = ${id}::uuid`,
    )
    return again ? done(id) : refused(correctedAlready)
  }
  await record(db, {
    councilId,
    actor,
    action: correctsId === undefined ? 'wrote a note' : 'corrected a note',
    objectKind: 'note',
    objectId: id,
    detail: { party: partyId, corrects: correctsId ?? null },
  })
  return done(id)
}

const note = z.object({
  id: z.string(),
  partyId: z.string(),
  accountId: z.string().nullable(),
  at: instant,
  by: z.string(),
  says: z.string(),
  correctsId: z.string().nullable(),
  /** The note of the same person that puts it right; or, of another person, whose it turned out to be. */
  correctedById: z.string().nullable(),
  isOfAnother: z.boolean(),
})
export type Note = z.infer<typeof note>

/** Notes about someone, newest first, corrected ones among them. */
export const notesOn = (
  db: Db,
  { councilId, partyId }: { readonly councilId: number; readonly partyId: string },
  limit = 100,
): Promise<readonly Note[]> =>
  db.many(
    note,
    sql`
      select note.id, note.party_id, note.account_id, note.at, coalesce(staff.name, note.recorded_by) as by, note.says,
        note.corrects_id, later.id as corrected_by_id, coalesce(theirs.person_id <> now.person_id, false) as is_of_another
      from casework.note as note
      join parties.party as theirs on theirs.council_id = ${councilId}::int and theirs.id = note.party_id
      left join administration.staff as staff on staff.staff_id::text = note.recorded_by
      left join casework.note as later on later.council_id = ${councilId}::int and later.corrects_id = note.id
      left join parties.party as now on now.council_id = ${councilId}::int and now.id = later.party_id
      where note.council_id = ${councilId}::int and note.party_id in (${partiesOf(councilId, partyId)})
      order by note.at desc, note.id
      limit ${limit}::int`,
  )
