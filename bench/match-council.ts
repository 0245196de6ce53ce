// A council's own matching in its database: a first load, and a file into it, beside plain SQL that writes the same keys, finds
// the same pairs by them and compares them exactly.
// TEST_DATABASE_URL=postgres://… node run.mjs bench/match-council.ts [--accounts 100000] [--records 1000000] [--file 10000]
import { parseArgs } from 'node:util'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { findMatches, type Found, standardise, takeIn } from '#parties'
import { asCouncil, type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { anInstallation } from '../tools/installation.ts'
import { anEmptyCouncil, businessDate, councilId } from './book.ts'
import { copyOf, fill } from './copies.ts'
import { peakMegabytes, ratio, seconds, settle, timed } from './floor.ts'
import { type Known, peopleOf, sampleOf } from './people.ts'
import { inWords } from './rightness.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    records: { type: 'string', default: '1000000' },
    file: { type: 'string', default: '10000' },
  },
})

/** A line of the staging table for each of them, as an import would have judged it. */
async function* linesOf(people: AsyncIterable<Known>): AsyncGenerator<string> {
  let row = 0
  for await (const { source, number, told, truth } of people) {
    const { birth, identifier } = standardise(told)
    const name = (told.full_name ?? `${told.given_name} ${told.family_name}`).trim()
    const code = identifier.toUpperCase()
    const isCompany = /\b(ltd|limited|plc|llp|cyf)\b/i.test(name)
    const cells = [
      String((row += 1)),
      source,
      number,
      isCompany || /^9\d{7}$/.test(code) ? 'organisation' : 'person',
      name,
      /^\d{8}$/.test(birth) ? `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}` : '',
      /^[A-Z]{2}\d{6}[A-D]$/.test(code) ? code : '',
      /^9\d{7}$/.test(code) ? code : '',
      truth,
      told.address_1 ?? '',
      told.town ?? '',
      told.postcode ?? '',
      told.phone ?? '',
      told.email ?? '',
    ]
    // COPY takes what is empty and not in quotation marks as nothing.
    yield `${cells.map(cell => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')}\n`
  }
}

/** Takes the rows of the staging table from one to another in, as one file. */
const takeSome = (database: Database, from: number, to: number) =>
  asCouncil(database, councilId, db =>
    takeIn(db, {
      councilId,
      records: sql`
        select row_no, source, person_number, kind, name, date_of_birth, national_insurance_number, company_number,
          array_remove(array[line, town], null) as lines, coalesce(postcode, '') as postcode, telephone, email,
          name ilike '%account holder%' as is_placeholder, false as has_odd_characters, null::date as deceased_on
        from bench.said where row_no > ${from}::int and row_no <= ${to}::int`,
      fileId: randomUUID(),
      actor: 'system:bench',
      asAt: businessDate,
    }),
  )

const label = z.object({ right: z.number(), found: z.number(), actual: z.number() })

/** How right the people are that the database has now, over all pairs of records; takes a linking when it came in for one of them. */
const rightness = (database: Database) =>
  database.one(
    label,
    sql`
      with record as (
        select said.truth, party.person_id
        from bench.said
        join parties.source_record as record
          on record.council_id = ${councilId}::int and record.source = said.source
          and record.person_number = said.person_number and record.superseded_at is null
        join parties.party as party on party.council_id = ${councilId}::int and party.id = record.party_id
      )
      select
        (select sum(n * (n - 1) / 2) from (select count(*) as n from record group by truth, person_id) as of)::float8 as right,
        (select sum(n * (n - 1) / 2) from (select count(*) as n from record group by person_id) as of)::float8 as found,
        (select sum(n * (n - 1) / 2) from (select count(*) as n from record group by truth) as of)::float8 as actual`,
  )

/**
 * What plain SQL costs for the same: the same standard records and keys written into the same tables, the same pairs found by
 * them, each compared exactly, and the likely ones written.
 */
