import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { type Action, actionKinds } from '../actions.ts'

export const proposalStates = [
  'waiting',
  'refused',
  'taken back',
  'released',
  'done',
  'pulled',
] as const

/** Sentences or names as a row keeps them, a line each. */
const lines = z
  .string()
  .transform((text): readonly string[] => (text === '' ? [] : text.split('\n')))

const proposal = z.object({
  id: z.string(),
  accountId: z.string(),
  partyId: z.string(),
  actionKind: z.enum(actionKinds as [Action, ...Action[]]),
  amount: pence,
  balance: pence,
  verdict: z.enum(['clear', 'caution', 'outside policy']),
  rule: z.string(),
  /** Outside policy, the names of every hold of the council's that was so. */
  holds: lines,
  cautions: lines,
  reason: z.string(),
  facts: z.unknown(),
  proposedBy: z.string(),
  proposedAt: instant,
  contentHash: z.string(),
  state: z.enum(proposalStates),
  needsApproval: z.boolean(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  decidedWhy: z.string().nullable(),
  endedWhy: z.string().nullable(),
  actionId: z.string().nullable(),
  sentAt: instant.nullable(),
  calledOffAt: instant.nullable(),
  /** Of the account and whoever is written to, for lists. */
  reference: z.string(),
  debtType: z.string(),
  name: z.string(),
})

/** An officer's own step for one account: what it is, what the gate said, why, and what became of it. */
export type Proposal = z.infer<typeof proposal>

const proposals = (councilId: number): Sql => sql`
  select proposal.id, proposal.account_id, proposal.party_id, proposal.action_kind, proposal.amount, proposal.balance,
    proposal.verdict, proposal.rule, proposal.holds, proposal.cautions, proposal.reason, proposal.facts, proposal.proposed_by,
    proposal.proposed_at, proposal.content_hash, proposal.state, proposal.needs_approval, proposal.decided_by,
    proposal.decided_at, proposal.decided_why, proposal.ended_why, proposal.action_id,
    action.dispatched_at as sent_at, action.cancelled_at as called_off_at, account.reference, account.debt_type, party.name
  from recovery.proposal as proposal
  join debts.account as account on account.council_id = ${councilId}::int and account.id = proposal.account_id
  join parties.party as party on party.council_id = ${councilId}::int and party.id = proposal.party_id
  left join recovery.action as action
    on action.council_id = ${councilId}::int and action.proposal_id = proposal.id
  where proposal.council_id = ${councilId}::int`

type One = { readonly councilId: number; readonly proposalId: string }

export const findProposal = (
  db: Db,
  { councilId, proposalId }: One,
): Promise<Proposal | undefined> =>
  db.maybeOne(proposal, sql`${proposals(councilId)} and proposal.id = ${proposalId}::uuid`)

/** Takes the proposal for this transaction, so that it is decided once. */
export const lockProposal = async (db: Db, of: One): Promise<Proposal | undefined> => {
  await db.run(sql`
    select id from recovery.proposal
    where council_id = ${of.councilId}::int and id = ${of.proposalId}::uuid for no key update`)
  return findProposal(db, of)
}

/**
 * What was proposed about an account, the latest first. Nothing, to a viewer from whom somebody liable is kept: the cautions and
 * reasons may be about them.
 */
export const proposalsOn = async (
  db: Db,
  {
    councilId,
    accountId,
    on,
  }: {
    readonly councilId: number
    readonly accountId: string
    /** Only what was proposed by then, as it stood at the end of that day. Left out: all, as it stands. */
    readonly on?: Temporal.PlainDate
  },
): Promise<readonly Proposal[]> => {
  const end = on?.add({ days: 1 }).toZonedDateTime('Europe/London').toInstant()
  const found = await db.many(
    proposal,
    sql`
      ${proposals(councilId)} and proposal.account_id = ${accountId}::uuid
        and not exists (
          select from debts.liability as liability
          where liability.council_id = ${councilId}::int and liability.account_id = ${accountId}::uuid
            and not exists (
              select from parties.party as liable
              where liable.council_id = ${councilId}::int and liable.id = liability.party_id))
        and (${end ?? null}::timestamptz is null or proposal.proposed_at < ${end ?? null}::timestamptz)
      order by proposal.proposed_at desc, proposal.id limit 50`,
  )
  return end ? found.map(one => asItStood(one, end)) : found
}

/** A proposal as it stood before a moment: what was decided about it, and what became of it, later is not told. */
export function asItStood(proposal: Proposal, before: Temporal.Instant): Proposal {
  const isSo = (at: Temporal.Instant | null) =>
    at !== null && Temporal.Instant.compare(at, before) < 0
  const { needsApproval, state, decidedAt, sentAt, calledOffAt } = proposal
  if (needsApproval && !isSo(decidedAt)) {
    return {
      ...proposal,
      state: 'waiting',
      decidedBy: null,
      decidedAt: null,
      decidedWhy: null,
      endedWhy: null,
    }
  }
  if ((state !== 'done' && state !== 'pulled') || isSo(calledOffAt)) return proposal
  return { ...proposal, state: isSo(sentAt) ? 'done' : 'released', endedWhy: null }
}

/** Those that wait for an approver, the longest waiting first, and then the latest others: a hundred at most. */
export const latestProposals = (db: Db, councilId: number): Promise<readonly Proposal[]> =>
  db.many(
    proposal,
    sql`
      ${proposals(councilId)}
      order by (proposal.state = 'waiting') desc,
        case when proposal.state = 'waiting' then proposal.proposed_at end, proposal.proposed_at desc, proposal.id
      limit 100`,
  )
