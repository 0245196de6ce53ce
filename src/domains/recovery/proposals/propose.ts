import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record, requestApproval } from '#administration'
import { withSomebodyHidden } from '#debts'
import { restrictedRecord } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { act } from '../act.ts'
import type { Action } from '../actions.ts'
import { gate, type Judged } from '../gate/gate.ts'
import { cautionsOf, holdsOf } from '../gate/verdict.ts'
import { keptSheet } from '../read-sheet.ts'
import { inTheWay } from './in-the-way.ts'
import * as refusals from './refusals.ts'

/** The kind of approval that a step outside policy needs. */
export const proposalKind = 'proposal'

type Asked = {
  readonly councilId: number
  readonly action: Action
  readonly by: string
  readonly today: Temporal.PlainDate
  readonly now: Temporal.Instant
}

/** What an officer adds to a step: why, and the cautions they read, word for word. */
export type Said = { readonly reason: string; readonly ticked: readonly string[] }

/**
 * Proposes a step for an account. Blocked by law, it is refused, and nobody can allow it. Outside policy it needs a reason,
 * and waits for an approver. With cautions, exactly those of this moment must have been ticked. Otherwise it is released
 * at once: the gate is asked a last time when it is sent. Answers the proposal's id.
 */
export async function propose(
  db: Db,
  { accountId, reason, ticked, ...asked }: Asked & Said & { readonly accountId: string },
): Promise<Outcome<string>> {
  const { councilId, action, today, now } = asked
  const [judged] = await gate(db, {
    councilId,
    asAt: today,
    clock: { now: () => now },
    proposed: [{ accountId, action }],
  })
  if (!judged) return refused(refusals.noSuchAccount)
  const { verdict } = judged
  if (verdict.is === 'blocked by law') return refused(refusals.byTheGate(verdict))
  const inItsWay = (await inTheWay(db, { councilId, accountIds: [accountId], action })).get(
    accountId,
  )
  if (inItsWay) return refused(inItsWay)
  if (verdict.is === 'outside policy' && reason.trim() === '') {
    return refused(refusals.byTheGate(verdict))
  }
  const shown = cautionsOf(verdict).map(({ says }) => says)
  if (shown.length !== ticked.length || shown.some(says => !ticked.includes(says))) {
    return refused(refusals.unread(verdict))
  }
  return done(await file(db, { ...asked, judged, reason }))
}

/** What became of one account of a list. */
export type OfTheList = {
  readonly accountId: string
  readonly proposalId: string | undefined
  readonly verdict: Judged['verdict'] | undefined
  /** Why nothing was proposed for it, where the gate would have let it pass. */
  readonly refusal: string | undefined
}

/**
 * Proposes one step for many accounts: each is judged by itself, and only those that pass with nothing to read are proposed,
 * and released. The rest say why, for a person to look at one by one.
 */
export async function proposeForMany(
  db: Db,
  { accountIds, ...asked }: Asked & { readonly accountIds: readonly string[] },
): Promise<readonly OfTheList[]> {
  const { councilId, action, today, now } = asked
  const hidden = await withSomebodyHidden(db, { councilId, accountIds })
  const seen = accountIds.filter(accountId => !hidden.has(accountId))
  const proposed = seen.map(accountId => ({ accountId, action }))
  const judged = await gate(db, { councilId, asAt: today, clock: { now: () => now }, proposed })
  const others = await inTheWay(db, { councilId, accountIds: seen, action })
  const results: OfTheList[] = [...hidden].map(accountId => ({
    accountId,
    verdict: undefined,
    proposalId: undefined,
    refusal: restrictedRecord,
  }))
  for (const one of judged) {
    const { accountId, verdict } = one
    const inItsWay = others.get(accountId)
    const passes = verdict.is === 'clear' && !inItsWay
    results.push({
      accountId,
      verdict,
      proposalId: passes ? await file(db, { ...asked, judged: one, reason: '' }) : undefined,
      refusal: inItsWay?.says,
    })
  }
  return results
}

/** Writes a judged proposal down, and asks for approval or lets it go. */
async function file(
  db: Db,
  {
    councilId,
    action,
    judged: { accountId, partyId, sheet, claim, verdict },
    reason,
    by,
    now,
  }: Asked & { readonly judged: Judged; readonly reason: string },
): Promise<string> {
  const id = randomUUID()
  if (verdict.is === 'blocked by law') throw new Error('What the law blocks is never proposed')
  const needsApproval = verdict.is === 'outside policy'
  const cautions = cautionsOf(verdict).map(({ says }) => says)
  const held = holdsOf(verdict).map(({ name }) => name)
  const { contentHash } = await db.one(
    z.object({ contentHash: z.string() }),
    sql`
      insert into recovery.proposal
        (council_id, id, account_id, party_id, action_kind, amount, balance, verdict, rule, holds, cautions, reason, facts,
         proposed_by, needs_approval, state, clock_seen)
      values (
        ${councilId}::int, ${id}::uuid, ${accountId}::uuid, ${partyId}::uuid, ${action}::text, ${claim}::bigint,
        ${sheet.balance}::bigint, ${verdict.is}::text, ${verdict.rule}::text, ${held.join('\n')}::text, ${cautions.join('\n')}::text,
        ${reason.trim()}::text, ${keptSheet(sheet)}::jsonb, ${by}::text, ${needsApproval}::boolean,
        ${needsApproval ? 'waiting' : 'released'}::text, ${now}::timestamptz)
      returning content_hash`,
  )
  await record(db, {
    councilId,
    actor: by,
    action: 'proposed a step',
    objectKind: proposalKind,
    objectId: id,
    detail: { account: accountId, kind: action, verdict: verdict.is, rule: verdict.rule, reason },
  })
  if (!needsApproval) {
    await letGo(db, { councilId, proposalId: id, actor: by })
    return id
  }
  await requestApproval(db, {
    councilId,
    subjectKind: proposalKind,
    subjectId: id,
    contentHash,
    requestedBy: by,
    note: reason,
  })
  await db.run(sql`
    update recovery.proposal set approval_id = (
      select approval_id from administration.approval
      where council_id = ${councilId}::int and subject_kind = ${proposalKind}::text and subject_id = ${id}::uuid
        and refused_at is null)
    where council_id = ${councilId}::int and id = ${id}::uuid`)
  return id
}

/** Turns a released proposal into an action and a letter in the outbox. */
export const letGo = (
  db: Db,
  {
    councilId,
    proposalId,
    actor,
  }: { readonly councilId: number; readonly proposalId: string; readonly actor: string },
): Promise<readonly string[]> =>
  act(db, {
    councilId,
    actor,
    steps: sql`
      select account_id, party_id, action_kind as kind, amount as claimed, balance, null::uuid as run_id,
        id as proposal_id, content_hash, proposed_at as decided_at, proposed_by as created_by
      from recovery.proposal
      where council_id = ${councilId}::int and id = ${proposalId}::uuid and state = 'released'`,
  })
