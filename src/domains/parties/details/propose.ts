import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { lockPeople } from '../matching/people.ts'
import { partiesOf } from '../queries.ts'
import { type DetailKind, detailsOf, hasMark } from './detail.ts'
import { recordMark } from './mark.ts'
import { asPostal, linesOf } from './postal.ts'
import * as refusals from './refusals.ts'

/** How somebody told an officer of a detail. */
export const tellings = [
  'told by telephone',
  'told by letter',
  'told by e-mail',
  'told at a visit',
  'told at the office',
  'found by tracing',
] as const

type DecideDetail = {
  readonly councilId: number
  readonly personId: string
  readonly detailId: string
  readonly decision: 'accepted' | 'rejected'
  readonly because: string
  /** By what right it may be used, where its source has not said. */
  readonly gateway: string
  readonly actor: string
}

/**
 * Accepts or rejects a proposed detail of a person. Accepted, it is used for everything of theirs from now on, in place of
 * what was known; nothing of that is overwritten. Rejected, it stays so however often it is said again. Refuses to accept
 * what its source does not let be used, or of which nobody said by what right it may. Audited without the detail.
 */
export async function decideDetail(db: Db, asked: DecideDetail): Promise<Outcome<void>> {
  const { councilId, personId, detailId, decision, because, actor } = asked
  await lockPeople(db, councilId, [personId])
  const detail = (await detailsOf(db, councilId, personId)).find(({ id }) => id === detailId)
  if (!detail?.isProposed) return refused(refusals.decidedAlready)
  const isSources = detail.toldTo === null
  if (decision === 'accepted' && isSources && detail.mayBeUsed === false)
    return refused(refusals.mayNotBeUsed(detail.source))
  const gateway = detail.gateway ?? asked.gateway
  if (decision === 'accepted' && gateway === '') return refused(refusals.needsGateway)
  await db.run(sql`
    insert into parties.detail_mark
      (council_id, id, party_id, kind, standard_form, mark, on_day, because, gateway, marked_by)
    values (
      ${councilId}::int, ${randomUUID()}::uuid, ${detail.partyId}::uuid, ${detail.kind}, ${detail.standardForm},
      ${decision}, ${detail.asAt}::date, ${because}, ${decision === 'accepted' ? gateway : null}, ${actor})`)
  await db.run(sql`
    delete from parties.detail_to_review as review
    where review.council_id = ${councilId}::int and review.party_id in (${partiesOf(councilId, personId)})
      and not exists (
        select from parties.proposed_detail as proposed
        where proposed.council_id = ${councilId}::int and proposed.person_id = ${personId}::uuid)`)
  await recordMark(db, { ...asked, detail, action: `${decision} a contact detail` })
  return done(undefined)
}

export type ToldDetail = {
  readonly councilId: number
  readonly personId: string
  readonly kind: DetailKind
  /** As it was typed: an address a line each, its postcode last. */
  readonly text: string
  readonly how: (typeof tellings)[number]
  readonly asAt: Temporal.PlainDate
  /** By what right it may be used for recovery. */
  readonly gateway: string
  readonly actor: string
  readonly today: Temporal.PlainDate
}

/**
 * Keeps a detail that somebody told an officer, as a proposal. Refuses what is no such detail, a day to come, and what is
 * known already or marked as not theirs. Answers its id. Audited without the detail.
 */
export async function tellDetail(db: Db, told: ToldDetail): Promise<Outcome<string>> {
  const { councilId, personId, kind, how, asAt, gateway, actor, today } = told
  if (isBefore(today, asAt)) return refused(refusals.toldLater)
  const lines = linesOf(told.text)
  const value = lines.join(' ')
  const postal = asPostal(lines)
  if (kind === 'address' ? !postal : !isSuch[kind](lines))
    return refused(refusals.notReachable[kind])
  await lockPeople(db, councilId, [personId])
  const { form } = await db.one(
    z.object({ form: z.string() }),
    postal && kind === 'address'
      ? sql`select parties.standard_address(${[...postal.lines]}::text[], ${postal.postcode}::text) as form`
      : kind === 'telephone'
        ? sql`select parties.digits(${value}::text) as form`
        : sql`select lower(${value}::text) as form`,
  )
  const known = (await detailsOf(db, councilId, personId)).filter(
    detail => detail.kind === kind && detail.standardForm === form,
  )
  if (known.some(detail => !detail.validTo || hasMark(detail, 'not theirs')))
    return refused(refusals.knownAlready)
  const id = randomUUID()
  await (postal && kind === 'address'
    ? db.run(sql`
        insert into parties.address (council_id, id, party_id, lines, postcode, source, valid_from, told_to, gateway)
        values (${councilId}::int, ${id}::uuid, ${personId}::uuid, ${[...postal.lines]}::text[],
          ${postal.postcode}, ${how}, ${asAt}::date, ${actor}, ${gateway})`)
    : db.run(sql`
        insert into parties.contact_point (council_id, id, party_id, kind, value, source, valid_from, told_to, gateway)
        values (${councilId}::int, ${id}::uuid, ${personId}::uuid, ${kind}, ${value}, ${how}, ${asAt}::date, ${actor},
          ${gateway})`))
  await noteForReview(db, councilId, sql`select ${personId}::uuid as party_id`)
  await record(db, {
    councilId,
    actor,
    action: 'proposed a contact detail',
    objectKind: 'person',
    objectId: personId,
    detail: { kind, how, detail: id },
  })
  return done(id)
}

