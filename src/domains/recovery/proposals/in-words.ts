import { formatDate } from '#values/dates.ts'
import type { Proposal } from './proposal.ts'

const became = {
  waiting: 'it waits for an approver',
  refused: 'it was refused',
  'taken back': 'it was taken back',
  released: 'it is on its way',
  done: 'it was sent',
  pulled: 'it was pulled',
} as const satisfies Record<Proposal['state'], string>

const dayOf = (at: Temporal.Instant): Temporal.PlainDate =>
  at.toZonedDateTimeISO('Europe/London').toPlainDate()

/** The day it was proposed. */
export const proposedOn = ({ proposedAt }: Proposal): Temporal.PlainDate => dayOf(proposedAt)

/** What an officer proposed, why, what the gate said and what became of it: for the decisions of an account and for why. */
export function proposalInWords(proposal: Proposal): string {
  const { actionKind, verdict, rule, reason, cautions, state, decidedWhy, endedWhy } = proposal
  const others = proposal.holds.filter(name => name !== rule).map(name => `“${name}”`)
  const held = others.length === 0 ? '' : `; also on hold by ${others.join(' and ')}`
  const said =
    verdict === 'outside policy'
      ? `outside policy (the rule that fitted was “${rule}”${held}), because: ${reason}`
      : cautions.length > 0
        ? `having read: ${cautions.join('; ')}`
        : `as the rule “${rule}” says`
  const comment = decidedWhy ? ` The approver said: ${decidedWhy}.` : ''
  const ended = endedWhy ? ` (${endedWhy})` : ''
  return `An officer proposed a ${actionKind} on ${formatDate(proposedOn(proposal))}, ${said.replace(/\.$/, '')}; ${became[state]}${ended}.${comment}`
}
