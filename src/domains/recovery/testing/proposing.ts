import assert from 'node:assert/strict'
import { asCouncil, type Database } from '#platform/db.ts'
import { type HoldKind, placeHold } from '#protections'
import type { Action } from '../actions.ts'
import { approveProposal } from '../proposals/decide.ts'
import { findProposal } from '../proposals/proposal.ts'
import { propose, type Said } from '../proposals/propose.ts'
import { dayOf, onDay, valueOf } from './nights.ts'

type Asked = {
  readonly account: string
  readonly day: string
  readonly action?: Action
  readonly by?: string
}
const nothing: Said = { reason: '', ticked: [] }

export const asked = (
  database: Database,
  councilId: number,
  { account, day, action = 'reminder', by = 'officer' }: Asked,
  said: Said = nothing,
) =>
  asCouncil(database, councilId, db =>
    propose(db, {
      councilId,
      accountId: account,
      action,
      ...said,
      by,
      today: dayOf(day),
      now: onDay(day).now(),
    }),
  )
export const found = (database: Database, councilId: number, proposalId: string) =>
  asCouncil(database, councilId, async db => {
    const proposal = await findProposal(db, { councilId, proposalId })
    assert(proposal)
    return proposal
  })
export const approved = async (
  database: Database,
  councilId: number,
  proposalId: string,
  day: string,
  by = 'approver',
) => {
  const { contentHash } = await found(database, councilId, proposalId)
  return asCouncil(database, councilId, db =>
    approveProposal(db, {
      councilId,
      proposalId,
      by,
      comment: 'Agreed: they asked for it',
      contentHash,
      today: dayOf(day),
      now: onDay(day).now(),
    }),
  )
}
export const codeOf = (outcome: { ok: true } | { ok: false; refusal: { code: string } }) =>
  outcome.ok ? 'done' : outcome.refusal.code
export const held = (
  database: Database,
  councilId: number,
  partyId: string,
  kind: HoldKind = 'breathing space',
) =>
  asCouncil(database, councilId, async db =>
    valueOf(
      await placeHold(db, {
        councilId,
        partyId,
        kind,
        startsAt: Temporal.Instant.from('2026-03-01T00:00:00Z'),
        receivedAt: Temporal.Instant.from('2026-03-01T00:00:00Z'),
        reason: 'They told us',
        actor: 'officer',
      }),
    ),
  )
export const outside: Said = { reason: 'They asked to be written to now', ticked: [] }
