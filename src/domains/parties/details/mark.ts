import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { lockPeople } from '../matching/people.ts'
import { partiesOf } from '../queries.ts'
import { type Detail, type DetailKind, detailsOf, hasMark, type MarkKind } from './detail.ts'
import * as refusals from './refusals.ts'

/** What an officer may say of a detail, whether or not it waits for a decision. */
export const markings = ['not theirs', 'gone away', 'confidential'] as const
export type Marking = (typeof markings)[number]

export type MarkDetail = {
  readonly councilId: number
  readonly personId: string
  readonly detailId: string
  readonly mark: Marking
  /** Of a letter that came back, the day it did. */
  readonly onDay: Temporal.PlainDate
  readonly because: string
  readonly actor: string
}

/**
 * Marks a detail of a person, whichever of their records says it and whatever file repeats it, until the mark is taken
 * back. No letter goes to an address from that moment: the database refuses it. Refuses what is marked so already, and a
 * telephone number that has gone away. Audited without the detail.
 */
export async function markDetail(db: Db, asked: MarkDetail): Promise<Outcome<void>> {
  const { councilId, personId, detailId, mark, onDay, because, actor } = asked
  await lockPeople(db, councilId, [personId])
  const detail = (await detailsOf(db, councilId, personId)).find(({ id }) => id === detailId)
  if (!detail) return refused(refusals.noSuchDetail)
  if (mark !== 'not theirs' && detail.kind !== 'address') return refused(refusals.addressOnly)
  if (hasMark(detail, mark)) return refused(refusals.markedAlready)
  await db.run(sql`
    insert into parties.detail_mark
      (council_id, id, party_id, kind, standard_form, mark, on_day, because, marked_by)
    select ${councilId}::int, gen_random_uuid(), theirs.party_id, ${detail.kind}, ${detail.standardForm}, ${mark},
      ${onDay}::date, ${because}, ${actor}
    from (
      select distinct detail.party_id from parties.detail as detail
      where detail.council_id = ${councilId}::int and detail.kind = ${detail.kind}::text
        and detail.standard_form = ${detail.standardForm}::text
        and detail.party_id in (${partiesOf(councilId, personId)})) as theirs`)
  await recordMark(db, { ...asked, detail, action: `marked ${mark}` })
  return done(undefined)
}

/** Takes back a mark or a decision on a detail, for whichever parties of the person have it. Answers whether it stood. */
export async function endMark(
  db: Db,
  {
    councilId,
    personId,
    markId,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly personId: string
    readonly markId: string
    readonly why: string
    readonly actor: string
  },
): Promise<boolean> {
  await lockPeople(db, councilId, [personId])
  const ended = await db.run(sql`
    update parties.detail_mark as mark set ended_at = clock_timestamp(), ended_by = ${actor}, ended_why = ${why}
    from parties.live_mark as asked
    where asked.council_id = ${councilId}::int and asked.id = ${markId}::uuid and asked.person_id = ${personId}::uuid
      and mark.council_id = ${councilId}::int and mark.ended_at is null and mark.kind = asked.kind
      and mark.standard_form = asked.standard_form and mark.mark = asked.mark
      and mark.party_id in (${partiesOf(councilId, personId)})`)
  if (ended === 0) return false
  await record(db, {
    councilId,
    actor,
    action: 'took back a mark on a contact detail',
    objectKind: 'person',
    objectId: personId,
    detail: { mark: markId, why },
  })
  return true
}

/** What was marked or decided, in the audit trail: of which kind of detail and from which source, never the detail. */
export const recordMark = (
  db: Db,
  {
    councilId,
    personId,
    actor,
    action,
    because,
    detail,
  }: {
    readonly councilId: number
    readonly personId: string
    readonly actor: string
    readonly action:
      `marked ${MarkKind}` | 'accepted a contact detail' | 'rejected a contact detail'
    readonly because: string
    readonly detail: Detail
  },
): Promise<number> =>
  record(db, {
    councilId,
    actor,
    action,
    objectKind: 'person',
    objectId: personId,
    detail: {
      kind: detail.kind satisfies DetailKind,
      detail: detail.id,
      source: detail.source,
      because,
    },
  })
