import { z } from 'zod'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { company } from './company.ts'

const relationship = z.object({
  /** The business: its number, what the register says of it, its page here, and what it owes, which is nobody else’s. */
  number: z.string(),
  understood: company,
  businessId: z.string(),
  owes: pence,
  /** Who is, or may be, its officer. */
  personId: z.string(),
  personName: z.string(),
  /** As the register names its officer. */
  name: z.string(),
  role: z.string(),
  appointedOn: date.nullable(),
  resignedOn: date.nullable(),
  given: z.string(),
  family: z.string(),
  bornIn: z.string(),
  /** Whose name it is: one of the parties that the person is. */
  partyId: z.string(),
  /** What an officer of the council said, and why; null where nobody said, and name and month of birth are the same. */
  answer: z
    .object({
      id: z.string(),
      isSame: z.boolean(),
      why: z.string(),
      by: z.string(),
      at: z.string().transform(text => Temporal.Instant.from(text)),
    })
    .nullable(),
})
/**
 * That somebody is, or is not, or is likely to be, an officer of a business. It is never an identity: no debt, letter, plan
 * or step crosses it.
 */
export type Relationship = z.infer<typeof relationship>

/** Whether a relationship is shown as one: unless an officer of the council said that it is none. */
export const isRelated = ({ answer }: Pick<Relationship, 'answer'>): boolean =>
  answer === null || answer.isSame

/**
 * A person's part in businesses, and people's parts in theirs, whichever they are. **Likely** is only whoever alone of the
 * council's people has the name that the register gives, in the standard form of matching, and was born in its month; whatever
 * an officer said comes before it. Nothing of whoever is restricted, at either end.
 */
export const relationshipsOf = (
  db: Db,
  councilId: number,
  partyId: string,
): Promise<readonly Relationship[]> =>
  db.many(
    relationship,
    sql`
      with mine as materialized (${partiesOf(councilId, partyId)}),
      lead as materialized (
        select party.person_id as id from parties.party as party
        where party.council_id = ${councilId}::int and party.id = ${partyId}::uuid),
      appointment as materialized (
        select appointment.* from (${placesOfMine(councilId)}) as place
        join companies.appointment as appointment
          on appointment.council_id = ${councilId}::int and appointment.number = place.number and appointment.n = place.n),
      answered as materialized (${answersOn(councilId)}),
      tied as (
        select likely.number, likely.n, likely.person_id, likely.party_id, null::uuid as answer_id
        from (${likelyFor(councilId)}) as likely
        union all
        select answered.number, answered.n, answered.person_id, answered.party_id, answered.id from answered
      )
      select tied.number, reading.understood, business.id as business_id, owed.owes, person.id as person_id,
        person.name as person_name, appointment.name, appointment.role, appointment.appointed_on, appointment.resigned_on,
        appointment.given, appointment.family, appointment.born_in, tied.party_id,
        case when answer.id is not null then jsonb_build_object('id', answer.id, 'isSame', answer.is_same, 'why', answer.why,
          'by', coalesce(staff.name, answer.answered_by), 'at', answer.answered_at) end as answer
      from tied
      join appointment on appointment.number = tied.number and appointment.n = tied.n
      join companies.company as company on company.council_id = ${councilId}::int and company.number = tied.number
      join companies.reading as reading on reading.council_id = ${councilId}::int and reading.id = company.understood_id
      join parties.party as person on person.council_id = ${councilId}::int and person.id = tied.person_id
      cross join lateral (${businessesOfTied(councilId)}) as business
      cross join lateral (${owedByBusiness(councilId)}) as owed
      left join companies.appointee_answer as answer on answer.council_id = ${councilId}::int and answer.id = tied.answer_id
      left join administration.staff as staff on staff.staff_id::text = answer.answered_by
      where (select id from lead) in (person.id, business.id) and person.id <> business.id and not person.is_restricted
      order by appointment.resigned_on is not null, reading.understood ->> 'name', tied.number, person.name, person.id,
        appointment.n`,
  )

