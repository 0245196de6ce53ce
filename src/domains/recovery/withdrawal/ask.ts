import { createHash, randomUUID } from 'node:crypto'
import { record, requestApproval } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { noSuchRun } from '../refusals.ts'
import { lockRun } from '../run.ts'
import * as refusals from './refusals.ts'
import {
  type OneWithdrawal,
  type Which,
  type Withdrawal,
  wentInAll,
  withdrawalsOf,
} from './withdrawal.ts'

/** What a second person approves: these notices of this run, for this reason. */
export const hashOfWithdrawal = ({
  runId,
  which,
  because,
}: Pick<Withdrawal, 'runId' | 'which' | 'because'>): string =>
  createHash('sha256').update([runId, which, because].join('\n')).digest('hex')

export const withdrawalKind = 'withdrawal'

/**
 * Asks that what a run sent be withdrawn: all of it, or what went without its earlier step. Nothing is changed until a second person
 * agrees. Refuses when nothing of the kind went, and while another withdrawal of the run waits. Answers its id.
 */
export async function askToWithdraw(
  db: Db,
  {
    councilId,
    runId,
    which,
    because,
    by,
  }: {
    readonly councilId: number
    readonly runId: string
    readonly which: Which
    readonly because: string
    readonly by: string
  },
): Promise<Outcome<string>> {
  const of = { councilId, runId }
  if (!(await lockRun(db, councilId, runId))) return refused(noSuchRun)
  if ((await withdrawalsOf(db, of)).some(({ state }) => state === 'asked'))
    return refused(refusals.oneWaits)
  if ((await wentInAll(db, of))[which] === 0) return refused(refusals.nothingWent(which))
  const id = randomUUID()
  await db.run(sql`
    insert into recovery.withdrawal (council_id, id, run_id, which, because, asked_by)
    values (${councilId}::int, ${id}::uuid, ${runId}::uuid, ${which}::text, ${because}::text, ${by}::text)`)
  await requestApproval(db, {
    councilId,
    subjectKind: withdrawalKind,
    subjectId: id,
    contentHash: hashOfWithdrawal({ runId, which, because }),
    requestedBy: by,
    note: because,
  })
  return done(id)
}

/** Says no to a withdrawal that waits: whoever asked may take it back, and anybody with the authority may refuse it. */
export async function refuseWithdrawal(
  db: Db,
  { councilId, withdrawalId, by }: OneWithdrawal & { readonly by: string },
): Promise<Outcome<void>> {
  const said = await db.run(sql`
    update recovery.withdrawal set state = 'refused', decided_by = ${by}::text, decided_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${withdrawalId}::uuid and state = 'asked'`)
  if (said === 0) return refused(refusals.notWaiting)
  await record(db, {
    councilId,
    actor: by,
    action: 'refused',
    objectKind: withdrawalKind,
    objectId: withdrawalId,
  })
  return done(undefined)
}
