import { giveApproval, record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { lawOf, publishPolicy } from '../policies-in-force.ts'
import { findSimulation } from '../simulation/keep.ts'
import { checkPolicy, isSound } from './checks.ts'
import { type Draft, lockDraft, type OneDraft, versionsOf } from './draft.ts'
import * as refusals from './refusals.ts'
import { contentOf, inForceOn, policySubject } from './submit.ts'
import { anotherComes, showsNoMore } from './shown-by.ts'

export type Approve = OneDraft & {
  /** The hash of what whoever approves looked at. */
  readonly contentHash: string
  readonly today: Temporal.PlainDate
  readonly by: string
}

/**
 * Approves a submitted policy, by somebody who wrote none of it, and puts it in force from its day. Everything that
 * submitting asked is asked again: the policy in force may be another since.
 */
export async function approveDraft(db: Db, asked: Approve): Promise<Outcome<void>> {
  const { councilId, draftId, by, contentHash } = asked
  const draft = await lockDraft(db, asked)
  if (!draft) return refused(refusals.noSuchDraft)
  const may = await mayApprove(db, draft, asked)
  if (!may.ok) return may
  const { submissionId, submittedBy, from } = may.value
  const given = await giveApproval(db, {
    councilId,
    subjectKind: policySubject,
    subjectId: submissionId,
    contentHash,
    approvedBy: by,
  })
  if (!given) return refused(refusals.contentChanged)
  await publishPolicy(db, {
    councilId,
    debtType: draft.debtType,
    policy: draft.policy,
    from,
    draftedBy: submittedBy,
    approvedBy: by,
    draftId,
  })
  await db.run(sql`
    update recovery.policy_draft set status = 'approved'
    where council_id = ${councilId}::int and id = ${draftId}::uuid`)
  return done(undefined)
}

type Approvable = {
  readonly submissionId: string
  readonly submittedBy: string
  readonly from: Temporal.PlainDate
}

async function mayApprove(
  db: Db,
  draft: Draft,
  { councilId, contentHash, today, by }: Approve,
): Promise<Outcome<Approvable>> {
  const { debtType, submissionId, submittedBy, inForceFrom: from, simulationId } = draft
  if (draft.status !== 'submitted' || !submissionId || !submittedBy || !from || !simulationId)
    return refused(refusals.notSubmitted)
  const hands = await versionsOf(db, { councilId, draftId: draft.id })
  if (submittedBy === by || hands.some(({ savedBy }) => savedBy === by))
    return refused(refusals.secondPerson)
  if (contentOf(draft) !== contentHash) return refused(refusals.contentChanged)
  if (Temporal.PlainDate.compare(from, today) < 0) return refused(refusals.dayPassed)
  const another = await anotherComes(db, { councilId, debtType, from, today })
  if (another) return refused(another)
  const law = await lawOf(db, councilId, debtType)
  if (!law || !isSound(checkPolicy(draft.policy, law.on(from).value)))
    return refused(refusals.contentChanged)
  const simulation = await findSimulation(db, { councilId, id: simulationId })
  const inForce = await inForceOn(db, { councilId, debtType, on: today })
  // The simulation that is shown beside it must be of what would change: this policy, against that in force.
  if (simulation?.fingerprint !== draft.fingerprint || simulation.against !== inForce)
    return refused(refusals.contentChanged)
  const why = showsNoMore(simulation, { law, from, today })
  return why ? refused(why) : done({ submissionId, submittedBy, from })
}

/** Gives a submitted policy back to whoever wrote it, with what has to change. */
export async function returnDraft(
  db: Db,
  { by, because, ...one }: OneDraft & { readonly by: string; readonly because: string },
): Promise<Outcome<void>> {
  const draft = await lockDraft(db, one)
  if (!draft) return refused(refusals.noSuchDraft)
  if (draft.status !== 'submitted') return refused(refusals.notSubmitted)
  if (because === '') return refused(refusals.sayWhyItIsReturned)
  await db.run(sql`
    update recovery.policy_draft set
      status = 'draft', submission_id = null, returned_by = ${by}::text, returned_why = ${because}::text
    where council_id = ${one.councilId}::int and id = ${one.draftId}::uuid`)
  await record(db, {
    councilId: one.councilId,
    actor: by,
    action: 'returned a policy',
    objectKind: 'policy draft',
    objectId: one.draftId,
    detail: { because },
  })
  return done(undefined)
}
