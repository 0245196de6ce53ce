import { details, summaryList, table, tag } from '#web/govuk/display.ts'
import { button, textarea } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { foundInWords } from '../../condition.ts'
import { factList, type FactSheet } from '../../facts.ts'
import type { Verdict } from '../../gate/verdict.ts'
import { section } from '../../pages/section.ts'
import { verdictPart, verdictTag } from '../../pages/verdict.ts'
import { proposedOn } from '../in-words.ts'
import type { Proposal } from '../proposal.ts'

const states = {
  waiting: ['waits for an approver', 'yellow'],
  refused: ['refused', 'grey'],
  'taken back': ['taken back', 'grey'],
  released: ['on its way', 'blue'],
  done: ['sent', 'green'],
  pulled: ['pulled', 'red'],
} as const
const stateTag = (state: Proposal['state']): Html => tag(states[state][0], states[state][1])

/** Every step that an officer proposed: those that wait for an approver first. */
export const proposalsPage = ({
  session,
  proposals,
  staff,
}: {
  readonly session: Session
  readonly proposals: readonly Proposal[]
  readonly staff: ReadonlyMap<string, string>
}): Html =>
  section({
    session,
    at: 'steps',
    title: 'Proposed steps',
    content: html`
      ${session.permissions.includes('steps:propose') && html`<p class="govuk-body"><a class="govuk-link" href="/steps/many">Propose a step for a list of accounts</a></p>`}
      ${
        proposals.length === 0
          ? html`<p class="govuk-body">No officer has proposed a step.</p>`
          : table({
              caption: 'Latest',
              columns: [
                { label: 'Step' },
                { label: 'Who' },
                { label: 'Asking for', numeric: true },
                { label: 'The gate said' },
                { label: 'Proposed' },
                { label: 'Now' },
              ],
              rows: proposals.map(one => [
                html`<a class="govuk-link" href="/steps/${one.id}">${capitalised(one.actionKind)}, ${one.reference}</a>`,
                name(one.name),
                formatPounds(one.amount),
                verdictTag(one.verdict),
                `${staff.get(one.proposedBy) ?? 'an officer'}, ${formatDate(proposedOn(one))}`,
                stateTag(one.state),
              ]),
            })
      }`,
  })

export type ProposalModel = {
  readonly session: Session
  readonly proposal: Proposal
  /** What the gate says today, while it waits. */
  readonly verdict: Verdict | undefined
  readonly facts: Partial<FactSheet>
  readonly staff: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string
}

/** One proposed step as its approver sees it: the facts, the rule, the reason, and what the gate says now. */
export const proposalPage = (model: ProposalModel): Html => {
  const { session, proposal, verdict, facts, staff, errors = {}, refusal } = model
  return layout({
    title: `Proposed: ${proposal.actionKind}`,
    session,
    at: 'run',
    errors: refusal === undefined ? errors : { ...errors, '': refusal },
    content: html`
      ${heading(
        html`<a class="govuk-link" href="/accounts/${proposal.accountId}">${capitalised(proposal.debtType)} ${proposal.reference}</a>`,
        html`Proposed: ${proposal.actionKind} ${stateTag(proposal.state)}`,
      )}
      ${summaryList([
        [
          'To',
          html`<a class="govuk-link" href="/people/${proposal.partyId}">${name(proposal.name)}</a>`,
        ],
        ['Asking for', `${formatPounds(proposal.amount)} of ${formatPounds(proposal.balance)}`],
        [
          'The gate said',
          html`${verdictTag(proposal.verdict)} The rule that fitted was “${proposal.rule}”.`,
        ],
        ...(proposal.holds.length === 0
          ? []
          : ([
              [
                'On hold by',
                html`<ul class="govuk-list eh-tight">${proposal.holds.map(hold => html`<li>${hold}</li>`)}</ul>`,
              ],
            ] as const)),
        ...(proposal.reason === '' ? [] : ([['Why', name(proposal.reason)]] as const)),
        ...(proposal.cautions.length === 0
          ? []
          : ([
              [
                'Read and ticked',
                html`<ul class="govuk-list eh-tight">${proposal.cautions.map(says => html`<li>${says}</li>`)}</ul>`,
              ],
            ] as const)),
        [
          'Proposed by',
          `${staff.get(proposal.proposedBy) ?? 'an officer'}, ${formatDate(proposedOn(proposal))}`,
        ],
        ...(proposal.decidedBy === null
          ? []
          : ([
              [
                'Decided by',
                html`${staff.get(proposal.decidedBy) ?? 'an officer'}${proposal.decidedWhy && html`: ${name(proposal.decidedWhy)}`}`,
              ],
            ] as const)),
        ...(proposal.endedWhy === null ? [] : ([['It did not go', proposal.endedWhy]] as const)),
      ])}
      ${verdict && html`<h2 class="govuk-heading-m">What the gate says today</h2>${verdictPart(verdict)}`}
      ${proposal.state === 'waiting' && decide(model)}
      ${details('Everything that was known', factsList(facts))}`,
  })
}

const factsList = (facts: Partial<FactSheet>): Html =>
  html`<dl class="eh-facts">${factList.flatMap(([fact, { says }]) => {
    const found = facts[fact]
    if (found === undefined) return []
    const value =
      typeof found === 'boolean'
        ? found
          ? 'yes'
          : 'no'
        : (foundInWords(fact, facts as FactSheet) ?? '')
    return [html`<dt>${says}</dt><dd>${value}</dd>`]
  })}</dl>`

function decide({ session, proposal, typed = {}, errors = {} }: ProposalModel): Html {
  const isTheirs = proposal.proposedBy === session.staffId
  const comment = (label: string) =>
    textarea({ name: 'comment', label, rows: 2, value: typed['comment'], error: errors['comment'] })
  const address = `/steps/${proposal.id}`
  if (isTheirs) {
    return html`
      <form method="post" action="${address}/take-back" novalidate data-draft="take-back-${proposal.id}">
        ${csrf(session)}${comment('Why is it taken back?')}${button('Take it back', { secondary: true })}
      </form>`
  }
  if (!session.permissions.includes('steps:approve')) {
    return html`<p class="govuk-body">It waits for a team leader or an approver.</p>`
  }
  return html`
    <form method="post" action="${address}/decision" novalidate data-draft="decide-${proposal.id}">
      ${csrf(session)}
      <input type="hidden" name="contentHash" value="${proposal.contentHash}">
      ${comment('What do you say to it?')}
      ${button('Approve and send', { once: true, name: 'answer', value: 'approve' })}
      ${button('Refuse it', { secondary: true, name: 'answer', value: 'refuse' })}
    </form>`
}
