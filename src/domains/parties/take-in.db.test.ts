import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { asCouncil, type Db } from '#platform/db.ts'
import { count, date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { sourceRecordsOf } from './queries.ts'
import { searchParties } from './search.ts'
import { takeIn } from './take-in.ts'

const database = await aDatabase()
after(() => database.close())
await database.script(`
  insert into administration.council (council_id, slug, name, nation, remit, is_training)
  select n, 'c' || n, 'Council ' || n, 'England', '{council tax}', true from generate_series(1, 9) as n;
  insert into administration.audit_head (council_id) select n from generate_series(1, 9) as n`)

type Mention = {
  readonly source?: string
  readonly number: string
  readonly name?: string
  readonly born?: string
  readonly insurance?: string
  readonly company?: string
  readonly line?: string
  readonly placeholder?: boolean
}

/** Takes mentions in as one file would, in the order given. */
const take = (db: Db, councilId: number, mentions: readonly Mention[], asAt = '2026-05-01') => {
  const column = (of: (mention: Mention) => string | undefined) =>
    mentions.map(mention => of(mention) ?? null)
  return takeIn(db, {
    councilId,
    fileId: randomUUID(),
    actor: 'system:test',
    asAt: Temporal.PlainDate.from(asAt),
    records: sql`
      select row_no::int, source, person_number, case when company_number is null then 'person' else 'organisation' end as kind,
        name, date_of_birth, national_insurance_number, company_number,
        case when line is null then '{}'::text[] else array[line] end as lines, 'QX1 1AA' as postcode,
        null::text as telephone, null::text as email, is_placeholder, false as has_odd_characters, null::date as deceased_on
      from unnest(
        ${column(({ source }) => source ?? 'council-tax')}::text[], ${column(({ number }) => number)}::text[],
        ${column(({ name }) => name ?? 'Ada Price')}::text[], ${column(({ born }) => born)}::date[],
        ${column(({ insurance }) => insurance)}::text[], ${column(({ company }) => company)}::text[],
        ${column(({ line }) => line)}::text[], ${mentions.map(({ placeholder }) => placeholder ?? false)}::boolean[]
      ) with ordinality as mention
        (source, person_number, name, date_of_birth, national_insurance_number, company_number, line, is_placeholder, row_no)`,
  })
}

const parties = (db: Db, councilId: number) =>
  db
    .one(
      z.object({ n: count }),
      sql`select count(*) as n from parties.party where council_id = ${councilId}::int`,
    )
    .then(({ n }) => n)

const cases: readonly {
  readonly why: string
  readonly mentions: readonly Mention[]
  readonly parties: number
}[] = [
  {
    why: 'the same person number in one source is one party',
    mentions: [{ number: '1' }, { number: '1', name: 'A Price' }],
    parties: 1,
  },
  {
    why: 'the same number in two sources is two: each counts its own people',
    mentions: [{ number: '1' }, { number: '1', source: 'housing' }],
    parties: 2,
  },
  {
    why: 'insurance number and date of birth together are one party',
    mentions: [
      { number: '1', insurance: 'QQ123456A', born: '1980-01-02' },
      { number: '7', source: 'housing', insurance: 'QQ123456A', born: '1980-01-02' },
    ],
    parties: 1,
  },
  {
    why: 'an insurance number with another date of birth is not',
    mentions: [
      { number: '1', insurance: 'QQ123456A', born: '1980-01-02' },
      { number: '7', source: 'housing', insurance: 'QQ123456A', born: '1980-02-01' },
    ],
    parties: 2,
  },
  {
    why: 'an insurance number with no date of birth is not',
    mentions: [
      { number: '1', insurance: 'QQ123456A' },
      { number: '7', source: 'housing', insurance: 'QQ123456A' },
    ],
    parties: 2,
  },
  {
    why: 'the same company number is one party',
    mentions: [
      { number: '1', company: '01234567', name: 'Bread Ltd' },
      { number: '7', source: 'rates', company: '01234567', name: 'BREAD LIMITED' },
    ],
    parties: 1,
  },
  {
    why: 'the same name at the same address is not enough',
    mentions: [
      { number: '1', line: '1 High St' },
      { number: '2', line: '1 High St' },
    ],
    parties: 2,
  },
  {
    why: 'a placeholder is nobody, whatever else it carries',
    mentions: [
      { number: '1', name: 'THE ACCOUNT HOLDER', company: '01234567', placeholder: true },
      { number: '2', name: 'THE ACCOUNT HOLDER', company: '01234567', placeholder: true },
    ],
    parties: 2,
  },
]

suite('taking people in', () => {
  cases.forEach(({ why, mentions, parties: expected }, n) => {
    test(`${why}, in one file and in two`, async () => {
      const councilId = n + 1
      const together = await rolledBack(councilId, async db => {
        await take(db, councilId, mentions)
        return parties(db, councilId)
      })
      const apart = await rolledBack(councilId, async db => {
        for (const mention of mentions) await take(db, councilId, [mention])
        return parties(db, councilId)
      })
      assert.deepEqual({ together, apart }, { together: expected, apart: expected })
    })
  })

  test('details that changed supersede, and the old ones keep their dates', async () => {
    await rolledBack(9, async db => {
      await take(db, 9, [{ number: '1', line: '1 Old Street' }])
      await take(db, 9, [{ number: '1', line: '2 New Street' }], '2026-06-01')
      await take(db, 9, [{ number: '1', line: '2 New Street' }], '2026-06-02')
      const [found] = await searchParties(db, 9, 'new street')
      assert.equal(found?.address, '2 New Street')
      const addresses = await db.many(
        z.object({ line: z.string(), validTo: date.nullable() }),
        sql`select lines[1] as line, valid_to from parties.address where council_id = 9 order by valid_from`,
      )
      assert.deepEqual(
        addresses.map(({ line, validTo }) => `${line} ${validTo}`),
        ['1 Old Street 2026-06-01', '2 New Street null'],
      )
      const records = await sourceRecordsOf(db, 9, found.id)
      assert.deepEqual(
        records.map(({ address, supersededAt }) => [address, supersededAt === null]),
        [
          ['2 New Street', true],
          ['1 Old Street', false],
        ],
      )
    })
  })

  test('search takes wild cards as what they are, and finds by postcode with or without its space', async () => {
    await rolledBack(9, async db => {
      await take(db, 9, [{ number: '1', line: '1 Old Street' }])
      assert.equal((await searchParties(db, 9, '100%')).length, 0)
      assert.equal((await searchParties(db, 9, '__')).length, 0)
      assert.equal((await searchParties(db, 9, 'qx11aa')).length, 1)
      assert.equal((await searchParties(db, 9, 'QX1 1AA')).length, 1)
      assert.equal((await searchParties(db, 9, 'price ada')).length, 1)
    })
  })
})

/** Each case on clean ground: what it did is undone. */
async function rolledBack<T>(councilId: number, work: (db: Db) => Promise<T>): Promise<T> {
  let result: { readonly value: T } | undefined
  const undo = new Error('undo')
  await asCouncil(database, councilId, async db => {
    result = { value: await work(db) }
    throw undo
  }).catch((error: unknown) => {
    if (error !== undo) throw error
  })
  assert(result)
  return result.value
}
