import { giveApproval, record, refuseApproval } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { beforeAnyStop } from '../emergency/turns.ts'
import { gateOfProposal } from '../gate/of-a-proposal.ts'
import { inTheWay } from './in-the-way.ts'
import { lockProposal } from './proposal.ts'
import { letGo, proposalKind } from './propose.ts'
import * as refusals from './refusals.ts'

type Deciding = {
  readonly councilId: number
  readonly proposalId: string
  readonly by: string
  /** The approver's comment; why, when it is refused or taken back. */
  readonly comment: string
}

/**
 * Approves a step outside policy, and lets it go: somebody other than who proposed it, exactly what they looked at
 * (`contentHash`), and only while the gate says what it said. What the law blocks by then nobody approves.
 */
export async function approveProposal(
  db: Db,
  {
    councilId,
    proposalId,
    by,
    comment,
    contentHash,
    today,
    now,
  }: Deciding & {
    readonly contentHash: string
    readonly today: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<Outcome<void>> {
  await beforeAnyStop(db, councilId)
  const proposal = await lockProposal(db, { councilId, proposalId })
  if (!proposal) return refused(refusals.noSuchProposal)
  if (proposal.state !== 'waiting') return refused(refusals.notNow(proposal.state))
  if (proposal.proposedBy === by) return refused(refusals.secondPerson)
  if (proposal.contentHash !== contentHash) return refused(refusals.contentChanged)
  const reason = await gateOfProposal(db, {
    councilId,
    proposal,
    asAt: today,
    clock: { now: () => now },
  })
  if (reason !== undefined) return refused(refusals.notAsProposed(reason))
  const { accountId, actionKind: action } = proposal
  const others = await inTheWay(db, {
    councilId,
    accountIds: [accountId],
    action,
    besides: proposalId,
  })
  const inItsWay = others.get(accountId)
  if (inItsWay) return refused(inItsWay)
  const isGiven = await giveApproval(db, {
    councilId,
    subjectKind: proposalKind,
    subjectId: proposalId,
    contentHash,
    approvedBy: by,
    note: comment,
  })
  if (!isGiven) return refused(refusals.contentChanged)
  await decided(db, { councilId, proposalId, by, comment, state: 'released', now })
  await letGo(db, { councilId, proposalIds: [proposalId], actor: by })
  return done(undefined)
}

/** Refuses a step outside policy, with why. Somebody other than who proposed it. */
export async function refuseProposal(db: Db, deciding: Deciding): Promise<Outcome<void>> {
  const proposal = await lockProposal(db, deciding)
  if (!proposal) return refused(refusals.noSuchProposal)
  if (proposal.state !== 'waiting') return refused(refusals.notNow(proposal.state))
  if (proposal.proposedBy === deciding.by) return refused(refusals.secondPerson)
  await ended(db, { ...deciding, state: 'refused' })
  return done(undefined)
}

/** Takes a proposal back that nobody has decided on. Whoever proposed it. */
export async function takeBack(db: Db, deciding: Deciding): Promise<Outcome<void>> {
  const proposal = await lockProposal(db, deciding)
  if (!proposal) return refused(refusals.noSuchProposal)
  if (proposal.state !== 'waiting') return refused(refusals.notNow(proposal.state))
  if (proposal.proposedBy !== deciding.by) return refused(refusals.notTheirs)
  await ended(db, { ...deciding, state: 'taken back' })
  return done(undefined)
}

/** Nobody approves it any more: the request for it ends with it. */
async function ended(
  db: Db,
  deciding: Deciding & { readonly state: 'refused' | 'taken back' },
): Promise<void> {
  const { councilId, proposalId, by, comment } = deciding
  await decided(db, deciding)
  await refuseApproval(db, {
    councilId,
    subjectKind: proposalKind,
    subjectId: proposalId,
    by,
    why: comment,
  })
}

async function decided(
  db: Db,
  {
    councilId,
    proposalId,
    by,
    comment,
    state,
    now,
  }: Deciding & {
    readonly state: 'released' | 'refused' | 'taken back'
    readonly now?: Temporal.Instant
  },
): Promise<void> {
  await db.run(sql`
    update recovery.proposal set
      state = ${state}::text, decided_by = ${by}::text, decided_at = clock_timestamp(), decided_why = ${comment}::text,
      clock_seen = greatest(clock_seen, ${now ?? null}::timestamptz)
    where council_id = ${councilId}::int and id = ${proposalId}::uuid and state = 'waiting'`)
  await record(db, {
    councilId,
    actor: by,
    action: state === 'released' ? 'approved a step' : `${state} a step`,
    objectKind: proposalKind,
    objectId: proposalId,
    detail: { comment },
  })
}
