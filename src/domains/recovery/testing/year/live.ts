import assert from 'node:assert/strict'
import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { plusDays } from '#values/dates.ts'
import { randomFor } from '#values/random.ts'
import { nightsToRun } from '../../catch-up.ts'
import { countWithoutNextStep } from '../../next-step/without.ts'
import { planOn, wholeNight } from '../nights.ts'
import { aBook, type Book, type Day, firstDay, type Nation, type Policies } from './book.ts'
import { liveADay } from './day.ts'
import type { Lived } from './record.ts'
import { whyNotOn } from './too-soon.ts'

export type Year = {
  readonly nights: number
  /** How often each step went, as “family: kind”. */
  readonly steps: ReadonlyMap<string, number>
  readonly payments: number
  /** How many decisions were made again on a night that looked at everybody, and came out as they were. */
  readonly confirmed: number
}

/**
 * Lives so many days of a council that is owed every kind of debt, night by night, some nights missed and caught up. Throws at the first
 * step that the law, read apart, would not have on its day; under shipped policies, the first account with no next step and no hold; the first that was
 * due and not looked at; and, once a month, the first that a night of the whole book decides otherwise than the nights that
 * look at what is due.
 */
export async function liveAYear(
  database: Database,
  {
    councilId,
    nation,
    ofEach,
    seed,
    days = 365,
    policies = 'shipped',
    tell = () => {},
  }: {
    readonly councilId: number
    readonly nation: Nation
    readonly ofEach: number
    readonly seed: number
    readonly days?: number
    readonly policies?: Policies
    readonly tell?: (day: Day) => void
  },
): Promise<Year> {
  const book = await aBook(database, { councilId, nation, ofEach, seed, policies })
  const records = new Map(book.owed.map(owed => [owed.accountId, aRecord(owed)]))
  const steps = new Map<string, number>()
  const touched = new Set(records.keys())
  let [nights, confirmed] = [0, 0]
  for (let n = 0; n < days; n += 1) {
    const day = plusDays(firstDay, n)
    if (n === 0 || !randomFor(seed, n).chance(0.08)) {
      const looksAtAll = n % 30 === 29
      const before = looksAtAll ? await decisionsThatStand(database, councilId, day, touched) : []
      await theNightOf(database, councilId, day, looksAtAll)
      nights += 1
      for (const step of await stepsOn(database, councilId, day)) {
        const record = records.get(step.accountId)
        assert(record)
        const wrong = whyNotOn(record, nation, step.kind, day)
        assert.equal(wrong, undefined, `${day}: ${step.kind}: ${wrong}\n${inWords(record)}`)
        record.steps.push({ kind: step.kind, on: day })
        const key = `${record.owed.family}: ${step.kind}`
        steps.set(key, (steps.get(key) ?? 0) + 1)
      }
      await nobodyIsOverlooked(database, councilId, day)
      // A policy that asks nobody what it must know first leads nowhere from there, and says so: the shipped ones ask.
      if (policies === 'shipped') await nobodyIsForgotten(database, councilId, day)
      confirmed += await standAsTheyWere(database, councilId, day, before)
      touched.clear()
    }
    const lived = await asCouncil(database, councilId, db =>
      liveADay(db, records, { book, seed, day }),
    )
    for (const accountId of lived) touched.add(accountId)
    tell(day)
  }
  const payments = [...records.values()].reduce((all, { paid }) => all + paid.length, 0)
  return { nights, steps, payments, confirmed }
}

const aRecord = (owed: Book['owed'][number]): Lived => ({
  owed,
  paid: [],
  steps: [],
  returns: [],
  answers: new Map(),
  holds: [],
})

/** A night, and before it those that were missed, as the command does. */
async function theNightOf(
  database: Database,
  councilId: number,
  day: Day,
  looksAtAll: boolean,
): Promise<void> {
  for (const missed of await nightsToRun(database, { councilId, today: day }))
    if (!missed.equals(day)) await planOn(database, councilId, `${missed}`)
  await wholeNight(database, councilId, `${day}`, looksAtAll)
  await asOf(database, councilId, day)
}

