import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aCouncil } from '#administration/testing'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { takeIn } from '../take-in.ts'
import { findMatches } from './propose.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
await aCouncil(database, councilId)

/**
 * Two systems' companies. The first hundred and twenty are in both, each written in its own way. The next ten share a
 * letting agent's telephone and address with somebody else's company. The next has another number in the other system.
 */
const found = await asCouncil(database, councilId, async db => {
  await takeIn(db, {
    councilId,
    records: sql`
      with company as (
        select n, initcap(translate(substr(md5(n::text), 1, 7), '0123456789', 'ghijklmnop')) as word,
          initcap(translate(substr(md5('other' || n), 1, 7), '0123456789', 'ghijklmnop')) as other
        from generate_series(1, 250) as n
      ), said as (
        select 'rates' as source, n, 'The ' || word || ' & Sons Bakers Ltd' as name, n || ' Mill Rd' as line,
          case when n = 131 then '90000131' end as company_number, 'accounts' || n || '@example.org' as email
        from company
        union all
        select 'sundry', n,
          case when n between 121 and 130 then other || ' Tyres' else upper(word) || ' AND SONS BAKERS LIMITED' end,
          n || ' Mill Road', case when n = 131 then '90000999' end,
          case when n % 2 = 0 and n not between 121 and 130 then 'accounts' || n || '@example.org' end
        from company where n <= 131
      )
      select (row_number() over (order by source, n))::int as row_no, source, 'C' || n as person_number,
        'organisation' as kind, name, null::date as date_of_birth, null::text as national_insurance_number, company_number,
        array[line, 'Aldermere'] as lines, 'ZE5 ' || n % 9 || 'AB' as postcode,
        case when n % 3 <> 0 then '01632 96' || lpad(n::text, 4, '0') end as telephone, email,
        false as is_placeholder, false as has_odd_characters, null::date as deceased_on
      from said`,
    fileId: '00000000-0000-4000-8000-000000000001',
    actor: 'system:test',
    asAt: Temporal.PlainDate.from('2026-07-01'),
  })
  return findMatches(db, { councilId })
})

/** What was made of company n's two records. */
const madeOf = async (n: number) => {
  const [pair] = await asCouncil(database, councilId, db =>
    db.many(
      z.object({ state: z.string(), conflict: z.string().nullable() }),
      sql`
        select match.state, match.conflict from parties.proposed_match as match
        join parties.source_record as one on one.council_id = ${councilId}::int and one.party_id = match.left_id
        join parties.source_record as other on other.council_id = ${councilId}::int and other.party_id = match.right_id
        where match.council_id = ${councilId}::int
          and one.person_number = ${`C${n}`}::text and other.person_number = ${`C${n}`}::text`,
    ),
  )
  return pair
}

suite('matching organisations', () => {
  test('one company written in two ways is joined by itself', async () => {
    const made = await Promise.all(Array.from({ length: 120 }, (_, n) => madeOf(n + 1)))
    assert(made.filter(pair => pair?.state === 'joined').length >= 110)
    assert(made.every(pair => pair !== undefined))
  })

  test('nothing else is: not companies that share an agent’s telephone and address', async () => {
    for (let n = 121; n <= 130; n += 1) assert.notEqual((await madeOf(n))?.state, 'joined')
    assert(found.joined <= 120)
  })

  test('two company numbers block, however alike the rest', async () => {
    assert.deepEqual(await madeOf(131), { state: 'waiting', conflict: 'two company numbers' })
  })
})
