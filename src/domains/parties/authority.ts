import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatDate, isBefore } from '#values/dates.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import { partiesOf } from './queries.ts'

export const authorityKinds = [
  'adviser',
  'attorney',
  'deputy',
  'appointee',
  'executor',
  'landlord',
  'agent',
  'solicitor',
] as const
export const authorityScopes = ['discuss and agree', 'discuss', 'pay only'] as const

const authority = z.object({
  id: z.string(),
  partyId: z.string(),
  kind: z.enum(authorityKinds),
  name: z.string(),
  organisation: z.string(),
  telephone: z.string(),
  scope: z.enum(authorityScopes),
  evidence: z.string(),
  startsOn: date,
  endsOn: date.nullable(),
  recordedAt: instant,
  endedAt: instant.nullable(),
  endedWhy: z.string().nullable(),
})
/** Somebody who may speak for a person: who, about what, on what evidence and until when. */
export type Authority = z.infer<typeof authority>

/** Everybody who speaks or spoke for a person, those who still may first. */
export const authoritiesOf = (
  db: Db,
  councilId: number,
  personId: string,
): Promise<readonly Authority[]> =>
  db.many(
    authority,
    sql`
      select id, party_id, kind, name, organisation, telephone, scope, evidence, starts_on, ends_on, recorded_at,
        ended_at, ended_why
      from parties.authority
      where council_id = ${councilId}::int and party_id in (${partiesOf(councilId, personId)})
      order by ended_at is not null, ends_on nulls first, name, id`,
  )

/**
 * What may be said to somebody on a day, in a sentence for whoever has them on the telephone. A power that has run out,
 * ended or not begun lets nothing be said.
 */
export function mayBeSaid(
  { scope, startsOn, endsOn, endedAt, endedWhy }: Authority,
  today: Temporal.PlainDate,
): { readonly isAllowed: boolean; readonly says: string } {
  if (endedAt) return { isAllowed: false, says: `Say nothing: it was ended, ${endedWhy}` }
  if (isBefore(today, startsOn))
    return { isAllowed: false, says: `Say nothing yet: it begins on ${formatDate(startsOn)}` }
  if (endsOn && isBefore(endsOn, today))
    return { isAllowed: false, says: `Say nothing: it ran out on ${formatDate(endsOn)}` }
  switch (scope) {
    case 'discuss and agree':
      return { isAllowed: true, says: 'May hear everything, and agree to pay' }
    case 'discuss':
      return { isAllowed: true, says: 'May hear everything, and agree to nothing' }
    case 'pay only':
      return { isAllowed: true, says: 'May pay, and hear only what is left to pay' }
  }
}

export type NewAuthority = Pick<
  Authority,
  'kind' | 'name' | 'organisation' | 'telephone' | 'scope' | 'evidence' | 'startsOn' | 'endsOn'
> & { readonly councilId: number; readonly partyId: string; readonly actor: string }

const endsFirst: Refusal = {
  code: 'parties/authority-ends-first',
  says: 'It would end before it begins. Look at the two days.',
}

/** An adviser's consent is for a matter, not for ever: it needs a day on which it ends. */
const needsAnEnd: Refusal = {
  code: 'parties/authority-needs-an-end',
  says: 'An adviser’s, agent’s or landlord’s authority needs a last day: ask again then.',
}

const lasting: readonly string[] = ['attorney', 'deputy', 'appointee', 'executor', 'solicitor']

/** Keeps that somebody may speak for a person, on evidence that was seen. Audited. */
export async function giveAuthority(db: Db, given: NewAuthority): Promise<Outcome<string>> {
  const { councilId, partyId, kind, name, organisation, telephone, scope, evidence } = given
  const { startsOn, endsOn, actor } = given
  if (endsOn && isBefore(endsOn, startsOn)) return refused(endsFirst)
  if (!endsOn && !lasting.includes(kind)) return refused(needsAnEnd)
  const id = randomUUID()
  await db.run(sql`
    insert into parties.authority
      (council_id, id, party_id, kind, name, organisation, telephone, scope, evidence, starts_on, ends_on, recorded_at,
       recorded_by)
    values (${councilId}::int, ${id}::uuid, ${partyId}::uuid, ${kind}, ${name}, ${organisation}, ${telephone}, ${scope},
      ${evidence}, ${startsOn}::date, ${endsOn}::date, clock_timestamp(), ${actor})`)
  await record(db, {
    councilId,
    actor,
    action: 'gave authority',
    objectKind: 'authority',
    objectId: id,
    detail: { kind, scope },
  })
  return done(id)
}

/** Ends an authority of a person now, with why. One that has ended stays as it ended. Answers whether they have it. */
export async function endAuthority(
  db: Db,
  {
    councilId,
    personId,
    authorityId,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly personId: string
    readonly authorityId: string
    readonly why: string
    readonly actor: string
  },
): Promise<boolean> {
  const theirs = await authoritiesOf(db, councilId, personId)
  if (!theirs.some(({ id }) => id === authorityId)) return false
  const ended = await db.run(sql`
    update parties.authority set ended_at = clock_timestamp(), ended_by = ${actor}, ended_why = ${why}
    where council_id = ${councilId}::int and id = ${authorityId}::uuid and ended_at is null`)
  if (ended > 0)
    await record(db, {
      councilId,
      actor,
      action: 'ended authority',
      objectKind: 'authority',
      objectId: authorityId,
      detail: { why },
    })
  return true
}

/** Gives an authority to whom it was given by: it ends for the one and begins, as it was, for the other. Audited. */
export async function passAuthority(
  db: Db,
  {
    councilId,
    authorityId,
    to,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly authorityId: string
    readonly to: string
    readonly why: string
    readonly actor: string
  },
): Promise<void> {
  const id = randomUUID()
  await db.run(sql`
    with first as (
      update parties.authority set ended_at = clock_timestamp(), ended_by = ${actor}, ended_why = ${why}
      where council_id = ${councilId}::int and id = ${authorityId}::uuid and ended_at is null
      returning kind, name, organisation, telephone, scope, evidence, starts_on, ends_on
    )
    insert into parties.authority
      (council_id, id, party_id, kind, name, organisation, telephone, scope, evidence, starts_on, ends_on, recorded_by)
    select ${councilId}::int, ${id}::uuid, ${to}::uuid, kind, name, organisation, telephone, scope, evidence, starts_on,
      ends_on, ${actor}
    from first`)
  await record(db, {
    councilId,
    actor,
    action: 'passed an authority to whose it is',
    objectKind: 'authority',
    objectId: id,
    detail: { was: authorityId, to },
  })
}
