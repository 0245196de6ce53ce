// An officer's pages and searches over HTTP on a large book, beside plain SQL for the same rows.
// node run.mjs bench/pages.ts [--accounts 100000] [--book postgres://…]. PostgreSQL at TEST_DATABASE_URL, in a database of
// its own; `--book` measures a database that a council was loaded into before.
import assert from 'node:assert/strict'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { addStaff } from '#administration'
import { systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/db.ts'
import { createLog } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { connectPostgres } from '#platform/postgres.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { formatPounds } from '#values/money.ts'
import { createWebServer, runNight } from '../src/app.ts'
import { anInstallation } from '../tools/installation.ts'
import { anEmptyCouncil, businessDate, councilId, loadFile, sourceFiles } from './book.ts'
import { settle, timed } from './floor.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    book: { type: 'string' },
  },
})

const officer = { signInName: 'bench', password: 'a long enough password' }
const actor = 'system:bench'

const formOf = ({ signInName, password }: typeof officer) => ({ name: signInName, password })
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')

const sampled = z.object({ id: z.string(), typed: z.string(), owes: z.bigint() })

async function prepare(database: Database): Promise<void> {
  await anEmptyCouncil(database)
  for (const file of sourceFiles(Number(values.accounts))) await loadFile(database, file)
  await settle(database)
  await runNight(database, { councilId, businessDate, actor, now: systemClock.now() })
  await settle(database)
}

const installation = values.book
  ? undefined
  : await anInstallation(process.env['TEST_DATABASE_URL'])
const database = values.book
  ? connectPostgres(values.book)
  : ((await installation?.open()) as Database)
try {
  if (installation) await prepare(database)
  else await migrate(database)
  await measure()
} finally {
  await database.close()
  await installation?.remove()
}

async function measure(): Promise<void> {
  const { accounts, parties } = await database.one(
    z.object({ accounts: z.number(), parties: z.number() }),
    sql`select (select count(*) from debts.account)::int as accounts, (select count(*) from parties.party)::int as parties`,
  )
  console.log(`${database.engine}: ${parties} people with ${accounts} accounts`)
  const added = await addStaff(database, {
    ...officer,
    name: 'Bench Officer',
    isTraining: true,
    appointments: [{ councilId, roles: ['phone officer'] }],
  })
  assert(added.ok)
  const server = await createWebServer({
    database,
    config: { databaseUrl: 'bench', baseUrl: undefined } as never,
    clock: systemClock,
    log: createLog('error', console.error),
  })
  const address = await server.listen({ port: 0, host: '127.0.0.1' })
  try {
    const cookie = await signedIn(address)
    await pages(address, cookie)
    await searches(address, cookie)
  } finally {
    await server.close()
  }
}