/** Where the people of `mine` may be named on the register: by name and month, by an answer, or as the business itself. */
const placesOfMine = (councilId: number): Sql => sql`
  select appointment.number, appointment.n
  from mine
  join parties.source_record as record
    on record.council_id = ${councilId}::int and record.party_id = mine.id and record.superseded_at is null
  join parties.standard_record as standard
    on standard.council_id = ${councilId}::int and standard.source_record_id = record.id and standard.kind = 'person'
  join companies.appointment as appointment
    on appointment.council_id = ${councilId}::int and appointment.key = any(standard.keys)
  union
  select appointment.number, appointment.n
  from mine
  join companies.appointee_answer as answer
    on answer.council_id = ${councilId}::int and answer.party_id = mine.id and answer.taken_back_at is null
  join companies.appointment as appointment
    on appointment.council_id = ${councilId}::int and appointment.number = answer.number
    and appointment.given = answer.given and appointment.family = answer.family and appointment.born_in = answer.born_in
  union
  select appointment.number, appointment.n
  from mine
  join parties.source_record as record
    on record.council_id = ${councilId}::int and record.party_id = mine.id and record.superseded_at is null
  join companies.appointment as appointment
    on appointment.council_id = ${councilId}::int and appointment.number = companies.standard_number(record.company_number)`

/** The newest word on each appointment and person: people who were joined may have had two. */
const answersOn = (councilId: number): Sql => sql`
  select distinct on (appointment.number, appointment.n, party.person_id)
    appointment.number, appointment.n, party.person_id, answer.party_id, answer.id, answer.is_same
  from appointment
  join companies.appointee_answer as answer
    on answer.council_id = ${councilId}::int and answer.number = appointment.number and answer.given = appointment.given
    and answer.family = appointment.family and answer.born_in = appointment.born_in and answer.taken_back_at is null
  join parties.party as party on party.council_id = ${councilId}::int and party.id = answer.party_id
  order by appointment.number, appointment.n, party.person_id, answer.answered_at desc, answer.id`

/** Who alone has the name and the month of birth of each appointment, where no officer said who it is, nor that they are not. */
const likelyFor = (councilId: number): Sql => sql`
  select fitting.number, fitting.n, min(fitting.person_id::text)::uuid as person_id, min(fitting.party_id::text)::uuid as party_id
  from (
    select appointment.number, appointment.n, party.person_id, party.id as party_id
    from appointment
    join parties.standard_key as shared on shared.council_id = ${councilId}::int and shared.key = appointment.key
    join parties.standard_record as standard
      on standard.council_id = ${councilId}::int and standard.source_record_id = shared.source_record_id
      and standard.kind = 'person' and standard.person ->> 'given' = appointment.given
      and standard.person ->> 'family' = appointment.family and left(standard.person ->> 'birth', 6) = appointment.born_in
    join parties.source_record as record
      on record.council_id = ${councilId}::int and record.id = shared.source_record_id and record.superseded_at is null
    join parties.party as party on party.council_id = ${councilId}::int and party.id = record.party_id and not party.is_placeholder
  ) as fitting
  where not exists (
    select from answered
    where answered.number = fitting.number and answered.n = fitting.n
      and (answered.is_same or answered.person_id = fitting.person_id))
  group by fitting.number, fitting.n
  having count(distinct fitting.person_id) = 1`

/** The businesses that are the company of `tied`, by a number in their records now; none that is restricted. */
const businessesOfTied = (councilId: number): Sql => sql`
  select distinct party.person_id as id
  from parties.search_key as numbered
  join parties.source_record as record
    on record.council_id = ${councilId}::int and record.party_id = numbered.party_id and record.superseded_at is null
    and companies.standard_number(record.company_number) = tied.number
  join parties.party as party
    on party.council_id = ${councilId}::int and party.id = record.party_id and not party.is_placeholder and not party.is_restricted
  where numbered.council_id = ${councilId}::int and numbered.key = 'company ' || tied.number`

/** What `business` owes on every account, each once. */
const owedByBusiness = (councilId: number): Sql => sql`
  select coalesce(sum(ledger.balance), 0)::bigint as owes
  from debts.ledger_account as ledger
  where ledger.council_id = ${councilId}::int and ledger.kind = 'account' and ledger.id in (
    select liability.account_id
    from parties.party as owing
    join debts.liability as liability on liability.council_id = ${councilId}::int and liability.party_id = owing.id
    where owing.council_id = ${councilId}::int and owing.person_id = business.id)`
