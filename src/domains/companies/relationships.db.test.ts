import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { findMatches, join, part, restrict } from '#parties'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { answerAppointee, takeBackAnswer } from './answer-appointee.ts'
import { appointmentsThatMayBe } from './appointments.ts'
import { madeUpCompany } from './made-up.ts'
import { readAnswer } from './read-answer.ts'
import { isRelated, relationshipsOf } from './relationships.ts'
import { aCouncilOfCompanies, moment, number } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const { inCouncil, partyOf, keep } = await aCouncilOfCompanies(database, 3, 3)
const actor = 'system:test'
const business = await partyOf(1)
const otherBusiness = await partyOf(2)

const people = {
  petra: ['Mrs Petra Sample', '1971-03-09'],
  'another of that month': ['Alex Twice', '1980-05-01'],
  'one of that month': ['Alex Twice', '1980-05-30'],
  'born in another month': ['Noor Monthly', '1966-02-01'],
  'of an unknown birth': ['Jo Nameless', null],
  hidden: ['Quentin Hidden', '1990-01-01'],
} as const satisfies Readonly<Record<string, readonly [string, string | null]>>
type Who = keyof typeof people

const idOf = Object.fromEntries(
  Object.keys(people).map((who, n) => [who, `7000000${n}-0000-4000-8000-000000000000`]),
) as Record<Who, string>

await inCouncil(async db => {
  for (const [who, [name, birth]] of Object.entries(people)) {
    const id = idOf[who as Who]
    await db.run(sql`
      insert into parties.party (council_id, id, kind, name, date_of_birth)
      values (3, ${id}::uuid, 'person', ${name}, ${birth}::date)`)
    await db.run(sql`
      insert into parties.source_record (council_id, id, party_id, source, person_number, name, date_of_birth, as_at)
      values (3, ${id}::uuid, ${id}::uuid, 'council tax', ${who}, ${name}, ${birth}::date, '2026-03-01')`)
  }
  await findMatches(db, { councilId: 3 })
})

type Officer = {
  readonly name: string
  readonly officer_role?: string
  readonly date_of_birth?: unknown
  readonly resigned_on?: string
}
/** Reads the nth company again, with these officers. */
const read = (n: number, officers: readonly Officer[]) => {
  const parts = {
    ...madeUpCompany('active', number(n), `Crumb ${n} Ltd`),
    officers: { items: officers.map(one => ({ officer_role: 'director', ...one })) },
  }
  return keep(
    number(n),
    { ...readAnswer(number(n), parts), came: JSON.stringify(parts) },
    moment(9),
  )
}
const born = (year: number, month: number) => ({ year, month })

await read(1, [
  { name: 'SAMPLE, Petra', date_of_birth: born(1971, 3) },
  { name: 'SAMPLE, Petra', officer_role: 'secretary', resigned_on: '2020-06-30' },
  { name: 'TWICE, Alex', date_of_birth: born(1980, 5) },
  { name: 'MONTHLY, Noor', date_of_birth: born(1966, 3) },
  { name: 'NAMELESS, Jo Anne', date_of_birth: born(1955, 12) },
  { name: 'HIDDEN, Quentin', date_of_birth: born(1990, 1) },
  { name: 'PETRA SAMPLE LIMITED', officer_role: 'corporate-director' },
  { name: 'SAMPLE, Petra', date_of_birth: { year: 'long ago' }, officer_role: 'llp-member' },
])

const of = (who: Who) => inCouncil(db => relationshipsOf(db, 3, idOf[who]))
const shownOf = async (who: Who) =>
  (await of(who))
    .filter(isRelated)
    .map(({ number, role, answer }) => `${role} of ${number}${answer ? ': said' : ''}`)
const jo = { number: number(1), given: 'jo anne', family: 'nameless', bornIn: '195512' }
const petra = { number: number(1), given: 'petra', family: 'sample', bornIn: '197103' }
const say = (who: Who, isSame: boolean, appointee = petra, why = 'she said so on the telephone') =>
  inCouncil(db =>
    answerAppointee(db, {
      ...appointee,
      councilId: 3,
      personId: idOf[who],
      isSame,
      why,
      actor,
    }),
  )
const takeBack = (who: Who, answerId: string) =>
  inCouncil(db =>
    takeBackAnswer(db, { councilId: 3, personId: idOf[who], answerId, why: 'a slip', actor }),
  )

