import { stepsTable, type Proposal } from '#recovery'
import type { Mandate } from '#payments'
import { directDebitLine } from '#payments'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList, table, tag } from '#web/govuk/display.ts'
import { html, type Html, type Insert, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import { daysBetween, formatDate, formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { type Case, runningHolds } from '../../case-head.ts'
import type { Contact } from '../../contact.ts'
import { caseHead } from '../../pages/case-head.ts'
import type { TimelineItem } from '../../timeline.ts'
import { missingFrom } from '../checklist.ts'
import type { Escalation } from '../escalation.ts'
import { escalationKinds } from '../kinds.ts'
import type { EscalationTargets } from '../targets.ts'
import { decideForm } from './decide-form.ts'
import { clockTag, decisionTag } from './escalations.page.ts'

export type EscalationModel = {
  readonly theirs: Case
  readonly escalation: Escalation
  /** Contacts within the council's days, newest first. */
  readonly contacts: readonly Contact[]
  readonly targets: EscalationTargets
  readonly evidence: readonly TimelineItem[]
  /** How many entries it rested on that are not this person's any more. */
  readonly evidenceGone: number
  readonly mandates: readonly Mandate[]
  /** Of one that recommends litigation: what the gate says today, and the first step proposed since it was accepted. */
  readonly steps: Parameters<typeof stepsTable>[1] | undefined
  readonly proposed: Proposal | undefined
  readonly staff: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string
  readonly notice?: string | undefined
}

/** Everything that whoever decides has to know, on one page, and their decision. */
export const escalationPage = (model: EscalationModel): Html => {
  const { theirs, escalation, errors = {}, refusal, notice } = model
  const { session, party, today } = theirs
  const { kind, decision } = escalation
  return layout({
    title: `Escalated: ${kind}`,
    session,
    at: 'escalations',
    notice,
    errors: refusal === undefined ? errors : { ...errors, '': refusal },
    content: html`
      ${caseHead(theirs, html`<p class="govuk-body"><a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a></p>`)}
      ${heading(
        html`<a class="govuk-link" href="/accounts/${escalation.accountId}">${capitalised(escalation.debtType)} ${escalation.reference}</a>`,
        html`Escalated: ${kind} ${decision ? decisionTag(decision) : clockTag(escalation, today)}`,
      )}
      ${escalation.untriedWhy !== null && insetText(html`${tag('outside policy', 'yellow')} Nobody had tried to reach them when it was asked. Why it is right all the same: ${name(escalation.untriedWhy)}`)}
      <div class="eh-columns">
        <div>${whatIsAsked(model)}${decided(model)}${decision === null && decideForm(model)}</div>
        <div>${whatIsKnown(model)}</div>
      </div>
      ${court(model)}`,
  })
}

const whatIsAsked = ({ escalation, staff, evidence, evidenceGone }: EscalationModel): Html => {
  const missing = missingFrom(escalation.checklist)
  return summaryList([
    [
      'Asked by',
      `${staff.get(escalation.askedBy) ?? 'an officer'}, ${formatDate(escalation.askedOn)}`,
    ],
    ['Recommends', paragraphs(escalation.recommends)],
    ['What else there was', paragraphs(escalation.options)],
    ...(Object.keys(escalation.checklist).length === 0
      ? []
      : ([
          [
            'Not there yet',
            missing.length === 0
              ? 'Nothing: every question was answered yes, or does not apply'
              : html`<ul class="govuk-list eh-tight">${missing.map(one => html`<li>${tag('missing', 'red')} ${one}</li>`)}</ul>`,
          ],
        ] as const)),
    [
      'It rests on',
      evidence.length === 0 && evidenceGone === 0
        ? 'Nothing was ticked'
        : html`<ul class="govuk-list eh-tight">${evidence.map(evidenceLine)}${evidenceGone > 0 && html`<li class="eh-quiet">${evidenceGone} that cannot be shown here any more</li>`}</ul>`,
    ],
    [
      'Clock',
      html`${escalation.seenOn ? `Seen ${formatDate(escalation.seenOn)} by ${staff.get(escalation.seenBy ?? '') ?? 'an officer'}` : 'Not seen yet by anybody who could decide'}; to be decided by ${formatDate(escalation.decideBy)}`,
    ],
    ...(escalation.followsId === null
      ? []
      : ([
          [
            'Asked before',
            html`<a class="govuk-link" href="/escalations/${escalation.followsId}">It was returned, and this is it again</a>`,
          ],
        ] as const)),
  ])
}

const paragraphs = (text: string): Html =>
  html`${text.split(/\n+/).map(line => html`<p class="govuk-body eh-tight">${name(line)}</p>`)}`

const evidenceLine = ({ at, says, detail, href, isCorrected }: TimelineItem): Html => html`
  <li>${formatDateOf(at)}: ${isCorrected && tag('corrected', 'grey')} ${href ? html`<a class="govuk-link" href="${href}">${says}</a>` : says}
    ${detail && html`<bdi class="eh-quiet">${detail}</bdi>`}</li>`

/** What the council knows beside the officer's words; needs are there as what to do differently, never why. */
const whatIsKnown = ({
  theirs,
  escalation,
  contacts,
  targets,
  mandates,
}: EscalationModel): Html => {
  const account = theirs.accounts.find(({ id }) => id === escalation.accountId)
  const holds = runningHolds(theirs)
  const pairs: (readonly [string, Insert])[] = [
    [
      'This account',
      account
        ? `${formatPounds(account.balance)}, ${formatPounds(account.overdue)} of it late; ${account.stage}`
        : 'They do not owe it any more',
    ],
    [
      'On hold',
      holds.length === 0
        ? 'No'
        : html`${holds.map(hold => html`<a class="govuk-link" href="/holds/${hold.id}">${hold.kind}</a> `)}`,
    ],
    [
      'Do differently',
      theirs.instructions.length === 0
        ? 'Nothing recorded'
        : html`<ul class="govuk-list eh-tight">${theirs.instructions.map(({ says }) => html`<li>${says}</li>`)}</ul>`,
    ],
    ['Plan', plan(theirs, escalation.accountId, mandates)],
    ['Next', capitalised(theirs.next ?? 'only something new changes anything')],
  ]
  return html`
    ${summaryList(pairs)}
    ${
      contacts.length === 0
        ? html`<p class="govuk-body">No contact in the last ${targets.contactDays} days.</p>`
        : table({
            caption: `Contacts in the last ${targets.contactDays} days`,
            columns: [{ label: 'Day' }, { label: 'How' }, { label: 'What came of it' }],
            rows: contacts.map(({ at, channel, direction, outcome, note }) => [
              formatDateOf(at),
              `${channel}, ${direction}`,
              html`${outcome} <bdi class="eh-quiet">${note}</bdi>`,
            ]),
          })
    }`
}

const plan = (theirs: Case, accountId: string, mandates: readonly Mandate[]): Html => {
  const arrangement = runningHolds(theirs).find(({ kind }) => kind === 'arrangement')
  const { promised } = theirs
  return html`${arrangement ? html`<a class="govuk-link" href="/holds/${arrangement.id}">An arrangement</a>. ` : 'No arrangement. '}
    ${promised && `Promised ${formatPounds(promised.amount)} by ${formatDate(promised.on)}. `}
    ${theirs.session.permissions.includes('direct-debits:view') && directDebitLine(accountId, mandates)}`
}

const decided = ({ theirs, escalation, staff }: EscalationModel): Html | false => {
  const { decision, decidedOn, decidedBy, againBy, followedById, askedBy, isRead } = escalation
  if (decision === null || decidedOn === null) return false
  const { session } = theirs
  const took = daysBetween(escalation.askedOn, decidedOn)
  return html`
    <h2 class="govuk-heading-m">${capitalised(decision)}</h2>
    <p class="govuk-body">${name(escalation.comment ?? '')}</p>
    <p class="govuk-body-s">${staff.get(decidedBy ?? '') ?? 'An officer'}, ${formatDate(decidedOn)}; it took ${took === 1 ? '1 day' : `${took} days`}. ${againBy && `They come back with it by ${formatDate(againBy)}.`}</p>
    ${
      askedBy === session.staffId &&
      !isRead &&
      html`
    <form method="post" action="/escalations/${escalation.id}/read">${csrf(session)}<button class="govuk-button eh-button-small">I have read it</button></form>`
    }
    ${
      decision === 'returned' &&
      (followedById !== null
        ? html`<p class="govuk-body"><a class="govuk-link" href="/escalations/${followedById}">It was asked again</a></p>`
        : session.permissions.includes('escalations:make') &&
          html`<p class="govuk-body"><a class="govuk-link" href="/people/${escalation.personId}/escalations/new?account=${escalation.accountId}&amp;follows=${escalation.id}">Ask again</a></p>`)
    }
    <p class="govuk-body-s">${escalationKinds[escalation.kind].afterwards}</p>`
}

/** How the account would come before a court: what the gate says today, and whether anybody has proposed it since. */
const court = ({ theirs, escalation, steps, proposed }: EscalationModel): Html | false =>
  steps !== undefined &&
  html`
    <h2 class="govuk-heading-m">The way to court, at the gate today</h2>
    ${
      proposed
        ? html`<p class="govuk-body">Proposed since: <a class="govuk-link" href="/steps/${proposed.id}">${proposed.actionKind}, ${formatDateOf(proposed.proposedAt)}</a></p>`
        : escalation.decision === 'accepted' &&
          html`<p class="govuk-body">${tag('nothing proposed yet', 'yellow')} It was accepted, and no step has been proposed since. Choose the step: the gate judges it.</p>`
    }
    ${
      steps.length === 0
        ? html`<p class="govuk-body">No step towards a court is known for ${escalation.debtType}.</p>`
        : theirs.session.permissions.includes('steps:propose') || escalation.decision === null
          ? stepsTable(escalation.accountId, steps)
          : false
    }`
