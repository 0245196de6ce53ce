import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { fillTable } from '#platform/statistics.ts'
import { keysOf, organisationKeysOf } from './keys.ts'
import { isSoleTrader, standardiseOrganisation } from './organisation.ts'
import { standardise, toKeep } from './person.ts'
import { type Kind, kinds } from './subject.ts'

/** So many records are read and put into standard form at a time: memory does not grow with a council. */
const atATime = 10_000

const arrived = z.object({
  id: z.string(),
  partyId: z.string(),
  kind: z.enum(kinds),
  name: z.string(),
  dateOfBirth: z.string().nullable(),
  insuranceNumber: z.string().nullable(),
  companyNumber: z.string().nullable(),
  address: z.string(),
  postcode: z.string(),
  telephone: z.string().nullable(),
  email: z.string().nullable(),
})
type Arrived = z.infer<typeof arrived>

/**
 * Puts the records that matching has not seen into standard form, with the keys that others may find them by, and forgets
 * those that were superseded. Leaves them in `pg_temp.fresh (id, keys)` as well. Answers how many there are.
 */
export async function standardiseNew(db: Db, councilId: number): Promise<number> {
  await forgetSuperseded(db, councilId)
  await db.script(`
    drop table if exists pg_temp.unseen, pg_temp.fresh;
    create temporary table fresh (id uuid, party_id uuid, kind text, person jsonb, keys text[]) on commit drop`)
  await db.run(sql`
    create temporary table unseen on commit drop as
    select record.id, row_number() over (order by record.id)::int as n
    from parties.source_record as record
    join parties.party as party on party.council_id = ${councilId}::int and party.id = record.party_id
    where record.council_id = ${councilId}::int and record.superseded_at is null
      and not party.is_placeholder
      and not exists (
        select from parties.standard_record as known
        where known.council_id = ${councilId}::int and known.source_record_id = record.id)`)
  const { unseen } = await db.one(
    z.object({ unseen: z.number() }),
    sql`select count(*)::int as unseen from pg_temp.unseen`,
  )
  if (unseen === 0) return 0
  await db.script('create index on pg_temp.unseen (n); analyze pg_temp.unseen')
  for (let from = 0; from < unseen; from += atATime)
    await db.copy(
      'pg_temp.fresh (id, party_id, kind, person, keys)',
      linesOf(await readSome(db, councilId, from)),
    )
  await db.script('analyze pg_temp.fresh')
  await keepFresh(db, councilId)
  return unseen
}

async function forgetSuperseded(db: Db, councilId: number): Promise<void> {
  await db.run(sql`
    with forgotten as (
      delete from parties.standard_record as standard using parties.source_record as record
      where standard.council_id = ${councilId}::int and record.council_id = ${councilId}::int
        and record.id = standard.source_record_id and record.superseded_at is not null
      returning standard.source_record_id, standard.keys
    )
    delete from parties.standard_key as standard using forgotten, unnest(forgotten.keys) as forgotten_key
    where standard.council_id = ${councilId}::int and standard.key = forgotten_key
      and standard.source_record_id = forgotten.source_record_id`)
}

const readSome = (db: Db, councilId: number, from: number): Promise<readonly Arrived[]> =>
  db.many(
    arrived,
    sql`
      select record.id, record.party_id, party.kind, record.name, record.date_of_birth::text as date_of_birth,
        record.national_insurance_number as insurance_number, record.company_number, record.address, record.postcode, record.telephone, record.email
      from pg_temp.unseen
      join parties.source_record as record on record.council_id = ${councilId}::int and record.id = unseen.id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = record.party_id
      where unseen.n > ${from}::int and unseen.n <= ${from + atATime}::int`,
  )

/** In order of the keys, so that an index of ten million is written from one end to the other. */
async function keepFresh(db: Db, councilId: number): Promise<void> {
  await db.run(sql`
    create temporary table own on commit drop as
    select hashtextextended(key, 0) as key, id from pg_temp.fresh, unnest(keys) as key
    order by 1, 2`)
  await db.script('analyze pg_temp.own')
  await fillTable(
    db,
    'parties.standard_record',
    sql`
      insert into parties.standard_record (council_id, source_record_id, party_id, kind, person, keys)
      select ${councilId}::int, id, party_id, kind, person,
        array(select hashtextextended(key, 0) from unnest(keys) as key)
      from pg_temp.fresh`,
  )
  await fillTable(
    db,
    'parties.standard_key',
    sql`
      insert into parties.standard_key (council_id, key, source_record_id)
      select ${councilId}::int, key, id from pg_temp.own`,
  )
}

/** A line each, many at a time: a line by itself costs as much to send as a hundred. */
async function* linesOf(rows: readonly Arrived[]): AsyncGenerator<string> {
  let lines = ''
  for (const row of rows) {
    const { kind, standard, keys } = standardFormOf(row)
    const list = [...new Set(keys)].map(key => `"${key.replaceAll(/[\\"]/g, '\\$&')}"`).join(',')
    lines += csvLine([row.id, row.partyId, kind, JSON.stringify(toKeep(standard)), `{${list}}`])
    if (lines.length > 65_536) {
      yield lines
      lines = ''
    }
  }
  yield lines
}

/** A line for COPY, each cell in quotation marks. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`

function standardFormOf(row: Arrived): {
  readonly kind: Kind
  readonly standard: Readonly<Record<string, string>>
  readonly keys: readonly string[]
} {
  const { line, town } = homeOf(row.address)
  const reached = {
    town,
    postcode: row.postcode,
    phone: row.telephone ?? '',
    email: row.email ?? '',
  }
  if (row.kind === 'organisation' && !isSoleTrader(row.name)) {
    const organisation = standardiseOrganisation({
      name: row.name,
      companyNumber: row.companyNumber ?? '',
      address: line,
      ...reached,
    })
    return { kind: 'organisation', standard: organisation, keys: organisationKeysOf(organisation) }
  }
  const person = standardise({
    full_name: row.name,
    date_of_birth: row.dateOfBirth ?? '',
    identifier: row.insuranceNumber ?? '',
    address_1: line,
    ...reached,
  })
  return { kind: 'person', standard: person, keys: keysOf(person) }
}

/** The line that says which home, and the town. “Flat 3” alone is nobody's home: the building is on the next line. */
function homeOf(address: string): { readonly line: string; readonly town: string } {
  const parts = address.split(/\s*,\s*/).filter(Boolean)
  const [first = ''] = parts
  const isFlatAlone =
    /^(flat|flt|fl|apartment|apt|unit|room)\b/i.test(first) && !/\d.*\d/.test(first)
  const upTo = isFlatAlone ? 2 : 1
  return {
    line: parts.slice(0, upTo).join(' '),
    town: parts.length > upTo ? (parts.at(-1) ?? '') : '',
  }
}
