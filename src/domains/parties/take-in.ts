import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { fillTable } from '#platform/statistics.ts'
import { noteForReview } from './details/index.ts'

/**
 * What the source systems said about people, to be taken in as one set.
 *
 * `records` selects one row for each mention of a person: `row_no int, source text, person_number text, kind text,
 * name text, date_of_birth date, national_insurance_number text, company_number text, lines text[], postcode text,
 * telephone text, email text, is_placeholder boolean, has_odd_characters boolean, deceased_on date`. It is read
 * several times, so it should be a table. When one person number is mentioned twice, the first row speaks.
 */
export type TakeIn = {
  readonly councilId: number
  readonly records: Sql
  readonly fileId: string
  readonly actor: string
  /** The day the source's details are as at. */
  readonly asAt: Temporal.PlainDate
}

/**
 * Takes source records in: finds whose they are, or makes a new party; supersedes details that changed, unless what is
 * known is of a later day. What a source says serves its own accounts; what it tells of somebody whom another source or an
 * officer knows otherwise is a proposal (`details/`).
 *
 * Two records are one party here only by exact agreement on a strong identifier: the same source's own person
 * number; the same national insurance number *and* date of birth; the same company number. A placeholder name is
 * nobody and links to nothing. Everything softer is a proposal for a person to confirm.
 */
export async function takeIn(
  db: Db,
  { councilId, records, fileId, actor, asAt }: TakeIn,
): Promise<void> {
  await db.script(`
    drop table if exists pg_temp.mention;
    create temporary table mention (
      source text, person_number text, kind text, name text, date_of_birth date, national_insurance_number text,
      company_number text, lines text[], postcode text, telephone text, email text, is_placeholder boolean,
      has_odd_characters boolean, deceased_on date, row_no int, party_id uuid, current_id uuid, version int,
      details_changed boolean, why text
    ) on commit drop`)
  await db.run(sql`
    insert into pg_temp.mention
    select distinct on (record.source, record.person_number)
      record.source, record.person_number, record.kind, record.name, record.date_of_birth,
      record.national_insurance_number, record.company_number, record.lines, record.postcode, record.telephone,
      record.email, record.is_placeholder, record.has_odd_characters, record.deceased_on, record.row_no,
      known.party_id, known.id, coalesce(known.version, 0),
      known.id is not null and (
        known.name, known.date_of_birth, known.national_insurance_number, known.company_number,
        known.address, known.postcode, known.telephone, known.email
      ) is distinct from (
        record.name, record.date_of_birth, record.national_insurance_number, record.company_number,
        array_to_string(record.lines, ', '), record.postcode, record.telephone, record.email
      ) and known.as_at <= ${asAt}::date,
      case when known.id is not null then 'the same person number in the same source' end
    from (${records}) as record
    left join parties.source_record as known
      on known.council_id = ${councilId}::int and known.source = record.source
      and known.person_number = record.person_number and known.superseded_at is null
    order by record.source, record.person_number, record.row_no`)
  await db.script('analyze pg_temp.mention')

  await linkToKnown(db, councilId)
  await linkToEachOther(db, councilId)
  await writeParties(db, councilId)
  await writeRecords(db, { councilId, fileId, actor, asAt })
  await writeContacts(db, { councilId, asAt })
  await noteProposals(db, councilId)
}

/** New records whose strong identifiers a party we know already has. */
async function linkToKnown(db: Db, councilId: number): Promise<void> {
  await db.run(sql`
    update pg_temp.mention as mention set party_id = known.party_id, why = known.why
    from (
      select distinct on (mention.source, mention.person_number)
        mention.source, mention.person_number, record.party_id,
        case when record.company_number = mention.company_number then 'the same company number'
          else 'the same national insurance number and date of birth' end as why
      from pg_temp.mention as mention
      join parties.source_record as record
        on record.council_id = ${councilId}::int and (
          (record.national_insurance_number = mention.national_insurance_number
            and record.date_of_birth = mention.date_of_birth)
          or record.company_number = mention.company_number)
      where mention.party_id is null and not mention.is_placeholder
        and (mention.national_insurance_number is not null or mention.company_number is not null)
      order by mention.source, mention.person_number, record.recorded_at, record.id
    ) as known
    where mention.source = known.source and mention.person_number = known.person_number`)
}

