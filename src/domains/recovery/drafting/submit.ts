import { createHash, randomUUID } from 'node:crypto'
import { record, requestApproval } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { lawOf, policiesOn } from '../policies-in-force.ts'
import { finishedSimulation, type KeptSimulation } from '../simulation/keep.ts'
import { checkPolicy } from './checks.ts'
import { type Draft, lockDraft, type OneDraft } from './draft.ts'
import * as refusals from './refusals.ts'
import { anotherComes, showsNoMore } from './shown-by.ts'

/** What an approval of a policy is of, in administration's words. */
export const policySubject = 'policy'

/** What is approved, as one hash: exactly this policy, for this debt, from this day, as this simulation showed it. */
export const contentOf = ({
  debtType,
  fingerprint,
  inForceFrom,
  simulationId,
}: Pick<Draft, 'debtType' | 'fingerprint' | 'inForceFrom' | 'simulationId'>): string =>
  createHash('sha256')
    .update(JSON.stringify([debtType, fingerprint, `${inForceFrom}`, simulationId]))
    .digest('hex')

export type Submit = OneDraft & {
  /** The version that whoever submits had before them. */
  readonly version: number
  readonly from: Temporal.PlainDate
  /** Why it is right although the checks ask; may be empty when they do not. */
  readonly because: string
  readonly today: Temporal.PlainDate
  readonly by: string
}

/**
 * Submits a draft for a second person's approval. Refuses what its checks or its examples stop, what was not simulated
 * as it stands against what it would replace, long ago or under another law, and a day in the past or for which another
 * version is to come.
 */
export async function submitDraft(db: Db, asked: Submit): Promise<Outcome<void>> {
  const { councilId, draftId, from, because, by } = asked
  const draft = await lockDraft(db, asked)
  if (!draft) return refused(refusals.noSuchDraft)
  const may = await maySubmit(db, draft, asked)
  if (!may.ok) return may
  const submissionId = randomUUID()
  const content = { ...draft, inForceFrom: from, simulationId: may.value.id }
  await db.run(sql`
    update recovery.policy_draft set
      status = 'submitted', submission_id = ${submissionId}::uuid, in_force_from = ${from}::date,
      simulation_id = ${may.value.id}::uuid, submitted_by = ${by}::text, submitted_at = clock_timestamp(),
      submitted_why = ${because}::text
    where council_id = ${councilId}::int and id = ${draftId}::uuid`)
  await requestApproval(db, {
    councilId,
    subjectKind: policySubject,
    subjectId: submissionId,
    contentHash: contentOf(content),
    requestedBy: by,
    note: because,
  })
  return done(undefined)
}

async function maySubmit(
  db: Db,
  draft: Draft,
  { councilId, version, from, because, today }: Submit,
): Promise<Outcome<KeptSimulation>> {
  if (draft.status !== 'draft') return refused(refusals.notBeingWritten(draft.status))
  if (draft.version !== version) return refused(refusals.savedMeanwhile)
  if (Temporal.PlainDate.compare(from, today) < 0) return refused(refusals.inThePast)
  const another = await anotherComes(db, { councilId, debtType: draft.debtType, from, today })
  if (another) return refused(another)
  const law = await lawOf(db, councilId, draft.debtType)
  if (!law) return refused(refusals.noLawFor(draft.debtType))
  const { findings } = checkPolicy(draft.policy, law.on(from).value)
  const must = findings.filter(({ weight }) => weight === 'must').length
  if (must > 0) return refused(refusals.notSound(must))
  const inForce = await inForceOn(db, { councilId, debtType: draft.debtType, on: today })
  if (inForce === draft.fingerprint) return refused(refusals.nothingNew)
  const simulation = await finishedSimulation(db, {
    councilId,
    draftId: draft.id,
    fingerprint: draft.fingerprint,
  })
  if (!simulation || simulation.against !== inForce) return refused(refusals.notSimulated)
  const why = showsNoMore(simulation, { law, from, today })
  if (why) return refused(why)
  if (findings.length > 0 && because === '') return refused(refusals.sayWhy)
  return done(simulation)
}

/** The fingerprint of the policy in force for a type of debt; null where there is none. */
export const inForceOn = async (
  db: Db,
  {
    councilId,
    debtType,
    on,
  }: { readonly councilId: number; readonly debtType: string; readonly on: Temporal.PlainDate },
): Promise<string | null> =>
  (await policiesOn(db, councilId, on)).find(policy => policy.debtType === debtType)?.fingerprint ??
  null

/** Whoever submitted takes it back to go on writing; the request for approval comes to nothing. */
export async function takeBack(
  db: Db,
  { by, ...one }: OneDraft & { readonly by: string },
): Promise<Outcome<void>> {
  const draft = await lockDraft(db, one)
  if (!draft) return refused(refusals.noSuchDraft)
  if (draft.status !== 'submitted') return refused(refusals.notSubmitted)
  await db.run(sql`
    update recovery.policy_draft set status = 'draft', submission_id = null
    where council_id = ${one.councilId}::int and id = ${one.draftId}::uuid`)
  await record(db, {
    councilId: one.councilId,
    actor: by,
    action: 'took a policy back from approval',
    objectKind: 'policy draft',
    objectId: one.draftId,
  })
  return done(undefined)
}
