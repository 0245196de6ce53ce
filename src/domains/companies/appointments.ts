import { z } from 'zod'
import { mayBeNamed, type Named, namedIn, namedKey, partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Company } from './company.ts'

const appointment = z.object({
  number: z.string(),
  /** As the register writes it. */
  name: z.string(),
  role: z.string(),
  appointedOn: date.nullable(),
  resignedOn: date.nullable(),
  given: z.string(),
  family: z.string(),
  bornIn: z.string(),
})
/** Somebody as an officer of a company, as the register last said. */
export type Appointment = z.infer<typeof appointment>

/** Keeps whom the register names as officers of a company, in place of whom it named before. A company that is one is left out. */
export async function keepAppointments(
  db: Db,
  { councilId, company }: { readonly councilId: number; readonly company: Company },
): Promise<void> {
  const { number } = company
  const people = company.officers
    .filter(({ role }) => !role.startsWith('corporate-'))
    .map(officer => {
      const standard = namedIn(officer.name, officer.bornIn)
      return { ...officer, ...standard, key: namedKey(standard) ?? null }
    })
  await db.run(sql`
    delete from companies.appointment where council_id = ${councilId}::int and number = ${number}`)
  await db.run(sql`
    insert into companies.appointment
      (council_id, number, n, name, role, appointed_on, resigned_on, given, family, born_in, key)
    select ${councilId}::int, ${number}, n, name, role, appointed_on, resigned_on, given, family, born_in,
      hashtextextended(key, 0)
    from unnest(
      ${people.map(one => one.name)}::text[], ${people.map(({ role }) => role)}::text[],
      ${people.map(({ appointedOn }) => appointedOn)}::date[], ${people.map(({ resignedOn }) => resignedOn)}::date[],
      ${people.map(({ given }) => given)}::text[], ${people.map(({ family }) => family)}::text[],
      ${people.map(({ bornIn }) => bornIn)}::text[], ${people.map(({ key }) => key)}::text[])
      with ordinality as officer (name, role, appointed_on, resigned_on, given, family, born_in, key, n)`)
}

/**
 * Those whom the register names as officers of a company, by its number as it may be written, and who may be a person, if an officer says so, each with whose
 * name it is. By name; nobody where the company was not read.
 */
export async function appointmentsThatMayBe(
  db: Db,
  asked: { readonly councilId: number; readonly personId: string; readonly number: string },
): Promise<readonly (Appointment & { readonly partyId: string })[]> {
  const { councilId, personId, number } = asked
  const named = await db.many(
    appointment,
    sql`
      select number, name, role, appointed_on, resigned_on, given, family, born_in
      from companies.appointment as appointment
      where appointment.council_id = ${councilId}::int and appointment.number = companies.standard_number(${number}::text)
      order by name, n`,
  )
  const theirs = await namesOf(db, councilId, personId)
  return named.flatMap(one => {
    const whose = theirs.find(known => mayBeNamed(one, known))
    return whose ? [{ ...one, partyId: whose.partyId }] : []
  })
}

const known = z.object({ partyId: z.string(), name: z.string(), bornIn: z.string().nullable() })

/**
 * What a person's records call them now, in standard form. Those that say no month of birth are of somebody who was born in
 * the month that another of theirs says.
 */
async function namesOf(
  db: Db,
  councilId: number,
  personId: string,
): Promise<readonly (Named & { readonly partyId: string })[]> {
  const records = await db.many(
    known,
    sql`
      select record.party_id, record.name, to_char(record.date_of_birth, 'YYYY-MM') as born_in
      from parties.source_record as record
      where record.council_id = ${councilId}::int and record.party_id in (${partiesOf(councilId, personId)})
        and record.superseded_at is null
      order by record.date_of_birth nulls last, record.id`,
  )
  return records.map(({ partyId, name, bornIn }) => ({
    partyId,
    ...namedIn(name, bornIn ?? records[0]?.bornIn ?? null),
  }))
}