/** New records that agree with each other are one new party, named after the first of them. */
async function linkToEachOther(db: Db, councilId: number): Promise<void> {
  await db.run(sql`
    update pg_temp.mention as mention set
      party_id = platform.id_of('party', ${councilId}::int, leader.source || '/' || leader.person_number),
      why = case
        when (leader.source, leader.person_number) = (mention.source, mention.person_number) then 'the first record of this party'
        when mention.company_number is not null then 'the same company number'
        else 'the same national insurance number and date of birth' end
    from (
      select source, person_number,
        first_value(source) over same as leader_source, first_value(person_number) over same as leader_number
      from pg_temp.mention
      where party_id is null
      window same as (
        partition by case
          when is_placeholder then source || '/' || person_number
          when company_number is not null then 'company/' || company_number
          when national_insurance_number is not null and date_of_birth is not null
            then 'insured/' || national_insurance_number || '/' || date_of_birth
          else source || '/' || person_number end
        order by row_no, source, person_number)
    ) as grouped (source, person_number, leader_source, leader_number)
    join lateral (select grouped.leader_source, grouped.leader_number) as leader (source, person_number) on true
    where mention.source = grouped.source and mention.person_number = grouped.person_number
      and mention.party_id is null`)
}

async function writeParties(db: Db, councilId: number): Promise<void> {
  await fillTable(
    db,
    'parties.party',
    sql`
    insert into parties.party
      (council_id, id, kind, name, date_of_birth, is_placeholder, has_odd_characters, deceased_on)
    select distinct on (party_id)
      ${councilId}::int, party_id, kind, name, date_of_birth, is_placeholder, has_odd_characters, deceased_on
    from pg_temp.mention
    where current_id is null
    order by party_id, row_no
    on conflict (council_id, id) do nothing`,
  )
  // A death is believed from any source at once; that someone is alive again is for a person to decide.
  await db.run(sql`
    update parties.party as party set deceased_on = mention.deceased_on
    from pg_temp.mention as mention
    where party.council_id = ${councilId}::int and party.id = mention.party_id
      and mention.deceased_on is not null and party.deceased_on is null`)
}

async function writeRecords(
  db: Db,
  { councilId, fileId, actor, asAt }: Omit<TakeIn, 'records'>,
): Promise<void> {
  await db.run(sql`
    update parties.source_record as record set superseded_at = now()
    from pg_temp.mention as mention
    where record.council_id = ${councilId}::int and record.id = mention.current_id and mention.details_changed`)
  await fillTable(
    db,
    'parties.source_record',
    sql`
    insert into parties.source_record
      (council_id, id, source, person_number, version, party_id, name, date_of_birth, national_insurance_number,
       company_number, address, postcode, telephone, email, file_id, as_at)
    select
      ${councilId}::int,
      platform.id_of('source record', ${councilId}::int, source || '/' || person_number || '/' || (version + 1)),
      source, person_number, version + 1, party_id, name, date_of_birth, national_insurance_number,
      company_number, array_to_string(lines, ', '), postcode, telephone, email, ${fileId}::uuid, ${asAt}::date
    from pg_temp.mention
    where current_id is null or details_changed`,
  )
  await db.run(sql`
    insert into parties.link (council_id, source_record_id, party_id, why, linked_by)
    select
      ${councilId}::int,
      platform.id_of('source record', ${councilId}::int, source || '/' || person_number || '/' || (version + 1)),
      party_id, why, ${actor}::text
    from pg_temp.mention
    where current_id is null or details_changed`)
}

