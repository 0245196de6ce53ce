// A council's night beside plain SQL that selects what is due and writes as many rows.
// node run.mjs bench/nightly.ts [--accounts 100000,1000000,5x1000000] [--due 8000] [--pglite]. PostgreSQL at TEST_DATABASE_URL.
// The same number due in a book of any size should cost the same, and a share (--due 8%) no more than in proportion: the last
// lines say whether it does.
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { makeWork } from '#casework'
import { asCouncil, type Database, ownCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { planNight, type Run, stop } from '#recovery'
import { businessDate, councilId } from './book.ts'
import { copyOf, fill } from './copies.ts'
import { peakMegabytes, ratio, seconds, settle, timed } from './floor.ts'
import { aLoadedCouncil } from './loaded.ts'
import { plainNight } from './plain-night.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    due: { type: 'string', default: '8000' },
    nights: { type: 'string', default: '3' },
    pglite: { type: 'boolean', default: false },
  },
})
const nights = Number(values.nights)
const medians = new Map<number, number>()
/** How many accounts are due of so many: a number, or a share of them. */
const dueOf = (accounts: number): number =>
  values.due.endsWith('%')
    ? Math.round((accounts * Number(values.due.slice(0, -1))) / 100)
    : Math.min(Number(values.due), accounts)

for (const asked of values.accounts.split(',')) {
  const { database, accounts, close } = await aLoadedCouncil(asked, values.pglite)
  try {
    console.log(`${database.engine}: a council of ${accounts} council-tax accounts`)
    medians.set(accounts, await measure(database, accounts))
    console.log(`  memory of the process: ${peakMegabytes()} MB at most`)
  } finally {
    await close()
  }
}
const [least, ...others] = medians
for (const [accounts, milliseconds] of others) {
  if (!least) break
  const cost = milliseconds / least[1]
  const times = dueOf(accounts) / dueOf(least[0])
  console.log(
    times === 1
      ? `${values.due} due cost ${cost.toFixed(2)} times as much among ${accounts} accounts as among ${least[0]}`
      : `${times} times as many due cost ${cost.toFixed(2)} times as much: an exponent of ${(Math.log(cost) / Math.log(times)).toFixed(2)}`,
  )
}

/** Runs the first night and some ordinary ones, prints them, and answers the median ordinary one in milliseconds. */
async function measure(database: Database, accounts: number): Promise<number> {
  for (const table of ['recovery.account_state', 'recovery.decision', 'recovery.run_item']) {
    await copyOf(database, table)
  }
  const first = await aNight(database, 0)
  console.log(
    `  the first night, when everything is new: ${seconds(first.milliseconds)} for ${first.run.considered} accounts, ${first.decisions} decisions, ${first.run.planned} notices planned`,
  )
  await database.transaction(db => fill(db, 'recovery.account_state'))
  const firstFloor = await floorOf(database, first, 0)
  console.log(`    ${ratio('beside plain SQL', first.milliseconds, firstFloor)}`)

  const ours: number[] = []
  const ratios: number[] = []
  for (let n = 1; n <= nights; n++) {
    await stopPlan(database, n === 1 ? first.run : await aRun(database, n - 1))
    await makeDue(database, n, dueOf(accounts))
    await settle(database)
    const night = await aNight(database, n)
    const floor = await floorOf(database, night, n)
    ours.push(night.milliseconds)
    ratios.push(night.milliseconds / floor)
    console.log(
      `  night ${n + 1}, ${night.run.considered} due, ${night.decisions} decisions, ${night.run.planned} notices planned:`,
    )
    console.log(`    ${ratio('beside plain SQL', night.milliseconds, floor)}`)
    console.log(`    and the list of who to work: ${seconds(await workList(database, n))}`)
  }
  console.log(
    `  an ordinary night: ${seconds(middle(ours))}, ratio ${middle(ratios).toFixed(2)} (medians of ${nights})`,
  )
  return middle(ours)
}

type Night = { readonly milliseconds: number; readonly run: Run; readonly decisions: number }

function dayOf(n: number): Temporal.PlainDate {
  return businessDate.add({ days: n })
}

async function aNight(database: Database, n: number): Promise<Night> {
  const { milliseconds, value: run } = await timed(() => aRun(database, n))
  const { decisions } = await database.transaction(async db => {
    await ownCouncil(db, councilId)
    return db.one(
      z.object({ decisions: z.number() }),
      sql`
        select count(*)::int as decisions from recovery.decision
        where council_id = ${councilId}::int and run_id = ${run.id}::uuid`,
    )
  })
  return { milliseconds, run, decisions }
}

/** Plans the night of a day; one that is planned already is found as it is. */
async function aRun(database: Database, n: number): Promise<Run> {
  const planned = await planNight(database, {
    councilId,
    businessDate: dayOf(n),
    actor: 'system:bench',
    now: businessDate
      .toZonedDateTime({ timeZone: 'Europe/London', plainTime: '12:00' })
      .toInstant(),
  })
  if (!planned.ok) throw new Error(planned.refusal.says)
  return planned.value
}

async function workList(database: Database, n: number): Promise<number> {
  const { milliseconds } = await timed(() =>
    asCouncil(database, councilId, db => makeWork(db, { councilId, today: dayOf(n) })),
  )
  return milliseconds
}

async function stopPlan(database: Database, run: Run): Promise<void> {
  if (run.status !== 'planned') return
  await asCouncil(database, councilId, db =>
    stop(db, {
      councilId,
      runId: run.id,
      by: 'system:bench',
      because: 'the next night is measured',
    }),
  )
}

/**
 * Makes so many accounts due on a day, spread over the book by chance, and no others; and puts the last night so far
 * ahead that what was recorded until now is no news.
 */
function makeDue(database: Database, n: number, howMany: number): Promise<void> {
  return database.transaction(async db => {
    await ownCouncil(db, councilId)
    await db.run(sql`
      update recovery.account_state as state set
        next_review_on = case when chosen.place <= ${howMany}::int then ${dayOf(n)}::date else ${dayOf(300)}::date end
      from (
        select account_id, row_number() over (order by md5(account_id || ${`${n}`}::text)) as place
        from recovery.account_state where council_id = ${councilId}::int
      ) as chosen
      where state.council_id = ${councilId}::int and state.account_id = chosen.account_id
        and (chosen.place <= ${howMany}::int or state.next_review_on <= ${dayOf(n + 1)}::date)`)
    await db.run(sql`
      update recovery.run set began_at = clock_timestamp() + interval '24 hours' where council_id = ${councilId}::int`)
    await db.script('truncate floor.account_state, floor.decision, floor.run_item')
    await fill(db, 'recovery.account_state')
  })
}

/** The plain night of the same day with as many decisions and notices. */
async function floorOf(database: Database, { run, decisions }: Night, n: number): Promise<number> {
  const { milliseconds } = await timed(() =>
    plainNight(database, {
      councilId,
      day: dayOf(n),
      runId: run.id,
      decisions,
      items: run.planned,
      everyAccount: n === 0,
    }),
  )
  return milliseconds
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
