import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused, type Refusal } from '#values/outcome.ts'
import { Refused } from '#web/refused.ts'
import { notFound } from '#web/route.ts'
import { findParty, partiesOf, type Party } from './queries.ts'

const restriction = z.object({
  why: z.string(),
  by: z.string(),
  restrictedAt: instant,
  /** The officers who may open the record all the same. */
  allowed: z.array(z.string()),
})
/** A record that not every officer may open. */
export type Restriction = z.infer<typeof restriction>

/** How a person is restricted; undefined when everybody with casework may open them. */
export const restrictionOf = async (
  db: Db,
  councilId: number,
  personId: string,
): Promise<Restriction | undefined> => {
  const [first] = await db.many(
    restriction,
    sql`
      select restriction.why, coalesce(staff.name, restriction.restricted_by) as by, restriction.restricted_at,
        restriction.allowed
      from parties.restriction as restriction
      left join administration.staff as staff on staff.staff_id::text = restriction.restricted_by
      where restriction.council_id = ${councilId}::int and restriction.lifted_at is null
        and restriction.party_id in (${partiesOf(councilId, personId)})
      order by restriction.restricted_at limit 1`,
  )
  return first
}

/** What is said in place of a restricted record, to somebody who may not open it. */
export const restrictedRecord =
  'This record is restricted, so it is not shown. If somebody has rung about it, take their number and tell a team leader, who can open it.'

/** The party to show on a page. Not found where there is none; refused, naming nobody, where it is restricted. */
export async function partyToOpen(db: Db, councilId: number, partyId: string): Promise<Party> {
  const party = await findParty(db, councilId, partyId)
  if (party) return party
  const isRestricted = await db.run(sql`
    select from parties.restriction
    where council_id = ${councilId}::int and party_id = ${partyId}::uuid and lifted_at is null`)
  if (isRestricted > 0) throw new Refused(403, restrictedRecord)
  return notFound()
}

type Restrict = {
  readonly councilId: number
  readonly personId: string
  readonly why: string
  readonly allowed: readonly string[]
  readonly actor: string
}

const restrictedAlready: Refusal = {
  code: 'parties/restricted-already',
  says: 'Somebody has restricted this record already. Nothing was changed: lift theirs first.',
}

/**
 * Restricts a person with all their records, from the next page that anybody opens: only roles that open every record, and
 * the officers named here, see more of them than that there is somebody. Letters go and payments count as ever. Audited
 * without the reason.
 */
export async function restrict(
  db: Db,
  { councilId, personId, why, allowed, actor }: Restrict,
): Promise<Outcome<void>> {
  const restricted = await db.run(sql`
    insert into parties.restriction (council_id, party_id, restricted_by, why, allowed)
    select ${councilId}::int, id, ${actor}, ${why}, ${[...allowed]}::uuid[]
    from parties.party where council_id = ${councilId}::int and person_id = ${personId}::uuid
    on conflict do nothing`)
  if (restricted === 0) return refused(restrictedAlready)
  await mark(db, { councilId, personId, isRestricted: true })
  await record(db, {
    councilId,
    actor,
    action: 'restricted a record',
    objectKind: 'party',
    objectId: personId,
    detail: { allowed: allowed.length },
  })
  return done(undefined)
}

/** Opens a person's records to everybody with casework again. Changes nothing where they are not restricted. */
export async function lift(
  db: Db,
  { councilId, personId, why, actor }: Omit<Restrict, 'allowed'>,
): Promise<void> {
  const lifted = await db.run(sql`
    update parties.restriction set lifted_at = clock_timestamp(), lifted_by = ${actor}, lifted_why = ${why}
    where council_id = ${councilId}::int and lifted_at is null
      and party_id in (${partiesOf(councilId, personId)})`)
  if (lifted === 0) return
  await mark(db, { councilId, personId, isRestricted: false })
  await record(db, {
    councilId,
    actor,
    action: 'lifted a restriction',
    objectKind: 'party',
    objectId: personId,
    detail: { why },
  })
}

const mark = (
  db: Db,
  {
    councilId,
    personId,
    isRestricted,
  }: { readonly councilId: number; readonly personId: string; readonly isRestricted: boolean },
) =>
  db.run(sql`
    update parties.party set is_restricted = ${isRestricted}
    where council_id = ${councilId}::int and person_id = ${personId}::uuid`)
