import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { load, sampleCouncils, shippedProfile, writeSample } from '#imports'
import {
  belowReview,
  decide,
  findMatches,
  matchesToReview,
  searchParties,
  takeIn,
  undo,
} from '#parties'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { openCouncil } from './app.ts'

// Matching as a council has it: five source systems' files, loaded like every other, and the truth of who is who beside them.
const businessDate = Temporal.PlainDate.from('2026-07-01')
const database = await aDatabase()
const out = await mkdtemp(path(tmpdir(), 'evenhand-matching-'))
after(async () => {
  await database.close()
  await rm(out, { recursive: true, force: true })
})

const [sample] = sampleCouncils
assert(sample)
const { id: councilId, slug, name, nation, remit } = sample
await writeSample({ accounts: 4000, seed: 7, out, businessDate })
await openCouncil(
  database,
  {
    councilId,
    slug,
    name,
    nation,
    remit,
    colour: 'blue',
    address: '1 Market Square',
    telephone: '01632 960001',
    coolingMinutes: 0,
    isTraining: true,
  },
  businessDate.subtract({ years: 1 }),
)
for (const feed of [
  'council-tax-accounts',
  'business-rates-accounts',
  'sundry-accounts',
  'housing-benefit-overpayments',
  'housing-accounts',
]) {
  const profile = shippedProfile(feed)
  assert(profile)
  const loaded = await load(database, {
    councilId,
    profile,
    fileName: `${feed}.csv`,
    bytes: createReadStream(path(out, slug, `${feed}.csv`)),
    actor: 'system:test',
    businessDate,
  })
  assert(loaded.ok, loaded.ok ? '' : loaded.refusal.says)
}
const truth = new Map(
  (await readFile(path(out, slug, 'truth.csv'), 'utf8'))
    .split(/\r?\n/)
    .slice(1)
    .map(line => {
      const [source, number, party] = line.split(',')
      return [[source, number].join(' '), party ?? ''] as const
    }),
)

/** Who each party is in truth. */
const truthOf = async (): Promise<ReadonlyMap<string, string>> => {
  const records = await asCouncil(database, councilId, db =>
    db.many(
      z.object({ partyId: z.string(), source: z.string(), personNumber: z.string() }),
      sql`
        select party_id, source, person_number from parties.source_record
        where council_id = ${councilId}::int and superseded_at is null`,
    ),
  )
  return new Map(
    records.map(({ partyId, source, personNumber }) => [
      partyId,
      truth.get([source, personNumber].join(' ')) ?? partyId,
    ]),
  )
}