const isSuch: Readonly<
  Record<Exclude<DetailKind, 'address'>, (lines: readonly string[]) => boolean>
> = {
  telephone: ([first = '', ...more]) =>
    more.length === 0 && /^\+?[\d\s()-]+$/.test(first) && first.replaceAll(/\D/g, '').length >= 10,
  email: ([first = '', ...more]) => more.length === 0 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(first),
}

/**
 * Puts the people of some parties on the list of those with a detail to decide, where there is one. `parties` selects
 * `party_id`.
 */
export const noteForReview = (db: Db, councilId: number, parties: Sql): Promise<number> =>
  db.run(sql`
    insert into parties.detail_to_review (council_id, party_id)
    select distinct ${councilId}::int, party.person_id
    from (${parties}) as touched
    join parties.party as party on party.council_id = ${councilId}::int and party.id = touched.party_id
    where exists (
      select from parties.proposed_detail as proposed
      where proposed.council_id = ${councilId}::int and proposed.person_id = party.person_id)
    on conflict (council_id, party_id) do update set noted_at = clock_timestamp()`)

const waiting = z.object({
  personId: z.string(),
  name: z.string(),
  kind: z.enum(['address', 'telephone', 'email']),
  /** What is proposed; nothing where its source does not let it be used. */
  text: z.string().nullable(),
  source: z.string(),
  asAt: date,
  notedAt: instant,
  /** What is known otherwise, and by whose word. */
  known: z.string().nullable(),
})
/** A detail that waits for somebody to accept or reject it. */
export type WaitingDetail = z.infer<typeof waiting>

/** How many people the list shows at once. */
const mostShown = 100

/** What waits to be decided, what was noted last first, beside what is known. */
export const waitingDetails = (db: Db, councilId: number): Promise<readonly WaitingDetail[]> =>
  db.many(
    waiting,
    sql`
      select party.person_id, lead.name, proposed.kind, proposed.source, proposed.as_at, review.noted_at,
        case when said.may_be_used is distinct from false or proposed.told_to is not null then
          coalesce(proposed.value, concat_ws(', ', array_to_string(proposed.lines, ', '), nullif(proposed.postcode, '')))
        end as text,
        (select string_agg(
            coalesce(known.value, concat_ws(', ', array_to_string(known.lines, ', '), nullif(known.postcode, '')))
              || ' (' || known.source || ')', '; ' order by known.as_at desc, known.id)
          from parties.detail as known
          join parties.party as other on other.council_id = ${councilId}::int and other.id = known.party_id
          where known.council_id = ${councilId}::int and other.person_id = party.person_id and known.kind = proposed.kind
            and known.valid_to is null and known.standard_form <> proposed.standard_form
            and not exists (
              select from parties.live_mark as mark
              where mark.council_id = ${councilId}::int and mark.person_id = party.person_id and mark.kind = known.kind
                and mark.standard_form = known.standard_form and mark.mark in ('rejected', 'not theirs', 'confidential'))
        ) as known
      from (
        select party_id, noted_at from parties.detail_to_review
        where council_id = ${councilId}::int order by noted_at desc limit ${mostShown}::int) as review
      join parties.party as party on party.council_id = ${councilId}::int and party.id = review.party_id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = party.person_id
      cross join lateral (
        select * from parties.proposed_detail as detail
        where detail.council_id = ${councilId}::int and detail.person_id = party.person_id offset 0) as proposed
      left join lateral (
        select gateway.may_be_used from parties.source_gateway as gateway
        where gateway.council_id = ${councilId}::int and gateway.source = proposed.source
        order by gateway.said_at desc limit 1) as said on true
      order by review.noted_at desc, party.person_id, proposed.kind, proposed.as_at desc, proposed.id`,
  )
