import { z } from 'zod'
import { record } from '#administration'
import { memberLiableFor } from '#debts'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { allCauses, allHelp, type Cause, type Help } from './causes/causes.ts'
import { correctedAlready, promiseInThePast, promiseTooFar } from './refusals.ts'

export const channels = ['telephone', 'text', 'email', 'letter', 'visit', 'office'] as const
export const outcomes = [
  'paid now',
  'promise',
  'arrangement asked for',
  'callback',
  'no answer',
  'message left',
  'wrong number',
  'dispute',
  'refused',
  'advice given',
] as const
export type ContactOutcome = (typeof outcomes)[number]

/** What was said or done with someone, to be recorded. */
export type NewContact = {
  readonly id: string
  readonly personId: string
  readonly accountId: string | undefined
  readonly channel: (typeof channels)[number]
  readonly direction: 'to them' | 'from them'
  readonly outcome: ContactOutcome
  readonly note: string
  readonly promise: { readonly amount: Pence; readonly on: Temporal.PlainDate } | undefined
  /** Why they fell behind, if they said. */
  readonly cause: Cause | undefined
  readonly helpOffered: readonly Help[]
  /** The contact that this one puts right. */
  readonly correctsId: string | undefined
}

/**
 * Records a contact, once for its id however often it is sent, and takes the person off the work list for now.
 * Refuses a promise for a day that has passed or is more than six months ahead, and a second correction of one contact.
 */
export async function recordContact(
  db: Db,
  {
    councilId,
    contact,
    actor,
    now,
    today,
  }: {
    readonly councilId: number
    readonly contact: NewContact
    readonly actor: string
    readonly now: Temporal.Instant
    readonly today: Temporal.PlainDate
  },
): Promise<Outcome<string>> {
  const { promise, personId, accountId, correctsId } = contact
  if (promise && Temporal.PlainDate.compare(promise.on, today) < 0) return refused(promiseInThePast)
  if (promise && Temporal.PlainDate.compare(promise.on, today.add({ months: 6 })) > 0) {
    return refused(promiseTooFar)
  }
  const partyId = await memberLiableFor(db, { councilId, personId, accountId })
  const written = await db.run(sql`
    insert into casework.contact
      (council_id, id, party_id, account_id, at, recorded_by, channel, direction, outcome, note, promised_on, promised,
       cause, help_offered, prompted_by, corrects_id)
    values (
      ${councilId}::int, ${contact.id}::uuid, ${partyId}::uuid, ${accountId ?? null}::uuid, ${now}::timestamptz,
      ${actor}, ${contact.channel}, ${contact.direction}, ${contact.outcome}, ${contact.note},
      ${promise?.on ?? null}::date, ${promise?.amount ?? null}::bigint, ${contact.cause ?? null}::text,
      ${[...contact.helpOffered]}::text[], ${whatPrompted(councilId, contact)}, ${correctsId ?? null}::uuid)
    on conflict do nothing`)
  if (written === 0) {
    const again = await db.maybeOne(
      z.object({ id: z.string() }),
      sql`select id from casework.contact where council_id = ${councilId}::int and id = ${contact.id}::uuid`,
    )
    return again ? done(contact.id) : refused(correctedAlready)
  }
  await db.run(sql`
    update casework.work_item set done_at = ${now}::timestamptz, done_by = ${actor}
    where council_id = ${councilId}::int and done_at is null and party_id in (${partiesOf(councilId, personId)})`)
  await record(db, {
    councilId,
    actor,
    action: correctsId === undefined ? 'contact recorded' : 'contact corrected',
    objectKind: 'party',
    objectId: partyId,
    detail: { contact: contact.id, channel: contact.channel, outcome: contact.outcome },
  })
  return done(contact.id)
}

/** Why they were on the list when they were spoken to; of a correction, when they were spoken to first. */
const whatPrompted = (councilId: number, { correctsId, personId }: NewContact): Sql =>
  correctsId === undefined
    ? sql`(
        select reason from casework.work_item
        where council_id = ${councilId}::int and done_at is null and party_id = ${personId}::uuid)`
    : sql`(
        select prompted_by from casework.contact
        where council_id = ${councilId}::int and id = ${correctsId}::uuid)`

const contactRow = z.object({
  id: z.string(),
  partyId: z.string(),
  accountId: z.string().nullable(),
  at: instant,
  by: z.string(),
  channel: z.enum(channels),
  direction: z.enum(['to them', 'from them']),
  outcome: z.enum(outcomes),
  note: z.string(),
  promisedOn: z.instanceof(Temporal.PlainDate).nullable(),
  promised: z.bigint().nullable(),
  cause: z.enum(allCauses as [Cause, ...Cause[]]).nullable(),
  helpOffered: z.array(z.enum(allHelp as [Help, ...Help[]])),
  correctsId: z.string().nullable(),
  /** The contact of the same person that puts it right; or, of another person, whose it turned out to be. */
  correctedById: z.string().nullable(),
  isOfAnother: z.boolean(),
})
export type Contact = z.infer<typeof contactRow>

/** Contacts with someone, newest first, with the name of whoever recorded each; corrected ones among them. */
export const contactsWith = (
  db: Db,
  councilId: number,
  partyId: string,
  limit = 50,
): Promise<readonly Contact[]> =>
  db.many(
    contactRow,
    sql`
      select contact.id, contact.party_id, contact.account_id, contact.at, coalesce(staff.name, contact.recorded_by) as by,
        contact.channel, contact.direction, contact.outcome, contact.note, contact.promised_on, contact.promised,
        contact.cause, contact.help_offered, contact.corrects_id, later.id as corrected_by_id, coalesce(theirs.person_id <> now.person_id, false) as is_of_another
      from casework.contact as contact
      join parties.party as theirs on theirs.council_id = ${councilId}::int and theirs.id = contact.party_id
      left join administration.staff as staff on staff.staff_id::text = contact.recorded_by
      left join casework.contact as later on later.council_id = ${councilId}::int and later.corrects_id = contact.id
      left join parties.party as now on now.council_id = ${councilId}::int and now.id = later.party_id
      where contact.council_id = ${councilId}::int and contact.party_id in (${partiesOf(councilId, partyId)})
      order by contact.at desc, contact.id
      limit ${limit}::int`,
  )

const promiseRow = z.object({ on: date, amount: pence })
/** What somebody promised to pay, and by when. */
export type Promised = z.infer<typeof promiseRow>

/** The promise that somebody made last, as it stands after corrections; one whose day is over a month ago is history. */
export const promiseOf = async (
  db: Db,
  {
    councilId,
    partyId,
    today,
  }: { readonly councilId: number; readonly partyId: string; readonly today: Temporal.PlainDate },
): Promise<Promised | undefined> => {
  const [latest] = await db.many(
    promiseRow,
    sql`
      select contact.promised_on as on, contact.promised as amount from casework.contact as contact
      where contact.council_id = ${councilId}::int and contact.party_id in (${partiesOf(councilId, partyId)})
        and contact.promised_on >= ${today.subtract({ months: 1 })}::date and not exists (
          select from casework.contact as later
          where later.council_id = ${councilId}::int and later.corrects_id = contact.id)
      order by contact.at desc limit 1`,
  )
  return latest
}
