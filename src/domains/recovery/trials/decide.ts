import { randomBytes } from 'node:crypto'
import { giveApproval, record, refuseApproval } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { formatDate, isBefore } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { checkPolicy, isSound } from '../drafting/checks.ts'
import { versionsOf } from '../drafting/draft.ts'
import { beginDraft } from '../drafting/keep-draft.ts'
import { showsNoMore } from '../drafting/shown-by.ts'
import { inForceOn } from '../drafting/submit.ts'
import { lawOf, reviewFrom } from '../policies-in-force.ts'
import { findSimulation } from '../simulation/keep.ts'
import { inTheWay, trialSubject } from './ask.ts'
import * as refusals from './refusals.ts'
import { contentOf, lockTrial, type OneTrial, standingOf, type Trial } from './trial.ts'

export type Approve = OneTrial & {
  /** The hash of what whoever approves looked at. */
  readonly contentHash: string
  readonly today: Temporal.PlainDate
  readonly by: string
}

/**
 * Approves a trial, by somebody who wrote none of what is tried and did not ask for it, and draws the seed of its sides.
 * Everything that asking asked is asked again. Every account of the type is looked at again on its first night.
 */
export async function approveTrial(db: Db, asked: Approve): Promise<Outcome<void>> {
  const { councilId, trialId, contentHash, by } = asked
  const trial = await lockTrial(db, asked)
  if (!trial) return refused(refusals.noSuchTrial)
  const may = await mayApprove(db, trial, asked)
  if (!may.ok) return may
  const given = await giveApproval(db, {
    councilId,
    subjectKind: trialSubject,
    subjectId: trialId,
    contentHash,
    approvedBy: by,
  })
  if (!given) return refused(refusals.overtaken)
  await db.run(sql`
    update recovery.trial set
      approved_by = ${by}::text, approved_at = clock_timestamp(), seed = ${randomBytes(16).toString('hex')}::text
    where council_id = ${councilId}::int and id = ${trialId}::uuid`)
  await reviewFrom(db, { councilId, debtType: trial.debtType, from: trial.beginsOn })
  return done(undefined)
}

async function mayApprove(
  db: Db,
  trial: Trial,
  { councilId, contentHash, today, by }: Approve,
): Promise<Outcome<void>> {
  const { debtType, beginsOn: from, endsOn, draftId } = trial
  if (standingOf(trial, today) !== 'waits for approval') return refused(refusals.notWaiting)
  const hands = await versionsOf(db, { councilId, draftId })
  if (trial.askedBy === by || hands.some(({ savedBy }) => savedBy === by))
    return refused(refusals.secondPerson)
  if (isBefore(from, today)) return refused(refusals.dayPassed)
  const law = await lawOf(db, councilId, debtType)
  const simulation = await findSimulation(db, { councilId, id: trial.simulationId })
  const champion = await inForceOn(db, { councilId, debtType, on: today })
  if (!law || !simulation || champion !== trial.champion || contentOf(trial) !== contentHash)
    return refused(refusals.overtaken)
  const isSame = law.on(from).from.equals(trial.lawFrom)
  if (!isSame || !isSound(checkPolicy(trial.policy, law.on(from).value)))
    return refused(refusals.overtaken)
  const why =
    showsNoMore(simulation, { law, from, today }) ??
    (await inTheWay(db, { councilId, debtType, law, from, endsOn, today }))
  return why ? refused(why) : done(undefined)
}

export type Stop = OneTrial & {
  readonly because: string
  readonly today: Temporal.PlainDate
  readonly by: string
}

/**
 * Stops a trial at once, by one person, or refuses one that waits. From then the gate and the nights know only what is in
 * force; every account of the type is looked at again on the next night. Nothing that went is undone.
 */
export async function stopTrial(
  db: Db,
  { by, because, today, ...one }: Stop,
): Promise<Outcome<void>> {
  const { councilId, trialId } = one
  const trial = await lockTrial(db, one)
  if (!trial) return refused(refusals.noSuchTrial)
  const standing = standingOf(trial, today)
  if (!['waits for approval', 'to come', 'running'].includes(standing))
    return refused(refusals.overAlready)
  if (because === '') return refused(refusals.sayWhyStopped)
  await endTrial(db, { councilId, trial, by, because })
  if (standing === 'waits for approval')
    await refuseApproval(db, {
      councilId,
      subjectKind: trialSubject,
      subjectId: trialId,
      by,
      why: because,
    })
  if (standing === 'running')
    await reviewFrom(db, { councilId, debtType: trial.debtType, from: today })
  return done(undefined)
}

/** Ends a trial before its time, for good. */
export async function endTrial(
  db: Db,
  {
    councilId,
    trial,
    by,
    because,
  }: {
    readonly councilId: number
    readonly trial: Pick<Trial, 'id' | 'approvedAt'>
    readonly by: string
    readonly because: string
  },
): Promise<void> {
  await db.run(sql`
    update recovery.trial set ended_by = ${by}::text, ended_at = clock_timestamp(), ended_why = ${because}::text
    where council_id = ${councilId}::int and id = ${trial.id}::uuid`)
  await record(db, {
    councilId,
    actor: by,
    action: trial.approvedAt ? 'stopped a trial of a policy' : 'refused a trial of a policy',
    objectKind: 'trial',
    objectId: trial.id,
    detail: { because },
  })
}

export type Conclude = OneTrial & {
  readonly conclusion: 'adopted' | 'dropped'
  readonly because: string
  readonly today: Temporal.PlainDate
  readonly by: string
}

/**
 * Says what the council makes of a trial that has run or was stopped. To adopt the challenger is to begin a draft of it,
 * which is checked, simulated, submitted and approved like every other: its id is the answer, or undefined when it is dropped.
 */
export async function concludeTrial(
  db: Db,
  { by, because, conclusion, today, ...one }: Conclude,
): Promise<Outcome<string | undefined>> {
  const { councilId, trialId } = one
  const trial = await lockTrial(db, one)
  if (!trial) return refused(refusals.noSuchTrial)
  if (!['over', 'stopped'].includes(standingOf(trial, today))) return refused(refusals.notOver)
  if (because === '') return refused(refusals.sayWhyConcluded)
  const { debtType, policy, beginsOn } = trial
  const what = `Began from the challenger of the trial of ${formatDate(beginsOn)}`
  const begun =
    conclusion === 'adopted'
      ? await beginDraft(db, { councilId, debtType, policy, what, by })
      : done(undefined)
  if (!begun.ok) return begun
  await db.run(sql`
    update recovery.trial set
      conclusion = ${conclusion}::text, concluded_by = ${by}::text, concluded_at = clock_timestamp(),
      concluded_why = ${because}::text
    where council_id = ${councilId}::int and id = ${trialId}::uuid`)
  await record(db, {
    councilId,
    actor: by,
    action: conclusion === 'adopted' ? 'adopted a challenger' : 'dropped a challenger',
    objectKind: 'trial',
    objectId: trialId,
    detail: { because },
  })
  return begun
}