/**
 * The year is lived within minutes, and the database stamps what it is told by its own clock: gives what this night and the day
 * before it did the moments of their days, and lets the next night call recent what happens from here on.
 */
async function asOf(database: Database, councilId: number, day: Day): Promise<void> {
  const night = day.toZonedDateTime({ timeZone: 'Europe/London', plainTime: '04:00' }).toInstant()
  await database.run(sql`
    update recovery.action set decided_at = ${night}::timestamptz, released_at = ${night}::timestamptz, dispatched_at = ${night}::timestamptz
    where council_id = ${councilId}::int and issued_on = ${day}::date and dispatched_at is not null`)
  await database.run(sql`
    update protections.hold set recorded_at = starts_at where council_id = ${councilId}::int and recorded_at > starts_at`)
  await database.run(sql`
    update recovery.run set began_at = clock_timestamp() + interval '24 hours'
    where council_id = ${councilId}::int and business_date = ${day}::date`)
}

/** What went on a day. */
const stepsOn = (database: Database, councilId: number, day: Day) =>
  database.many(
    z.object({ accountId: z.string(), kind: z.string() }),
    sql`
      select account_id, kind from recovery.action
      where council_id = ${councilId}::int and source = 'evenhand' and issued_on = ${day}::date
        and dispatched_at is not null and cancelled_at is null
      order by account_id, kind`,
  )

async function nobodyIsForgotten(database: Database, councilId: number, day: Day): Promise<void> {
  const without = await asCouncil(database, councilId, db => countWithoutNextStep(db, councilId))
  assert.equal(without, 0, `${day}: accounts with no next step, no hold and nobody working them`)
}

async function nobodyIsOverlooked(database: Database, councilId: number, day: Day): Promise<void> {
  const { overlooked } = await database.one(
    z.object({ overlooked: z.number() }),
    sql`
      select count(*)::int as overlooked from recovery.account_state
      where council_id = ${councilId}::int and next_review_on < ${day}::date`,
  )
  assert.equal(overlooked, 0, `${day}: accounts whose day has passed`)
}

const decision = z.object({ accountId: z.string(), says: z.string() })
const decisionsOf = (database: Database, councilId: number, day: Day) =>
  database.many(
    decision,
    sql`
      select account_id, concat_ws(' | ', stage, last_outcome, last_rule, next_review_on) as says from recovery.account_state
      where council_id = ${councilId}::int and coalesce(next_review_on > ${day}::date, true) order by account_id`,
  )

/** What stands of accounts that are not due and that nothing happened to. */
const decisionsThatStand = async (
  database: Database,
  councilId: number,
  day: Day,
  touched: ReadonlySet<string>,
) =>
  (await decisionsOf(database, councilId, day)).filter(({ accountId }) => !touched.has(accountId))

async function standAsTheyWere(
  database: Database,
  councilId: number,
  day: Day,
  before: readonly z.infer<typeof decision>[],
): Promise<number> {
  if (before.length === 0) return 0
  const after = new Map(
    (await decisionsOf(database, councilId, day)).map(({ accountId, says }) => [accountId, says]),
  )
  for (const { accountId, says } of before)
    assert.equal(
      after.get(accountId),
      says,
      `${day}: decided otherwise when everybody is looked at`,
    )
  return before.length
}

const inWords = ({ owed, paid, steps, returns, answers, holds }: Lived): string =>
  [
    `${owed.family}, pays ${owed.habit}`,
    `due ${owed.instalments.map(({ due, amount }) => `${due} ${amount}`).join(', ')}`,
    `paid ${paid.map(({ on, amount }) => `${on} ${amount}`).join(', ')}`,
    `steps ${steps.map(({ on, kind }) => `${on} ${kind}`).join(', ')}`,
    `returns ${returns.map(({ on, kind, code }) => `${on} ${kind} ${code}`).join(', ')}`,
    `answers ${[...answers].map(([question, told]) => `${told.on} ${question} ${told.answer}`).join(', ')}`,
    `held ${holds.map(({ from, to }) => `${from} to ${to}`).join(', ')}`,
  ].join('\n')
