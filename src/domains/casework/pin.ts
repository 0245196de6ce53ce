import { z } from 'zod'
import { record } from '#administration'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

type Pin = {
  readonly councilId: number
  readonly personId: string
  readonly entryId: string
  readonly actor: string
}

/** Puts something that happened at the top of a person's timeline, for everybody. Pinned already, it changes nothing. */
export async function pin(db: Db, { councilId, personId, entryId, actor }: Pin): Promise<void> {
  const pinned = await db.run(sql`
    insert into casework.pin (council_id, party_id, entry_id, pinned_by)
    values (${councilId}::int, ${personId}::uuid, ${entryId}::uuid, ${actor})
    on conflict do nothing`)
  if (pinned > 0) await say(db, { councilId, personId, entryId, actor }, 'pinned')
}

/** Takes it from the top again. */
export async function unpin(db: Db, { councilId, personId, entryId, actor }: Pin): Promise<void> {
  const unpinned = await db.run(sql`
    update casework.pin set unpinned_at = clock_timestamp()
    where council_id = ${councilId}::int and entry_id = ${entryId}::uuid and unpinned_at is null
      and party_id in (${partiesOf(councilId, personId)})`)
  if (unpinned > 0) await say(db, { councilId, personId, entryId, actor }, 'unpinned')
}

const say = (db: Db, { councilId, personId, entryId, actor }: Pin, action: string) =>
  record(db, {
    councilId,
    actor,
    action,
    objectKind: 'party',
    objectId: personId,
    detail: { entry: entryId },
  })

/** What is at the top of a person's timeline. */
export const pinsOf = async (
  db: Db,
  { councilId, personId }: Pick<Pin, 'councilId' | 'personId'>,
): Promise<ReadonlySet<string>> => {
  const pins = await db.many(
    z.object({ entryId: z.string() }),
    sql`
      select entry_id from casework.pin
      where council_id = ${councilId}::int and unpinned_at is null
        and party_id in (${partiesOf(councilId, personId)})`,
  )
  return new Set(pins.map(({ entryId }) => entryId))
}
