import { z } from 'zod'
import { record } from '#administration'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { lockParties } from './queries.ts'

const written = z.object({ id: z.string() })

type Both = {
  readonly councilId: number
  /** One of each of the two people that were one. */
  readonly one: string
  readonly other: string
  /** Since when they were taken to be one. */
  readonly since: Temporal.Instant
  readonly actor: string
}

/**
 * After two people who were taken for one are parted: whatever held, or told officers to deal differently with, the one
 * that was recorded meanwhile now does so for both, until somebody ends it for whom it was not meant. Nobody knows better
 * at that moment, and a protection too many harms nobody. Audited.
 */
export async function protectBoth(db: Db, both: Both): Promise<void> {
  await lockParties(db, { councilId: both.councilId, partyIds: [both.one, both.other] })
  await spread(db, both)
  await spread(db, { ...both, one: both.other, other: both.one })
}

async function spread(db: Db, { councilId, one, other, since, actor }: Both): Promise<void> {
  const held = await db.many(
    written,
    sql`
      insert into protections.hold
        (council_id, id, party_id, kind, starts_at, ends_at, review_on, received_at, recorded_by, reason, source)
      select ${councilId}::int, platform.id_of('hold of both', ${councilId}::int, ${other}::text || '/' || kept.id),
        ${other}::uuid, kept.kind, kept.starts_at, kept.ends_at, kept.review_on, kept.received_at, ${actor}, kept.reason,
        'officer'
      from protections.hold as kept
      where kept.council_id = ${councilId}::int and kept.party_id in (${partiesOf(councilId, one)})
        and kept.recorded_at >= ${since}::timestamptz and kept.account_id is null and kept.source = 'officer'
        and kept.lifted_at is null and coalesce(kept.ends_at > clock_timestamp(), true)
      on conflict (council_id, id) do nothing
      returning id`,
  )
  const told = await db.many(
    written,
    sql`
      insert into protections.instruction
        (council_id, id, party_id, because_of, says, detail, lapses_on, recorded_by)
      select ${councilId}::int, platform.id_of('instruction of both', ${councilId}::int, ${other}::text || '/' || kept.id),
        ${other}::uuid, kept.because_of, kept.says, kept.detail, kept.lapses_on, ${actor}
      from protections.instruction as kept
      where kept.council_id = ${councilId}::int and kept.party_id in (${partiesOf(councilId, one)})
        and kept.recorded_at >= ${since}::timestamptz and kept.ended_at is null
      on conflict (council_id, id) do nothing
      returning id`,
  )
  for (const { id } of held)
    await record(db, {
      councilId,
      actor,
      action: 'placed a hold',
      objectKind: 'hold',
      objectId: id,
      detail: { party: other, because: 'they were parted' },
    })
  for (const { id } of told)
    await record(db, {
      councilId,
      actor,
      action: 'said what to do differently',
      objectKind: 'instruction',
      objectId: id,
      detail: { party: other, because: 'they were parted' },
    })
}