suite('matching a council’s own records', () => {
  test('what is joined by itself is right, and what is worth a look is put before an officer', async t => {
    const found = await asCouncil(database, councilId, db => findMatches(db, { councilId }))
    const who = await truthOf()
    const pairs = await asCouncil(database, councilId, db =>
      db.many(
        z.object({
          leftId: z.string(),
          rightId: z.string(),
          state: z.string(),
          probability: z.number(),
        }),
        sql`
          select left_id, right_id, state, probability from parties.proposed_match
          where council_id = ${councilId}::int`,
      ),
    )
    for (const state of ['joined', 'waiting']) {
      const ofState = pairs.filter(pair => pair.state === state)
      const right = ofState.filter(({ leftId, rightId }) => who.get(leftId) === who.get(rightId))
      t.diagnostic(`${state}: ${ofState.length} pairs, ${right.length} of them one person`)
      if (state === 'joined') {
        assert(ofState.length > 50, 'something was joined')
        assert(right.length >= ofState.length * 0.99, 'at a precision of 0.99 or better')
      }
    }
    assert.equal(found.joined, pairs.filter(({ state }) => state === 'joined').length)
  })

  test('what is missed below the line is counted, and how likely it was', async () => {
    const [all, low] = await asCouncil(database, councilId, async db => [
      await belowReview(db, councilId, 1),
      await belowReview(db, councilId, 0.5),
    ])
    assert(low.pairs > 0 && low.pairs < all.pairs)
    assert(low.expected >= 0 && low.expected < low.pairs / 2)
    assert(all.expected > low.expected + 100, 'most of what is likely is above the line')
  })

  test('again changes nothing, and costs nothing', async () => {
    const again = await asCouncil(database, councilId, db => findMatches(db, { councilId }))
    assert.deepEqual(again, { records: 0, compared: 0, proposed: 0, joined: 0 })
  })

  test('two national insurance numbers, dates of birth or company numbers, or a person and an organisation, are never joined by themselves', async () => {
    const { wrong } = await asCouncil(database, councilId, db =>
      db.one(
        z.object({ wrong: z.number() }),
        sql`
          select count(*)::int as wrong
          from parties.source_record as one
          join parties.party as first on first.council_id = ${councilId}::int and first.id = one.party_id
          join parties.party as second on second.council_id = ${councilId}::int
            and second.person_id = first.person_id and second.id <> first.id
          join parties.source_record as other on other.council_id = ${councilId}::int and other.party_id = second.id
          where one.council_id = ${councilId}::int
            and (one.national_insurance_number <> other.national_insurance_number
              or one.date_of_birth <> other.date_of_birth or one.company_number <> other.company_number
              or first.kind <> second.kind)`,
      ),
    )
    assert.equal(wrong, 0)
  })

  test('a sole trader whom a system has as an organisation is proposed to the person, and not joined', async () => {
    await asCouncil(database, councilId, async db => {
      const { partyId } = await db.one(
        z.object({ partyId: z.string() }),
        sql`
          select record.party_id from parties.source_record as record
          join parties.party as party on party.council_id = ${councilId}::int and party.id = record.party_id
          where record.council_id = ${councilId}::int and record.superseded_at is null and party.kind = 'person'
            and record.telephone is not null and record.email is not null and record.address <> ''
            and record.name ~ '^[A-Z][a-z]+ [A-Z][a-z]+ [A-Z][a-z]{4,}$'
          order by record.person_number limit 1`,
      )
      await takeIn(db, {
        councilId,
        records: sql`
          select 1 as row_no, 'markets' as source, 'M1' as person_number, 'organisation' as kind,
            record.name || ' t/a Market Flowers' as name, null::date as date_of_birth,
            null::text as national_insurance_number, null::text as company_number,
            string_to_array(record.address, ', ') as lines, record.postcode, record.telephone, record.email,
            false as is_placeholder, false as has_odd_characters, null::date as deceased_on
          from parties.source_record as record
          where record.council_id = ${councilId}::int and record.party_id = ${partyId}::uuid
            and record.superseded_at is null and record.telephone is not null and record.email is not null
          order by record.id limit 1`,
        fileId: '00000000-0000-4000-8000-000000000001',
        actor: 'system:test',
        asAt: businessDate,
      })
      await findMatches(db, { councilId })
      const [found] = await db.many(
        z.object({
          state: z.string(),
          conflict: z.string().nullable(),
          probability: z.number(),
        }),
        sql`
          select match.state, match.conflict, match.probability from parties.proposed_match as match
          join parties.party as one on one.council_id = ${councilId}::int and one.id = match.left_id
          join parties.party as other on other.council_id = ${councilId}::int and other.id = match.right_id
          where match.council_id = ${councilId}::int and one.kind <> other.kind
            and ${partyId}::uuid in (match.left_id, match.right_id)`,
      )
      assert.equal(found?.state, 'waiting')
      assert.equal(found?.conflict, 'a person and an organisation')
      assert(found.probability >= 0.5)
    })
  })

  test('an officer’s decision joins them, stays, and is taken back exactly', async () => {
    const [first] = await asCouncil(database, councilId, db => matchesToReview(db, councilId))
    assert(first)
    const { leftId, rightId } = first
    const asked = {
      councilId,
      leftId,
      rightId,
      because: 'same date of birth on the tenancy',
      actor: 'system:test',
    }
    const personOf = (id: string) =>
      asCouncil(database, councilId, db =>
        db.one(
          z.object({ personId: z.string() }),
          sql`select person_id from parties.party where council_id = ${councilId}::int and id = ${id}::uuid`,
        ),
      )
    const before = [await personOf(leftId), await personOf(rightId)]
    const decided = await asCouncil(database, councilId, db =>
      decide(db, { ...asked, decision: 'same' }),
    )
    assert(decided.ok, decided.ok ? '' : decided.refusal.says)
    assert.deepEqual(await personOf(leftId), await personOf(rightId))
    const other = await asCouncil(database, councilId, db =>
      decide(db, { ...asked, decision: 'different' }),
    )
    assert.equal(other.ok || other.refusal.code, 'parties/decided-meanwhile')
    const back = await asCouncil(database, councilId, db => undo(db, asked))
    assert(back.ok, back.ok ? '' : back.refusal.says)
    assert.deepEqual([await personOf(leftId), await personOf(rightId)], before)
  })

  test('somebody is found by telephone, e-mail, insurance number or its end, a source’s number, and by sound', async () => {
    await asCouncil(database, councilId, async db => {
      const somebody = await db.one(
        z.object({
          personId: z.string(),
          name: z.string(),
          personNumber: z.string(),
          telephone: z.string(),
          email: z.string(),
          insurance: z.string(),
        }),
        sql`
          select party.person_id, record.name, record.person_number, record.telephone, record.email,
            record.national_insurance_number as insurance
          from parties.source_record as record
          join parties.party as party on party.council_id = ${councilId}::int and party.id = record.party_id
          where record.council_id = ${councilId}::int and record.superseded_at is null and record.telephone is not null
            and record.email is not null and record.national_insurance_number is not null
            and record.name ~ ' [A-Za-z]{5,}$'
          order by record.person_number limit 1`,
      )
      const family = somebody.name.split(' ').at(-1) ?? ''
      const given = somebody.name.split(' ').at(1) ?? ''
      // A letter said twice is what a telephone makes of a name.
      const misheard = `${given} ${family.slice(0, 3)}${family.slice(2)}`
      for (const typed of [
        somebody.telephone,
        `+44 ${somebody.telephone.replaceAll(' ', '').slice(1)}`,
        somebody.email.toUpperCase(),
        somebody.insurance,
        somebody.insurance.slice(-4),
        somebody.personNumber,
        `${family}, ${given}`,
        misheard,
      ]) {
        const found = await searchParties(db, councilId, typed)
        assert(
          found.some(({ id }) => id === somebody.personId),
          `${typed} finds ${somebody.name}`,
        )
      }
      assert.deepEqual(await searchParties(db, councilId, ' '), [])
    })
  })
})