/** The cookie of an officer who has signed in, as a browser would. */
async function signedIn(address: string): Promise<string> {
  const page = await fetch(`${address}/sign-in`)
  const visit = cookieOf(page)
  const token = /name="_csrf" value="([^"]*)"/.exec(await page.text())?.[1] ?? ''
  const answer = await fetch(`${address}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: visit, origin: address },
    body: new URLSearchParams({ ...formOf(officer), _csrf: token }),
  })
  assert.equal(answer.status, 303, 'signed in')
  return cookieOf(answer)
}

type Sampled = { readonly id: string; readonly typed: string; readonly owes: bigint }

/** Some people, the same each time, with what an officer might type to find each. */
function some(count: number, typed: Sql): Promise<readonly Sampled[]> {
  return database.many(
    sampled,
    sql`
      select party.person_id as id, ${typed} as typed, (
        select coalesce(sum(ledger.balance), 0)::bigint from debts.ledger_account as ledger
        where ledger.council_id = ${councilId}::int and ledger.id in (
          select liability.account_id from debts.liability as liability
          join parties.party as member on member.council_id = ${councilId}::int and member.id = liability.party_id
          where liability.council_id = ${councilId}::int and member.person_id = party.person_id)) as owes
      from parties.party as party tablesample bernoulli (5) repeatable (7)
      join parties.source_record as record
        on record.council_id = ${councilId}::int and record.party_id = party.id and record.superseded_at is null
      left join parties.address as address
        on address.council_id = ${councilId}::int and address.party_id = party.id and address.valid_to is null
      where party.council_id = ${councilId}::int and not party.is_placeholder and ${typed} <> ''
      limit ${count}::int`,
  )
}

async function pages(address: string, cookie: string): Promise<void> {
  const people = await some(300, sql`party.name`)
  const get = async (path: string) => {
    const answer = await fetch(`${address}${path}`, { headers: { cookie } })
    assert.equal(answer.status, 200, path)
    return answer.text()
  }
  await get('/work')
  const ours: number[] = []
  const floor: number[] = []
  for (const { id, owes } of people) {
    const page = await timed(() => get(`/people/${id}`))
    assert(
      page.value.includes(`<strong>${formatPounds(owes)}</strong> owed in all`),
      'to the penny',
    )
    ours.push(page.milliseconds)
    floor.push((await timed(() => plainPage(id))).milliseconds)
  }
  say('a person', ours, floor)
  const now: number[] = []
  for (const { id } of people) now.push((await timed(() => get(`/people/${id}/now`))).milliseconds)
  say('what an open page asks for again', now)
  const work: number[] = []
  for (let n = 0; n < 30; n += 1) work.push((await timed(() => get('/work'))).milliseconds)
  say('my work', work)

  // Eight officers, one page after another.
  const together: number[] = []
  const started = performance.now()
  await Promise.all(
    Array.from({ length: 8 }, async (_, officer) => {
      for (let n = officer; n < people.length * 2; n += 8)
        together.push(
          (await timed(() => get(`/people/${people[n % people.length]?.id}`))).milliseconds,
        )
    }),
  )
  const each = together.length / ((performance.now() - started) / 1000)
  say(`a person, eight officers at once, ${each.toFixed(0)} pages a second`, together)
}

/** What a person owes, by plain SQL: nothing but their accounts. */
function plainPage(personId: string) {
  return database.many(
    z.object({ id: z.string() }),
    sql`
      select account.id, ledger.balance from debts.liability as liability
      join parties.party as member on member.council_id = ${councilId}::int and member.id = liability.party_id
      join debts.account as account on account.council_id = ${councilId}::int and account.id = liability.account_id
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      where liability.council_id = ${councilId}::int and member.person_id = ${personId}::uuid`,
  )
}

async function searches(address: string, cookie: string): Promise<void> {
  const form = await (await fetch(`${address}/search`, { headers: { cookie } })).text()
  const token = /name="_csrf" value="([^"]*)"/.exec(form)?.[1] ?? ''
  const search = async (q: string) => {
    const answer = await fetch(`${address}/search`, {
      method: 'POST',
      headers: { cookie, origin: address },
      body: new URLSearchParams({ q, _csrf: token }),
    })
    assert.equal(answer.status, 200, 'found')
    return answer.text()
  }
  const ways: Readonly<Record<string, Sql>> = {
    'whole name': sql`party.name`,
    'parts of a name': sql`left(split_part(party.name, ' ', 1), 3) || ' ' || left(split_part(party.name, ' ', -1), 5)`,
    'a surname alone': sql`split_part(party.name, ' ', -1)`,
    'a name spelt otherwise': sql`replace(replace(lower(party.name), 'y', 'i'), 'ph', 'f')`,
    postcode: sql`address.postcode`,
    'house and street': sql`coalesce(address.lines[1], '')`,
    telephone: sql`coalesce(record.telephone, '')`,
    'e-mail': sql`coalesce(record.email, '')`,
    'insurance number': sql`coalesce(record.national_insurance_number, '')`,
    'last four of it': sql`coalesce(right(record.national_insurance_number, 4), '')`,
    'a source’s number': sql`record.person_number`,
  }
  for (const [way, typed] of Object.entries(ways)) {
    const people = await some(40, typed)
    const took: number[] = []
    let found = 0
    for (const { id, typed } of people) {
      const page = await timed(() => search(typed))
      took.push(page.milliseconds)
      const first = [...page.value.matchAll(/href="\/people\/([^"]+)"/g)].slice(0, 5)
      if (first.some(([, person]) => person === id)) found += 1
    }
    say(`search by ${way}, ${found} of ${people.length} among the first five`, took)
  }
}

function say(what: string, ours: readonly number[], floor?: readonly number[]): void {
  const at = (all: readonly number[], share: number) =>
    all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0
  const beside =
    floor &&
    `, plain SQL ${at(floor, 0.5).toFixed(1)} ms, ratio ${(at(ours, 0.5) / at(floor, 0.5)).toFixed(1)}`
  console.log(
    `  ${what}: median ${at(ours, 0.5).toFixed(0)} ms, 99th ${at(ours, 0.99).toFixed(0)} ms${beside ?? ''}`,
  )
}
