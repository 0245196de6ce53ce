import { z } from 'zod'
import { recordSet, requestApproval } from '#administration'
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
 * and waits for an approver. With cautions, each of this moment must have been ticked; one that was ticked and is so
 * no more does no harm. Otherwise it is released
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
  const unread = cautionsOf(verdict).filter(({ says }) => !ticked.includes(says))
  if (unread.length > 0) return refused(refusals.unread(unread))
  const filed = (await file(db, { ...asked, judged: [judged], reason })).get(accountId)
  if (!filed) throw new Error('What was just written is there')
  if (verdict.is === 'outside policy') await askApproval(db, { ...asked, filed, reason })
  return done(filed.id)
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
  const seen = [...new Set(accountIds)].filter(accountId => !hidden.has(accountId))
  const proposed = seen.map(accountId => ({ accountId, action }))
  const judged = await gate(db, { councilId, asAt: today, clock: { now: () => now }, proposed })
  const others = await inTheWay(db, { councilId, accountIds: seen, action })
  const filed = await file(db, {
    ...asked,
    judged: judged.filter(
      ({ accountId, verdict }) => verdict.is === 'clear' && !others.has(accountId),
    ),
    reason: '',
  })
  return [
    ...[...hidden].map(accountId => ({
      accountId,
      verdict: undefined,
      proposalId: undefined,
      refusal: restrictedRecord,
    })),
    ...judged.map(({ accountId, verdict }) => ({
      accountId,
      verdict,
      proposalId: filed.get(accountId)?.id,
      refusal: others.get(accountId)?.says,
    })),
  ]
}

const filedRow = z.object({ id: z.string(), accountId: z.string(), contentHash: z.string() })
type Filed = z.infer<typeof filedRow>

/**
 * Writes judged proposals down, as one set; what needs no approval is let go. Answers the id and the hash of each, by its
 * account.
 */
async function file(
  db: Db,
  {
    councilId,
    action,
    judged,
    reason,
    by,
    now,
  }: Asked & { readonly judged: readonly Judged[]; readonly reason: string },
): Promise<ReadonlyMap<string, Filed>> {
  if (judged.length === 0) return new Map()
  const lines = judged.map(({ accountId, partyId, sheet, claim, verdict }) => {
    if (verdict.is === 'blocked by law') throw new Error('What the law blocks is never proposed')
    return {
      accountId,
      partyId,
      claim,
      balance: sheet.balance,
      facts: keptSheet(sheet),
      verdict: verdict.is,
      rule: verdict.rule,
      holds: holdsOf(verdict).map(({ name }) => name),
      cautions: cautionsOf(verdict).map(({ says }) => says),
      isFree: verdict.is !== 'outside policy',
    }
  })
  const filed = await db.many(
    filedRow,
    sql`
      insert into recovery.proposal
        (council_id, id, account_id, party_id, action_kind, amount, balance, verdict, rule, holds, cautions, reason, facts,
         proposed_by, needs_approval, state, clock_seen)
      select
        ${councilId}::int, gen_random_uuid(), account_id, party_id, ${action}::text, claim, balance, verdict, rule, holds,
        cautions, ${reason.trim()}::text, facts::jsonb, ${by}::text, not is_free,
        case when is_free then 'released' else 'waiting' end, ${now}::timestamptz
      from unnest(
        ${lines.map(({ accountId }) => accountId)}::uuid[], ${lines.map(({ partyId }) => partyId)}::uuid[],
        ${lines.map(({ claim }) => claim)}::bigint[], ${lines.map(({ balance }) => balance)}::bigint[],
        ${lines.map(({ facts }) => facts)}::text[], ${lines.map(({ verdict }) => verdict)}::text[],
        ${lines.map(({ rule }) => rule)}::text[], ${lines.map(({ holds }) => holds.join('\n'))}::text[],
        ${lines.map(({ cautions }) => cautions.join('\n'))}::text[], ${lines.map(({ isFree }) => isFree)}::boolean[]
      ) as line (account_id, party_id, claim, balance, facts, verdict, rule, holds, cautions, is_free)
      returning id, account_id, content_hash`,
  )
  const ids = filed.map(({ id }) => id)
  await recordSet(db, {
    councilId,
    actor: by,
    action: 'proposed a step',
    objectKind: proposalKind,
    objects: sql`
      select id::text as object_id,
        json_build_object('account', account_id, 'kind', action_kind, 'verdict', verdict, 'rule', rule, 'reason', reason)::text
          as detail
      from recovery.proposal where council_id = ${councilId}::int and id = any(${ids}::uuid[])`,
  })
  await letGo(db, { councilId, proposalIds: ids, actor: by })
  return new Map(filed.map(one => [one.accountId, one]))
}

/** Asks somebody else to approve what was filed, as it stands. */
async function askApproval(
  db: Db,
  {
    councilId,
    filed: { id, contentHash },
    reason,
    by,
  }: Asked & { readonly filed: Filed; readonly reason: string },
): Promise<void> {
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
}

/** Turns those of these proposals that are released into actions, and letters or referrals in the outbox. */
export const letGo = (
  db: Db,
  {
    councilId,
    proposalIds,
    actor,
  }: {
    readonly councilId: number
    readonly proposalIds: readonly string[]
    readonly actor: string
  },
): Promise<readonly string[]> =>
  act(db, {
    councilId,
    actor,
    steps: sql`
      select account_id, party_id, action_kind as kind, amount as claimed, balance, null::uuid as run_id,
        id as proposal_id, content_hash, proposed_at as decided_at, proposed_by as created_by
      from recovery.proposal
      where council_id = ${councilId}::int and id = any(${[...proposalIds]}::uuid[]) and state = 'released'`,
  })