async function floorOf(database: Database): Promise<number> {
  for (const table of ['parties.standard_record', 'parties.standard_key'])
    await copyOf(database, table)
  const { milliseconds } = await timed(() =>
    database.transaction(async db => {
      await db.script("set local work_mem = '128MB'")
      await fill(db, 'parties.standard_record')
      await fill(db, 'parties.standard_key')
      await db.script(`
        analyze floor.standard_record; analyze floor.standard_key;
        create temporary table shared on commit drop as
          select key from floor.standard_key group by key having count(*) between 2 and 60;
        analyze pg_temp.shared;
        create temporary table met on commit drop as
          select distinct one.source_record_id as one, other.source_record_id as other
          from pg_temp.shared
          join floor.standard_key as one on one.council_id = ${councilId} and one.key = shared.key
          join floor.standard_key as other on other.council_id = ${councilId} and other.key = shared.key
            and other.source_record_id > one.source_record_id;
        analyze pg_temp.met;
        create table floor.likely as
          select * from (
            select one, other, ${[
              'given',
              'family',
              'birth',
              'identifier',
              'line1',
              'postcode',
              'phone',
              'email',
            ]
              .map(field => `coalesce((a.person ->> '${field}' = b.person ->> '${field}')::int, 0)`)
              .join(' + ')} as agreeing
            from pg_temp.met
            join floor.standard_record as a on a.council_id = ${councilId} and a.source_record_id = met.one
            join floor.standard_record as b on b.council_id = ${councilId} and b.source_record_id = met.other
          ) as compared where agreeing >= 4`)
    }),
  )
  return milliseconds
}

const folder = await sampleOf(Number(values.accounts), Number(values.seed))
const installation = await anInstallation(process.env['TEST_DATABASE_URL'])
try {
  const database = await installation.open()
  await anEmptyCouncil(database)
  await database.script(`
    create schema bench;
    create table bench.said (
      row_no int, source text, person_number text, kind text, name text, date_of_birth date,
      national_insurance_number text, company_number text, truth text, line text, town text, postcode text, telephone text,
      email text);
    grant usage on schema bench to evenhand_app; grant select on bench.said to evenhand_app`)
  await database.copy('bench.said', linesOf(peopleOf(folder, Number(values.records))))
  const { records } = await database.one(
    z.object({ records: z.number() }),
    sql`select count(*)::int as records from bench.said`,
  )
  const file = Math.min(Number(values.file), Math.floor(records / 2))
  console.log(
    `${database.engine}: ${records} records, the last ${file} of them in a file of their own`,
  )
  const taken = await timed(() => takeSome(database, 0, records - file))
  console.log(`taken in in ${seconds(taken.milliseconds)}`)
  await settle(database)
  const first = await timed(() => match(database))
  report('a first load', first)
  const found = await rightness(database)
  console.log(inWords('people joined', found.right, found.found, found.actual))
  for (const kind of ['person', 'organisation'])
    for (const least of [0.5, 0.9, 0.99, 0.999]) await sayPairs(database, kind, least)
  await settle(database)
  console.log(ratio('beside plain SQL', first.milliseconds, await floorOf(database)))
  await takeSome(database, records - file, records)
  await settle(database)
  report(`a file of ${file}`, await timed(() => match(database)))
  const after = await rightness(database)
  console.log(inWords('people joined', after.right, after.found, after.actual))
  await database.close()
} finally {
  await installation.remove()
}

function match(database: Database) {
  return asCouncil(database, councilId, db => findMatches(db, { councilId }))
}

function report(
  what: string,
  { milliseconds, value }: { readonly milliseconds: number; readonly value: Found },
): void {
  const rate = Math.round((value.records / milliseconds) * 1000)
  console.log(
    `${what}: ${value.records} records, ${value.compared} pairs considered, ${value.proposed} proposed, ${value.joined} joined in ${seconds(milliseconds)} (${rate} records a second), ${peakMegabytes()} MB at most`,
  )
}

/** Of the pairs of parties of a kind at so much or more, which are one in truth; of those that are one, which were found. */
async function sayPairs(database: Database, kind: string, least: number): Promise<void> {
  const { right, found, actual } = await database.one(
    label,
    sql`
      with party as (
        select record.party_id, min(said.truth) as truth
        from bench.said
        join parties.source_record as record
          on record.council_id = ${councilId}::int and record.source = said.source
          and record.person_number = said.person_number and record.superseded_at is null
        join parties.standard_record as standard
          on standard.council_id = ${councilId}::int and standard.source_record_id = record.id
          and standard.kind = ${kind}
        group by record.party_id
      ), proposed as (
        select one.truth = other.truth as is_right
        from parties.proposed_match as match
        join party as one on one.party_id = match.left_id
        join party as other on other.party_id = match.right_id
        where match.council_id = ${councilId}::int and match.probability >= ${least}::float8
      )
      select
        (select count(*) from proposed where is_right)::float8 as right,
        (select count(*) from proposed)::float8 as found,
        (select sum(n * (n - 1) / 2) from (select count(*) as n from party group by truth) as of)::float8 as actual`,
  )
  console.log(inWords(`pairs of parties, ${kind}, at ${least} or more`, right, found, actual))
}