async function writeContacts(
  db: Db,
  { councilId, asAt }: Pick<TakeIn, 'councilId' | 'asAt'>,
): Promise<void> {
  // What this source said before and no longer says, ends; what others said stands.
  await db.run(sql`
    update parties.address as address set valid_to = ${asAt}::date
    from pg_temp.mention as mention
    where address.council_id = ${councilId}::int and address.party_id = mention.party_id
      and address.source = mention.source and address.valid_to is null and mention.details_changed
      and cardinality(mention.lines) > 0
      and (address.lines, address.postcode) is distinct from (mention.lines, mention.postcode)`)
  // Each source's word is a row of its own, so that what one no longer says is not ended for another.
  await db.run(sql`
    update parties.address as address set valid_to = null, valid_from = ${asAt}::date, recorded_at = now()
    from pg_temp.mention as mention
    where address.council_id = ${councilId}::int and address.party_id = mention.party_id
      and address.source = mention.source and address.valid_to is not null and mention.details_changed
      and cardinality(mention.lines) > 0 and (address.lines, address.postcode) = (mention.lines, mention.postcode)`)
  await db.run(sql`
    insert into parties.address (council_id, id, party_id, lines, postcode, source, valid_from)
    select distinct on (party_id, source, lines, postcode)
      ${councilId}::int,
      platform.id_of('address', ${councilId}::int,
        party_id || '/' || source || '/' || array_to_string(lines, ',') || '/' || postcode),
      party_id, lines, postcode, source, ${asAt}::date
    from pg_temp.mention as mention
    where cardinality(lines) > 0 and (current_id is null or details_changed) and not exists (
      select from parties.address as address
      where address.council_id = ${councilId}::int and address.party_id = mention.party_id
        and address.source = mention.source and (address.lines, address.postcode) = (mention.lines, mention.postcode))
    order by party_id, source, lines, postcode, row_no
    on conflict (council_id, id) do nothing`)
  for (const kind of ['telephone', 'email'] as const) {
    const column = kind === 'telephone' ? sql`telephone` : sql`email`
    await db.run(sql`
      update parties.contact_point as point set valid_to = ${asAt}::date
      from pg_temp.mention as mention
      where point.council_id = ${councilId}::int and point.party_id = mention.party_id and point.kind = ${kind}::text
        and point.source = mention.source and point.valid_to is null and mention.details_changed
        and mention.${column} is distinct from point.value`)
    await db.run(sql`
      update parties.contact_point as point set valid_to = null, valid_from = ${asAt}::date, recorded_at = now()
      from pg_temp.mention as mention
      where point.council_id = ${councilId}::int and point.party_id = mention.party_id and point.kind = ${kind}::text
        and point.source = mention.source and point.valid_to is not null and mention.details_changed
        and mention.${column} = point.value`)
    await db.run(sql`
      insert into parties.contact_point (council_id, id, party_id, kind, value, source, valid_from)
      select distinct on (party_id, source, ${column})
        ${councilId}::int,
        platform.id_of('contact point', ${councilId}::int,
          party_id || '/' || source || '/' || ${kind}::text || '/' || ${column}),
        party_id, ${kind}::text, ${column}, source, ${asAt}::date
      from pg_temp.mention as mention
      where ${column} is not null and (current_id is null or details_changed) and not exists (
        select from parties.contact_point as point
        where point.council_id = ${councilId}::int and point.party_id = mention.party_id and point.kind = ${kind}::text
          and point.source = mention.source and point.value = mention.${column})
      order by party_id, source, ${column}, row_no
      on conflict (council_id, id) do nothing`)
  }
}

/** The people whom another source knows too, or of whom an officer decided, may have something to decide now. */
async function noteProposals(db: Db, councilId: number): Promise<void> {
  await db.script(`
    drop table if exists pg_temp.told_otherwise;
    create temporary table told_otherwise (party_id uuid primary key) on commit drop`)
  await db.run(sql`
    insert into pg_temp.told_otherwise
    select distinct mention.party_id
    from pg_temp.mention as mention
    join parties.party as party on party.council_id = ${councilId}::int and party.id = mention.party_id
    join parties.party as everybody
      on everybody.council_id = ${councilId}::int and everybody.person_id = party.person_id
    where (mention.current_id is null or mention.details_changed) and (
      exists (
        select from parties.source_record as record
        where record.council_id = ${councilId}::int and record.party_id = everybody.id
          and record.superseded_at is null and record.source <> mention.source)
      or exists (
        select from parties.detail_mark as mark
        where mark.council_id = ${councilId}::int and mark.party_id = everybody.id and mark.ended_at is null))`)
  await db.script('analyze pg_temp.told_otherwise')
  await noteForReview(db, councilId, sql`select party_id from pg_temp.told_otherwise`)
}