suite('who runs a business', () => {
  test('is likely where the name and the month of birth are the same, and shows what the business owes', async () => {
    const [only, ...more] = await of('petra')
    assert.deepEqual(more, [])
    assert(only)
    assert.equal(only.answer, null)
    assert.equal(only.role, 'director')
    assert.equal(only.understood.name, 'CRUMB 1 LTD')
    assert.equal(only.owes, 100_00n)
    assert.equal(only.businessId, business)
    const fromBusiness = await inCouncil(db => relationshipsOf(db, 3, business))
    assert.deepEqual(
      fromBusiness.map(({ personId, name }) => [personId, name]),
      [
        [idOf.petra, 'SAMPLE, Petra'],
        [idOf.hidden, 'HIDDEN, Quentin'],
      ],
    )
  })

  test('is nobody where a month is not known or differs, or where two people fit', async () => {
    for (const who of [
      'of an unknown birth',
      'born in another month',
      'one of that month',
      'another of that month',
    ] as const)
      assert.deepEqual(await of(who), [], who)
  })

  test('may be said by an officer where the name fits, and not where the month of birth differs', async () => {
    const mayBe = (who: Who) =>
      // As somebody may write it.
      inCouncil(db =>
        appointmentsThatMayBe(db, { councilId: 3, personId: idOf[who], number: ' 90 00 00 01' }),
      )
    assert.deepEqual(
      (await mayBe('of an unknown birth')).map(({ name }) => name),
      ['NAMELESS, Jo Anne'],
    )
    assert.deepEqual(await mayBe('born in another month'), [])
    const monthly = { number: number(1), given: 'noor', family: 'monthly', bornIn: '196603' }
    const refused = await say('born in another month', true, monthly)
    assert.equal(refused.ok || refused.refusal.code, 'companies/cannot-be-that-officer')

    const said = await say('of an unknown birth', true, jo)
    assert(said.ok)
    assert.deepEqual(await shownOf('of an unknown birth'), [`director of ${number(1)}: said`])
    const [one] = await of('of an unknown birth')
    assert.equal(one?.answer?.why, 'she said so on the telephone')
    const again = await say('of an unknown birth', false, jo)
    assert.equal(again.ok || again.refusal.code, 'companies/said-already')
    assert.equal(await takeBack('petra', said.value), false)
    assert.equal(await takeBack('of an unknown birth', said.value), true)
    assert.equal(await takeBack('of an unknown birth', said.value), false)
    assert.deepEqual(await of('of an unknown birth'), [])
  })

  test('is not them any more once an officer says so, until it is taken back; both are in the audit trail', async () => {
    const said = await say('petra', false)
    assert(said.ok)
    assert.deepEqual(await shownOf('petra'), [])
    assert.deepEqual(
      (await of('petra')).map(({ answer }) => answer?.isSame),
      [false],
    )
    await takeBack('petra', said.value)
    assert.deepEqual(await shownOf('petra'), [`director of ${number(1)}`])
    const audited = await inCouncil(db =>
      db.many(
        z.object({ action: z.string() }),
        sql`
          select action from administration.audit
          where council_id = 3 and object_id = ${idOf.petra} order by seq`,
      ),
    )
    assert.deepEqual(
      audited.map(({ action }) => action),
      ['said who does not run a business', 'took back who runs a business'],
    )
  })

  test('of two who fit is the other where an officer says that one is not', async () => {
    const alex = { number: number(1), given: 'alex', family: 'twice', bornIn: '198005' }
    const said = await say('one of that month', false, alex)
    assert(said.ok)
    assert.deepEqual(await shownOf('another of that month'), [`director of ${number(1)}`])
    await takeBack('one of that month', said.value)
    assert.deepEqual(await of('another of that month'), [])
  })

  test('changes nothing of who is one person, nor of what they owe', async () => {
    const rows = (of: string) =>
      inCouncil(db =>
        db.one(
          z.object({ all: z.string() }),
          sql`
            select coalesce(string_agg(whole::text, ';' order by whole::text), '') as all from (
              select id::text, person_id::text from parties.party where council_id = 3 and ${of}::text = 'people'
              union all
              select account_id::text, party_id::text from debts.liability where council_id = 3 and ${of}::text = 'debts'
              union all
              select id::text, kind from protections.hold where council_id = 3 and ${of}::text = 'holds'
            ) as whole`,
        ),
      )
    const before = await Promise.all(['people', 'debts', 'holds'].map(rows))
    const said = await say('petra', true)
    assert(said.ok)
    assert.deepEqual(await Promise.all(['people', 'debts', 'holds'].map(rows)), before)
    await takeBack('petra', said.value)
  })

  test('stays with the record whose name it is, when people are joined and parted', async () => {
    const [petraId, otherId] = [idOf.petra, idOf['of an unknown birth']]
    const said = await say('of an unknown birth', true, jo)
    assert(said.ok)
    await inCouncil(db =>
      join(db, { councilId: 3, one: petraId, other: otherId, why: 'a test', actor }),
    )
    const joined = [`director of ${number(1)}`, `director of ${number(1)}: said`]
    assert.deepEqual((await shownOf('petra')).toSorted(), joined)
    assert.deepEqual((await shownOf('of an unknown birth')).toSorted(), joined)
    await inCouncil(db => part(db, { councilId: 3, partyIds: [otherId], why: 'a test', actor }))
    assert.deepEqual(await shownOf('petra'), joined.slice(0, 1))
    assert.deepEqual(await shownOf('of an unknown birth'), joined.slice(1))
    await takeBack('of an unknown birth', said.value)
  })

  test('is nothing at either end of a restricted record, even for who may open it', async () => {
    assert.deepEqual(await shownOf('hidden'), [`director of ${number(1)}`])
    const hide = (personId: string) =>
      inCouncil(db =>
        restrict(db, { councilId: 3, personId, why: 'works here', allowed: [], actor }),
      )
    await hide(idOf.hidden)
    assert.deepEqual(await of('hidden'), [])
    const ofBusiness = async () =>
      (await inCouncil(db => relationshipsOf(db, 3, business))).map(({ personId }) => personId)
    assert(!(await ofBusiness()).includes(idOf.hidden))
    assert((await ofBusiness()).includes(idOf.petra))
    await read(2, [{ name: 'SAMPLE, Petra', date_of_birth: born(1971, 3) }])
    assert.equal((await shownOf('petra')).length, 2)
    await hide(otherBusiness)
    assert.deepEqual(await shownOf('petra'), [`director of ${number(1)}`])
  })

  test('ends as the register’s next reading says', async () => {
    await read(1, [{ name: 'SAMPLE, Petra', date_of_birth: born(1971, 4) }])
    assert.deepEqual(await of('petra'), [])
    await read(1, [
      { name: 'SAMPLE, Petra', date_of_birth: born(1971, 3), resigned_on: '2026-03-01' },
    ])
    const [only] = await of('petra')
    assert.equal(only?.resignedOn?.toString(), '2026-03-01')
  })
})
