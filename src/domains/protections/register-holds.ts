import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { actor, recordHolds } from './record-holds.ts'

const source = 'companies register'
const ids = z.object({ id: z.string() })

/**
 * Turns what the register of companies says into holds on everything that those companies owe, and ends those that it no
 * longer bears out. `said` selects, for each party and company that the register was understood of, `party_id`,
 * `number`, `kind` (a kind of hold; null where nothing stops recovery), `reason` and `since`, the moment that this was
 * first read. Doing it again changes nothing.
 *
 * A hold that somebody ended by decision is not placed again until the register says something else. A party that
 * is not said keeps its hold: that nothing was read is no word that it is over. Locks the people concerned until it
 * commits. Returns how many were placed.
 */
export async function takeInRegisterHolds(db: Db, councilId: number, said: Sql): Promise<number> {
  await db.run(sql`
    select id from parties.party
    where council_id = ${councilId}::int and id in (select party_id from (${said}) as said)
    order by id for no key update`)
  const placed = await db.many(
    ids,
    sql`
      insert into protections.hold
        (council_id, id, party_id, kind, starts_at, received_at, recorded_by, reason, source)
      select ${councilId}::int, ${holdId(councilId)}, said.party_id, said.kind, clock_timestamp(), said.since,
        ${actor}::text, said.reason, 'companies register'
      from (${said}) as said
      where said.kind is not null
      on conflict (council_id, id) do nothing
      returning id`,
  )
  await recordHolds(db, { councilId, action: 'placed a hold', source, holds: placed })
  const ended = await db.many(
    ids,
    sql`
      update protections.hold as hold set
        lifted_at = clock_timestamp(), lifted_by = ${actor}::text, lifted_why = 'The register of companies no longer says so'
      where hold.council_id = ${councilId}::int and hold.source = 'companies register' and hold.lifted_at is null
        and hold.party_id in (select said.party_id from (${said}) as said)
        and hold.id not in (
          select ${holdId(councilId)} from (${said}) as said where said.kind is not null)
      returning hold.id`,
  )
  await recordHolds(db, { councilId, action: 'ended a hold', source, holds: ended })
  return placed.length
}

/** What the register said of one company at one time is one hold of a party. */
const holdId = (councilId: number): Sql => sql`
  platform.id_of('hold', ${councilId}::int, concat_ws('/', said.party_id, 'companies register', said.number, said.kind,
    extract(epoch from said.since)))`
