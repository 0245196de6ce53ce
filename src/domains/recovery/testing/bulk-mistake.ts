import { z } from 'zod'
import { addCharge } from '#charges'
import { asCouncil, type Database } from '#platform/db.ts'
import { count, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import { approve, hashOfItems, submit } from '../approve.ts'
import { brakes } from '../brakes/brakes.ts'
import { releaseRun } from '../release.ts'
import { askToWithdraw } from '../withdrawal/ask.ts'
import { withdrawRun } from '../withdrawal/withdraw-run.ts'
import {
  aCouncilInArrears,
  dayOf,
  drain,
  onDay,
  openSamples,
  planOn,
  valueOf,
  wholeNight,
} from './nights.ts'

/** The costs of a summons on an account, £65. */
export const summonsCosts = (councilId: number, accountId: string) => ({
  councilId,
  accountId,
  kind: 'summons costs' as const,
  authority: 'Complaint 1',
  authorityOn: dayOf('2026-05-20'),
  hearingOn: dayOf('2026-06-20'),
  because: 'The costs of making a complaint',
  amount: 65_00n,
  today: dayOf('2026-05-21'),
  actor: 'court officer',
})

/** What a database does by itself within minutes of a large change: its plans are those of tables of this size. */
const counted = (database: Database) => database.run(sql`analyze`)

type Size = { readonly accounts: number; readonly wrong: number }

/**
 * Plans reminders for a council, and makes some of the plan final notices that no reminder came before, as when somebody's list
 * skipped a step. Answers what the brakes and the approval said, and what went when the approval was forced.
 */
export async function mistakeInAPlan(
  database: Database,
  councilId: number,
  { accounts, wrong }: Size,
) {
  const day = '2026-04-15'
  const council = await aCouncilInArrears(database, councilId, accounts)
  await counted(database)
  const them = council.accounts.slice(0, wrong)
  const run = await planOn(database, councilId, day)
  await database.run(sql`
    update recovery.run_item set action_kind = 'final notice'
    where council_id = ${councilId}::int and account_id = any(${them}::uuid[])`)
  const contentHash = await asCouncil(database, councilId, db => hashOfItems(db, councilId, run.id))
  await database.run(
    sql`update recovery.run set content_hash = ${contentHash} where council_id = ${councilId}::int`,
  )
  const of = { councilId, runId: run.id }
  const { warnings } = await asCouncil(database, councilId, db =>
    brakes(db, { ...of, businessDate: run.businessDate }),
  )
  const approval = await asCouncil(database, councilId, async db => {
    valueOf(await submit(db, { ...of, by: 'planner' }))
    await openSamples(db, councilId, run.id)
    return approve(db, {
      ...of,
      by: 'approver',
      contentHash,
      because: 'as expected',
      now: onDay(day).now(),
    })
  })
  // Somebody forces it past the approval.
  await database.run(sql`
    update administration.approval set approved_by = 'somebody', approved_at = now() where council_id = ${councilId}::int`)
  await database.run(sql`
    update recovery.run set status = 'approved', release_after = ${day}::date where council_id = ${councilId}::int`)
  await releaseRun(database, { ...of, clock: onDay(day) })
  await drain(database, councilId, day)
  const { gone, goneToThem } = await database.one(
    z.object({ gone: count, goneToThem: count }),
    sql`
      select count(*) as gone, count(*) filter (where account_id = any(${them}::uuid[])) as gone_to_them
      from recovery.action where council_id = ${councilId}::int and dispatched_at is not null`,
  )
  return {
    run,
    contentHash,
    them,
    warnings,
    gone,
    goneToThem,
    refusal: approval.ok ? undefined : approval.refusal.says,
  }
}

/**
 * Sends final notices to a council's accounts upon reminders that their source told of, with costs for some; then the source
 * says that of those there had been none. Withdraws these alone, and answers how many, how long that took, and what is left.
 */
export async function mistakeThatWent(
  database: Database,
  councilId: number,
  { accounts, wrong }: Size,
): Promise<{
  readonly withdrawn: number
  readonly milliseconds: number
  readonly costsLeft: Pence
  readonly others: number
}> {
  const council = await aCouncilInArrears(database, councilId, accounts)
  await counted(database)
  const them = council.accounts.slice(0, wrong)
  await database.run(sql`
    update debts.account set source_stage = 'reminder', source_reminder_on = '2026-04-10' where council_id = ${councilId}::int`)
  const run = await wholeNight(database, councilId, '2026-04-29')
  await counted(database)
  await asCouncil(database, councilId, async db => {
    for (const accountId of them) valueOf(await addCharge(db, summonsCosts(councilId, accountId)))
  })
  await database.run(sql`
    update debts.account set source_stage = 'billed', source_reminder_on = null
    where council_id = ${councilId}::int and id = any(${them}::uuid[])`)
  const started = performance.now()
  const withdrawn = await asCouncil(database, councilId, async db => {
    const asked = { councilId, runId: run.id, because: 'There had been no reminder', by: 'leader' }
    const withdrawalId = valueOf(
      await askToWithdraw(db, { ...asked, which: 'without its earlier step' }),
    )
    return valueOf(await withdrawRun(db, { councilId, withdrawalId, by: 'approver' }))
  })
  const milliseconds = performance.now() - started
  const { costsLeft, others } = await database.one(
    z.object({ costsLeft: pence, others: count }),
    sql`
      select coalesce((
          select sum(balance) from debts.ledger_account as ledger
          where ledger.council_id = ${councilId}::int and ledger.account_id = any(${them}::uuid[])), 0)::bigint
          - 100000 * ${wrong}::int as costs_left,
        (select count(*) from recovery.action
          where council_id = ${councilId}::int and kind = 'final notice' and cancelled_at is null) as others`,
  )
  return { withdrawn, milliseconds, costsLeft, others }
}
