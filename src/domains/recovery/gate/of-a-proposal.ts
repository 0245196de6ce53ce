import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { formatPounds } from '#values/money.ts'
import type { Proposal } from '../proposals/proposal.ts'
import { gate, type Judged } from './gate.ts'
import { cautionsOf, verdictInWords } from './verdict.ts'

/**
 * The gate for an officer's own step, when it is approved, released and sent: why it may not go as it was proposed. Without a
 * reason it may.
 */
export async function gateOfProposal(
  db: Db,
  {
    councilId,
    proposal,
    asAt,
    clock,
  }: {
    readonly councilId: number
    readonly proposal: Proposal
    readonly asAt: Temporal.PlainDate
    readonly clock: Clock
  },
): Promise<string | undefined> {
  const { accountId, actionKind: action, amount } = proposal
  const proposed = [{ accountId, action, amount }]
  const [judged] = await gate(db, { councilId, asAt, clock, proposed })
  return judged ? whyNotAsProposed(proposal, judged) : 'The account is not there any more'
}

/**
 * Why a step may not go as it was proposed: the law blocks it now; policy says otherwise by a rule or a hold that no
 * approver set aside; or there is something to think of that nobody had read.
 */
export function whyNotAsProposed(
  proposal: Pick<
    Proposal,
    'amount' | 'balance' | 'partyId' | 'verdict' | 'rule' | 'holds' | 'cautions'
  >,
  { sheet, claim, partyId, verdict }: Judged,
): string | undefined {
  const less = proposal.balance - sheet.balance
  if (less > 0n && claim < proposal.amount) {
    return `${formatPounds(less)} was paid or taken off since it was proposed`
  }
  if (verdict.is === 'blocked by law') return `Blocked by law: ${verdictInWords(verdict)}`
  if (partyId !== proposal.partyId) return 'The account is in another name since it was proposed'
  if (verdict.is === 'outside policy') {
    const setAside = proposal.verdict === 'outside policy' ? [proposal.rule, ...proposal.holds] : []
    const standing = [verdict.rule, ...verdict.holds.map(({ name }) => name)]
    if (standing.some(name => !setAside.includes(name))) {
      return `Outside policy since it was proposed. ${verdictInWords(verdict)}`
    }
  }
  const unread = cautionsOf(verdict).find(({ says }) => !proposal.cautions.includes(says))
  return unread && `Not read by whoever proposed it: ${unread.says}`
}
