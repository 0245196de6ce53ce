import { z } from 'zod'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'

const subject = z.object({
  name: z.string(),
  dateOfBirth: z.string().optional(),
  postcode: z.string().optional(),
  insuranceNumberEnds: z.string().optional(),
  accountReference: z.string().optional(),
})

const disclosure = z.object({
  id: z.string(),
  askedAt: instant,
  askedBy: z.string(),
  by: z.string(),
  reference: z.string(),
  purpose: z.string(),
  gateway: z.string(),
  citation: z.string(),
  confidence: z.enum(['confirmed', 'to confirm']),
  debtTypes: z.array(z.string()),
  subject,
  personId: z.string().nullable(),
  answer: z.enum(['yes', 'no', 'not answered']),
  because: z.string().nullable(),
  asAt: date.nullable(),
  told: z.array(z.string()),
})
/** What another team asked, and what it was told. */
export type Disclosure = z.infer<typeof disclosure>

const disclosures = (councilId: number, which: Sql): Sql => sql`
  select disclosure.id, disclosure.asked_at, disclosure.asked_by, coalesce(staff.name, disclosure.asked_by) as by,
    disclosure.reference, disclosure.purpose, disclosure.gateway, disclosure.citation, disclosure.confidence,
    disclosure.debt_types, disclosure.subject, party.person_id, disclosure.answer, disclosure.because,
    disclosure.as_at, disclosure.told
  from enquiries.disclosure as disclosure
  left join administration.staff as staff on staff.staff_id::text = disclosure.asked_by
  left join parties.party as party on party.council_id = ${councilId}::int and party.id = disclosure.party_id
  where disclosure.council_id = ${councilId}::int and ${which}`

/** One that somebody asked themselves; undefined when it is another's. */
export const ownDisclosure = (
  db: Db,
  { councilId, id, askedBy }: { readonly councilId: number } & Pick<Disclosure, 'id' | 'askedBy'>,
): Promise<Disclosure | undefined> =>
  db.maybeOne(
    disclosure,
    disclosures(
      councilId,
      sql`disclosure.id = ${id}::uuid and disclosure.asked_by = ${askedBy}::text`,
    ),
  )

/** What somebody asked, newest first. */
export const ownDisclosures = (
  db: Db,
  { councilId, askedBy }: { readonly councilId: number } & Pick<Disclosure, 'askedBy'>,
  limit = 30,
): Promise<readonly Disclosure[]> =>
  db.many(
    disclosure,
    sql`
      ${disclosures(councilId, sql`disclosure.asked_by = ${askedBy}::text`)}
      order by disclosure.asked_at desc, disclosure.id limit ${limit}::int`,
  )

/** Everything that was asked about a person, newest first: what they may ask to see. */
export const disclosuresOf = (
  db: Db,
  { councilId, personId }: { readonly councilId: number; readonly personId: string },
): Promise<readonly Disclosure[]> =>
  db.many(
    disclosure,
    sql`
      ${disclosures(councilId, sql`disclosure.party_id in (${partiesOf(councilId, personId)})`)}
      order by disclosure.asked_at desc, disclosure.id limit 200`,
  )

export type DisclosureFilter = {
  readonly purpose?: string | undefined
  readonly askedBy?: string | undefined
  /** Both days are in it. */
  readonly from?: Temporal.PlainDate | undefined
  readonly to?: Temporal.PlainDate | undefined
}

const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime('Europe/London').toInstant()

/** What was asked in a council, newest first, without those about people whom the viewer may not see. */
export const disclosuresIn = (
  db: Db,
  councilId: number,
  { purpose, askedBy, from, to }: DisclosureFilter,
  limit = 200,
): Promise<readonly Disclosure[]> =>
  db.many(
    disclosure,
    sql`
      ${disclosures(
        councilId,
        sql`
          (disclosure.party_id is null or party.id is not null)
          and disclosure.purpose = coalesce(${purpose ?? null}::text, disclosure.purpose)
          and disclosure.asked_by = coalesce(${askedBy ?? null}::text, disclosure.asked_by)
          and disclosure.asked_at >= coalesce(${from ? startOf(from) : null}::timestamptz, '-infinity')
          and disclosure.asked_at < coalesce(${to ? startOf(to.add({ days: 1 })) : null}::timestamptz, 'infinity')`,
      )}
      order by disclosure.asked_at desc, disclosure.id limit ${limit}::int`,
  )

/** Everybody who ever asked in a council, by name. */
export const whoAsked = (
  db: Db,
  councilId: number,
): Promise<readonly { readonly askedBy: string; readonly by: string }[]> =>
  db.many(
    z.object({ askedBy: z.string(), by: z.string() }),
    sql`
      select asking.asked_by, coalesce(staff.name, asking.asked_by) as by
      from (select distinct asked_by from enquiries.disclosure where council_id = ${councilId}::int) as asking
      left join administration.staff as staff on staff.staff_id::text = asking.asked_by
      order by by`,
  )

/** What was typed of who was asked about, in one line. */
export const subjectInWords = ({ subject }: Pick<Disclosure, 'subject'>): string =>
  [
    subject.name,
    subject.dateOfBirth && `born ${formatDate(Temporal.PlainDate.from(subject.dateOfBirth))}`,
    subject.postcode,
    subject.insuranceNumberEnds && `insurance number ending ${subject.insuranceNumberEnds}`,
    subject.accountReference && `account ${subject.accountReference}`,
  ]
    .filter(Boolean)
    .join(', ')
