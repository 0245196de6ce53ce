import assert from 'node:assert/strict'
import { z } from 'zod'
import { post } from '#debts'
import { aCouncilWithAccounts, someEntry, type TestCouncil } from '#debts/testing'
import { type Clock, clockAt } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import type { Effect } from '#platform/effects.ts'
import { sql } from '#platform/sql.ts'
import type { Outcome } from '#values/outcome.ts'
import { approve, submit } from '../approve.ts'
import { letterDispatcher, type WriteLetter } from '../dispatch.ts'
import { planNight } from '../plan.ts'
import { seedPolicies } from '../policies-in-force.ts'
import { openReferral } from '../referrals/open-referral.ts'
import { releaseRun } from '../release.ts'
import type { Run } from '../run.ts'

export const onDay = (day: string): Clock => clockAt(`${day}T02:00:00Z`)
export const dayOf = (day: string): Temporal.PlainDate => Temporal.PlainDate.from(day)

export function valueOf<T>(outcome: Outcome<T>): T {
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}

/** A council with policies and `count` accounts that were each charged £1,000 by ten instalments from 1 April 2026. */
export async function aCouncilInArrears(
  database: Database,
  councilId: number,
  count: number,
  { nation = 'England' }: { readonly nation?: 'England' | 'Wales' } = {},
): Promise<TestCouncil> {
  const council = await aCouncilWithAccounts(database, councilId, count, { nation })
  await database.run(sql`
    update debts.account set
      as_at = '2100-01-01', due_on = null, period_from = '2026-04-01', period_to = '2027-03-31',
      charged = 100000, instalments = array_fill(10000::bigint, array[10]),
      instalments_due_on = array(select date '2026-04-01' + make_interval(months => n) from generate_series(0, 9) as n)
    where council_id = ${councilId}::int`)
  await asCouncil(database, councilId, async db => {
    await seedPolicies(db, { councilId, nation, from: dayOf('2020-01-01') })
    for (const account of council.accounts) {
      const entry = someEntry(council, account, {
        reference: `charge ${account}`,
        amount: 1_000_00n,
      })
      await post(db, { councilId, entry, actor: 'system:test' })
    }
  })
  return council
}

let payments = 0

export const pay = (
  database: Database,
  council: TestCouncil,
  account: string,
  amount: bigint,
  on = '2026-05-01',
): Promise<boolean> =>
  asCouncil(database, council.councilId, db =>
    post(db, {
      councilId: council.councilId,
      entry: someEntry(council, account, {
        reference: `payment ${++payments}`,
        amount,
        kind: 'payment',
        on: dayOf(on),
      }),
      actor: 'system:test',
    }),
  )

export const planOn = async (
  database: Database,
  councilId: number,
  day: string,
  everyAccount = false,
): Promise<Run> =>
  valueOf(
    await planNight(database, {
      councilId,
      businessDate: dayOf(day),
      actor: 'system:nightly',
      now: onDay(day).now(),
      everyAccount,
    }),
  )

export const approveOn = (
  database: Database,
  councilId: number,
  run: Run,
  day: string,
): Promise<Run> =>
  asCouncil(database, councilId, async db => {
    valueOf(await submit(db, { councilId, runId: run.id, by: 'planner' }))
    await openSamples(db, councilId, run.id)
    return valueOf(
      await approve(db, {
        councilId,
        runId: run.id,
        by: 'approver',
        contentHash: run.contentHash,
        because: 'as expected',
        now: onDay(day).now(),
      }),
    )
  })

/** What an approver does first with a run that is out of the ordinary. */
export const openSamples = (
  db: Db,
  councilId: number,
  runId: string,
  by = 'approver',
): Promise<number> =>
  db.run(sql`
    insert into recovery.opened_case (council_id, run_id, account_id, opened_by)
    select council_id, run_id, account_id, ${by}::text from recovery.run_item
    where council_id = ${councilId}::int and run_id = ${runId}::uuid order by account_id limit 20
    on conflict do nothing`)

const claimed = z.object({
  id: z.string(),
  effectKey: z.string(),
  kind: z.string(),
  actionId: z.string().nullable(),
  payload: z.unknown(),
  attempts: z.number(),
  fence: z.bigint(),
})

/** Claims the next effect that waits, under a new fence, as a worker of the outbox does. */
export const effectToSend = (database: Database, councilId: number): Promise<Effect | undefined> =>
  asCouncil(database, councilId, async db => {
    const row = await db.maybeOne(
      claimed,
      sql`
        update platform.effect set state = 'sending', fence = fence + 1, attempts = attempts + 1
        where council_id = ${councilId}::int and id = (
          select id from platform.effect where council_id = ${councilId}::int and state = 'queued'
          order by effect_key limit 1 for update skip locked)
        returning id, effect_key, kind, action_id, payload, attempts, fence`,
    )
    return row && { councilId, ...row }
  })

/** What the outbox does: claims each effect under a new fence and hands it over. */
export async function drain(
  database: Database,
  councilId: number,
  day: string,
  write: WriteLetter = async () => {},
): Promise<number> {
  const letter = letterDispatcher(write, onDay(day))
  const referral = letterDispatcher(openReferral, onDay(day))
  // As if every lease had run out.
  await asCouncil(database, councilId, db =>
    db.run(sql`
      update platform.effect set state = 'queued' where council_id = ${councilId}::int and state = 'sending'`),
  )
  for (let n = 0; ; n += 1) {
    const effect = await effectToSend(database, councilId)
    if (!effect) return n
    await (effect.kind === 'referral' ? referral : letter)(database, effect).catch(
      (problem: unknown) => {
        if (effect.attempts >= 9) throw problem
        return asCouncil(database, councilId, async db => {
          await db.run(sql`
          update platform.effect set state = 'queued'
          where council_id = ${councilId}::int and id = ${effect.id}::uuid and fence = ${effect.fence}::bigint and state = 'sending'`)
        })
      },
    )
  }
}

/** A whole night: planned, approved by somebody else, released and sent. */
export async function wholeNight(
  database: Database,
  councilId: number,
  day: string,
  everyAccount = false,
): Promise<Run> {
  const run = await planOn(database, councilId, day, everyAccount)
  if (run.status !== 'planned') return run
  await approveOn(database, councilId, run, day)
  await releaseRun(database, { councilId, runId: run.id, clock: onDay(day) })
  await drain(database, councilId, day)
  return run
}
