import { formatDate, formatDateOf } from '#values/dates.ts'
import type { Errors, Typed } from '#web/form.ts'
import { details, summaryList } from '#web/govuk/display.ts'
import { button, radios, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Difference } from '../../drafting/differences.ts'
import { act, differencesList, whoIs } from '../../drafting/pages/shared.ts'
import { lasts, termsInWords } from '../in-words.ts'
import type { Outcomes } from '../outcomes.ts'
import { contentOf, standingOf, type Trial } from '../trial.ts'
import { outcomesPart } from './outcomes.ts'
import { trialTag } from './shared.ts'

export type TrialModel = {
  readonly session: Session
  readonly today: Temporal.PlainDate
  readonly trial: Trial
  /** From what it is tried against. */
  readonly differences: readonly Difference[]
  /** Undefined before anything can have come of it. */
  readonly outcomes: Outcomes | undefined
  /** Whether whoever looks wrote some of the challenger, or asked for its trial. */
  readonly hadAHand: boolean
  readonly staff: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** A trial: its terms, who decided what about it, what can be done with it, and what came of it. */
export const trialPage = (model: TrialModel): Html => {
  const { session, today, trial, differences, outcomes, errors = {}, notice } = model
  const standing = standingOf(trial, today)
  return layout({
    title: `Trial: ${trial.policy.name}`,
    session,
    at: 'policy',
    errors,
    notice,
    content: html`
      ${heading(html`<a class="govuk-link" href="/policy">Policy</a> for ${trial.debtType}`, html`Trial: ${trial.policy.name} ${trialTag(standing)}`)}
      <div class="eh-columns">
        <section aria-label="What is tried">${terms(model)}</section>
        <section aria-labelledby="next">
          <h2 class="govuk-heading-m" id="next">What is next</h2>
          ${actions(model)}
        </section>
      </div>
      ${outcomes && outcomesPart({ trial, standing, outcomes, mayOpenAccounts: session.permissions.includes('accounts:view') })}
      <h2 class="govuk-heading-m">What is different from what it is tried against</h2>
      ${differencesList(differences)}`,
  })
}

const terms = ({ trial, staff }: TrialModel): Html => {
  const who = (id: string | null, at: Temporal.Instant | null) =>
    html`${name(whoIs(staff, id ?? ''))}${at && `, ${formatDateOf(at)}`}`
  return html`
    <p class="govuk-body">${termsInWords(trial)}</p>
    ${summaryList([
      [
        'Days',
        `From ${formatDate(trial.beginsOn)} to ${formatDate(trial.endsOn.subtract({ days: 1 }))}, ${lasts(trial) / 7} weeks`,
      ],
      [
        'Challenger',
        html`<a class="govuk-link" href="/policy/drafts/${trial.draftId}">${trial.policy.name}</a>, save ${trial.version} (${trial.fingerprint.slice(0, 12)})`,
      ],
      [
        'Simulated',
        html`<a class="govuk-link" href="/policy/drafts/${trial.draftId}/simulation">What it would change</a>`,
      ],
      ['Why', name(trial.because)],
      ['Asked for by', who(trial.askedBy, trial.askedAt)],
      ...(trial.approvedBy === null
        ? []
        : ([
            ['Approved by', who(trial.approvedBy, trial.approvedAt)],
            ['Drawn with', html`<code>${trial.seed}</code>`],
          ] as const)),
      ...(trial.endedBy === null
        ? []
        : ([
            [
              trial.approvedBy === null ? 'Refused by' : 'Stopped by',
              who(trial.endedBy, trial.endedAt),
            ],
            ['Because', name(trial.endedWhy ?? '')],
          ] as const)),
      ...(trial.concludedBy === null
        ? []
        : ([
            ['Concluded by', who(trial.concludedBy, trial.concludedAt)],
            ['What was made of it', name(trial.concludedWhy ?? '')],
          ] as const)),
    ])}`
}

const actions = (model: TrialModel): Html => {
  const { session, trial, today } = model
  const may = (permission: 'policy:draft' | 'policy:approve' | 'runs:stop') =>
    session.permissions.includes(permission)
  const standing = standingOf(trial, today)
  switch (standing) {
    case 'waits for approval':
      return html`
        <p class="govuk-body">It waits for somebody who wrote none of it. Nothing is tried before.</p>
        ${may('policy:approve') && approveForm(model)}
        ${may('runs:stop') && stopForm(model, 'Refuse it')}`
    case 'to come':
    case 'running':
      return html`
        <p class="govuk-body">${standing === 'running' ? 'It runs. It ends by itself when its days are over, or when another policy or another law comes in.' : `It begins on the night of ${formatDate(trial.beginsOn)}.`} To stop it takes one person: its accounts are decided by what is in force from the next night, what has not gone is held back at the gate, and nothing that went is undone.</p>
        ${may('runs:stop') && stopForm(model, 'Stop it now')}`
    case 'stopped':
    case 'over':
      return html`
        <p class="govuk-body">Its accounts are decided by what is in force again.</p>
        ${may('policy:draft') && concludeForm(model)}`
    case 'adopted':
      return html`<p class="govuk-body">A draft of the challenger was begun, to be simulated, submitted and approved like every policy. <a class="govuk-link" href="/policy">Drafts and versions</a></p>`
    case 'dropped':
      return html`<p class="govuk-body">It was dropped. What is in force stays as it is.</p>`
    case 'refused':
      return html`<p class="govuk-body">It was refused, and nothing was tried. <a class="govuk-link" href="/policy/drafts/${trial.draftId}">The draft</a></p>`
  }
}

const approveForm = ({ session, trial, hadAHand }: TrialModel): Html =>
  hadAHand
    ? html`<p class="govuk-body">You wrote some of it or asked for it, so somebody else approves it.</p>`
    : act(
        session,
        `/policy/trials/${trial.id}/approve`,
        html`<input type="hidden" name="contentHash" value="${contentOf(trial)}">${button('Approve the trial', { once: true })}`,
      )

const stopForm = ({ session, trial, typed = {}, errors = {} }: TrialModel, label: string): Html =>
  details(
    label,
    html`<form method="post" action="/policy/trials/${trial.id}/stop" novalidate>
      ${csrf(session)}
      ${textarea({ name: 'stoppedBecause', label: 'Why?', rows: 2, value: typed['stoppedBecause'], error: errors['stoppedBecause'] })}
      ${button(label, { secondary: true, once: true })}
    </form>`,
    { open: errors['stoppedBecause'] !== undefined },
  )

const concludeForm = ({ session, trial, typed = {}, errors = {} }: TrialModel): Html =>
  html`<form method="post" action="/policy/trials/${trial.id}/conclude" novalidate>
    ${csrf(session)}
    ${radios({
      name: 'conclusion',
      label: 'What does the council make of it?',
      value: typed['conclusion'],
      error: errors['conclusion'],
      choices: [
        {
          value: 'adopted',
          label: 'Adopt the challenger',
          hint: 'A draft of it is begun, and comes into force like every policy',
        },
        { value: 'dropped', label: 'Drop it', hint: 'What is in force stays as it is' },
      ],
    })}
    ${textarea({ name: 'concludedBecause', label: 'Why?', rows: 2, value: typed['concludedBecause'], error: errors['concludedBecause'] })}
    ${button('Conclude the trial', { once: true })}
  </form>`
