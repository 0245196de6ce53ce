import assert from 'node:assert/strict'
import type { NewLetter } from '#correspondence'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sendWaiting } from '#platform/outbox.ts'
import { apologyDispatcher } from '../withdrawal/apologies.ts'
import { askToWithdraw } from '../withdrawal/ask.ts'
import { withdrawRun } from '../withdrawal/withdraw-run.ts'
import { onDay, valueOf } from './nights.ts'

/** Withdraws all that a run sent, by two people. Answers the withdrawal's id. */
export const withdrawnWhole = (
  database: Database,
  councilId: number,
  { id: runId }: { readonly id: string },
): Promise<string> =>
  asCouncil(database, councilId, async db => {
    const of = { councilId, runId, because: 'The wrong list', by: 'leader' }
    const withdrawalId = valueOf(await askToWithdraw(db, { ...of, which: 'everything' }))
    valueOf(await withdrawRun(db, { councilId, withdrawalId, by: 'approver' }))
    return withdrawalId
  })

/** The letters that say sorry, as the outbox sends them. */
export async function apologiesOf(
  database: Database,
  councilId: number,
  write: (db: Db, letter: NewLetter) => Promise<void> = async () => {},
  expected: readonly unknown[] = [],
) {
  const letters: NewLetter[] = []
  const send = apologyDispatcher(async (db, letter) => {
    letters.push(letter)
    await write(db, letter)
  }, onDay('2026-05-02'))
  const faults: unknown[] = []
  await sendWaiting(
    database,
    councilId,
    { apology: { send } },
    { onFault: fault => faults.push(fault) },
  )
  assert.deepEqual(faults, expected)
  return letters
}
