import assert from 'node:assert/strict'
import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { claimJob, endTurn } from '#platform/jobs.ts'
import { sql } from '#platform/sql.ts'
import { beginDraft } from '../drafting/keep-draft.ts'
import type { Policy } from '../policy.ts'
import { councilTaxEngland } from '../policies/council-tax.ts'
import { askForSimulation, runSimulation, simulationJob } from '../simulation/keep.ts'
import { type Ask, askForTrial } from '../trials/ask.ts'
import { approveTrial } from '../trials/decide.ts'
import { type Side, sides } from '../trials/split.ts'
import { contentOf, findTrial, type Trial } from '../trials/trial.ts'
import { dayOf, onDay, valueOf } from './nights.ts'

/** The policy for council tax in England, whose reminder waits for so many days. */
export const remindingAfter = (days: number): Policy => ({
  ...councilTaxEngland,
  steps: councilTaxEngland.steps.map(step =>
    step.name === 'Reminder'
      ? { ...step, when: [{ fact: 'since due', atLeast: `${days} days` }, ...step.when.slice(1)] }
      : step,
  ),
})

/** A draft by the leader, simulated on the book of a day. */
export async function aSimulatedDraft(
  database: Database,
  councilId: number,
  { policy, on }: { readonly policy: Policy; readonly on: string },
): Promise<string> {
  const draftId = await asCouncil(database, councilId, async db => {
    const draft = { councilId, debtType: 'council tax', policy, what: 'Began', by: 'leader' }
    const id = valueOf(await beginDraft(db, draft))
    valueOf(await askForSimulation(db, { councilId, draftId: id, by: 'leader' }))
    return id
  })
  const job = await asCouncil(database, councilId, db => claimJob(db, councilId, [simulationJob]))
  assert(job)
  const end = await runSimulation(database, job, onDay(on).now())
  await asCouncil(database, councilId, db => endTurn(db, job, end))
  return draftId
}

/** Terms that nobody would refuse: half of people, for six weeks from a day, each counted for four. */
export const someTerms = (
  councilId: number,
  draftId: string,
  from: string,
  differences: Partial<Ask> = {},
): Ask => ({
  councilId,
  draftId,
  version: 1,
  share: 50,
  from: dayOf(from),
  weeks: 6,
  measure: 'collected',
  days: 28,
  because: 'Pay days are monthly',
  today: dayOf(from),
  by: 'leader',
  ...differences,
})

export const trialOf = (database: Database, councilId: number, trialId: string): Promise<Trial> =>
  asCouncil(database, councilId, async db => {
    const trial = await findTrial(db, { councilId, trialId })
    assert(trial)
    return trial
  })

/** A trial from a day on of a policy whose reminder waits longer, asked for by one person and approved by another. */
export async function aTrial(
  database: Database,
  councilId: number,
  {
    from,
    policy = remindingAfter(25),
    differences,
  }: {
    readonly from: string
    readonly policy?: Policy
    readonly differences?: Partial<Ask>
  },
): Promise<Trial> {
  const draftId = await aSimulatedDraft(database, councilId, {
    policy,
    on: from,
  })
  const trialId = await asCouncil(database, councilId, async db =>
    valueOf(await askForTrial(db, someTerms(councilId, draftId, from, differences))),
  )
  const asked = await trialOf(database, councilId, trialId)
  await asCouncil(database, councilId, async db => {
    const approval = { contentHash: contentOf(asked), today: dayOf(from), by: 'approver' }
    valueOf(await approveTrial(db, { councilId, trialId, ...approval }))
  })
  return trialOf(database, councilId, trialId)
}

/** Which accounts entered on each side, in their order. */
export async function entered(
  database: Database,
  { councilId, trialId }: { readonly councilId: number; readonly trialId: string },
): Promise<Readonly<Record<Side, readonly string[]>>> {
  const rows = await database.many(
    z.object({ accountId: z.string(), side: z.enum(sides) }),
    sql`
      select account_id, side from recovery.trial_account
      where council_id = ${councilId}::int and trial_id = ${trialId}::uuid order by account_id`,
  )
  const of = (side: Side) => rows.filter(row => row.side === side).map(({ accountId }) => accountId)
  return { champion: of('champion'), challenger: of('challenger') }
}
