import { formatDate, formatDateOf } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { details, insetText, table, tag } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { factsInWords } from '../../facts-in-words.ts'
import { inText } from '../../explain.ts'
import type { Hold, Policy, Step } from '../../policy.ts'
import type { KeptSimulation } from '../../simulation/keep.ts'
import { trialsList } from '../../trials/pages/shared.ts'
import type { Trial } from '../../trials/trial.ts'
import type { Checked } from '../checks.ts'
import { type Difference, ruleInEnglish } from '../differences.ts'
import type { Draft, DraftVersion } from '../draft.ts'
import { draftActions } from './draft-actions.ts'
import { act, differencesList, draftTag, whoIs } from './shared.ts'

export type DraftModel = {
  readonly session: Session
  readonly today: Temporal.PlainDate
  readonly draft: Draft
  readonly checked: Checked
  readonly versions: readonly DraftVersion[]
  /** From what is in force; undefined where nothing is. */
  readonly differences: readonly Difference[] | undefined
  /** Finished, of exactly this content. */
  readonly simulation: KeptSimulation | undefined
  /** Asked for since, and not finished. */
  readonly asked: KeptSimulation | undefined
  /** Whether that is finished and shows no more what the draft would change. */
  readonly isSimulationOld: boolean
  /** Those of this draft, and those that run for its type of debt. */
  readonly trials: readonly Trial[]
  readonly staff: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** A draft: its rules to change, what the checks and examples say, what it would change, and how it comes into force. */
export const draftPage = (model: DraftModel): Html => {
  const { session, draft, checked, differences, errors = {}, notice, staff } = model
  const mayWrite = draft.status === 'draft' && session.permissions.includes('policy:draft')
  return layout({
    title: `Draft: ${draft.policy.name}`,
    session,
    at: 'policy',
    errors,
    notice,
    content: html`
      ${heading(html`<a class="govuk-link" href="/policy">Policy</a> for ${draft.debtType}`, html`${draft.policy.name} ${draftTag(draft)}`)}
      <p class="govuk-body">Save ${draft.version}, by ${whoIs(staff, draft.savedBy)}, ${formatDateOf(draft.savedAt)}. Nothing here decides anything until somebody else has approved it and its day has come.</p>
      ${draft.status === 'draft' && draft.returnedWhy !== null && insetText(html`${whoIs(staff, draft.returnedBy ?? '')} returned it: ${draft.returnedWhy}`)}
      <div class="eh-columns">
        <section aria-labelledby="checks">
          <h2 class="govuk-heading-m" id="checks">Checks</h2>
          ${findings(checked)}
        </section>
        <section aria-labelledby="next">
          <h2 class="govuk-heading-m" id="next">What is next</h2>
          ${draftActions(model)}
        </section>
      </div>
      ${trialsList(model.trials, model.today)}
      ${rules(model, mayWrite)}
      ${examples(model, mayWrite)}
      <h2 class="govuk-heading-m">What is different from what is in force</h2>
      ${differences ? differencesList(differences) : html`<p class="govuk-body">Nothing is in force for ${draft.debtType}: all of it is new.</p>`}
      ${details('Every save, newest first', history(model))}
      ${mayWrite && details('Give this draft up', act(session, `/policy/drafts/${draft.id}/drop`, button('Give it up', { secondary: true })))}`,
  })
}

const findings = ({ findings, examples }: Checked): Html => html`
  ${
    findings.length === 0
      ? html`<p class="govuk-body">${tag('all fine', 'green')} Every rule can decide something, every stage has a way on, nothing asks for less than the law, and no name is used twice.</p>`
      : html`<ul class="govuk-list govuk-list--spaced">${findings.map(
          ({ weight, where, says }) =>
            html`<li>${weight === 'must' ? tag('put right', 'red') : tag('say why', 'yellow')} ${where !== undefined && html`<strong>${where}:</strong> `}${says}</li>`,
        )}</ul>`
  }
  <p class="govuk-body">${examples.length === 0 ? 'There are no examples yet.' : `${examples.filter(({ passes }) => passes).length} of ${examples.length} examples come out as they must.`}</p>`

const rules = ({ session, draft }: DraftModel, mayWrite: boolean): Html => {
  const { policy } = draft
  const list = (kind: 'hold' | 'step', all: readonly (Hold | Step)[]) => html`
    <ol class="govuk-list eh-rules">${all.map(
      (rule, n) => html`
      <li><strong>${rule.name}</strong>: ${ruleInEnglish(rule)}. <span class="eh-quiet">${capitalised(rule.why)}</span>
        ${mayWrite && ruleActions(session, draft, { kind, n, rule, last: all.length - 1 })}</li>`,
    )}</ol>
    ${mayWrite && html`<p class="govuk-body"><a class="govuk-link" href="/policy/drafts/${draft.id}/rules/new-${kind}">Add a ${kind}</a></p>`}`
  return html`
    <h2 class="govuk-heading-m">Holds: reasons of ours to leave an account alone</h2>
    <p class="govuk-body">The law’s own holds come before these, and are not the council’s to change. A dispute, an arrangement or another hold that somebody placed stops recovery under every policy, also where no hold here says so.</p>
    ${list('hold', policy.holds)}
    <h2 class="govuk-heading-m">Steps: the first that fits is taken</h2>
    ${list('step', policy.steps)}
    ${mayWrite && details('Give the policy another name', nameForm(session, draft, policy))}`
}

const nameForm = (session: Session, { id, version }: Draft, { name }: Policy): Html =>
  act(
    session,
    `/policy/drafts/${id}/change`,
    html`<input type="hidden" name="version" value="${version}">${input({ name: 'name', label: 'Name of the policy', value: name })}${button('Give it this name', { secondary: true, name: 'do', value: 'name' })}`,
  )

const ruleActions = (
  session: Session,
  { id, version }: Draft,
  at: {
    readonly kind: string
    readonly n: number
    readonly rule: Hold | Step
    readonly last: number
  },
): Html => {
  const place = `${at.kind}-${at.n}`
  const press = (does: string, label: string) =>
    html`<button class="eh-link-button" name="do" value="${does}:${place}">${label}<span class="govuk-visually-hidden"> “${at.rule.name}”</span></button> `
  return html`<form method="post" action="/policy/drafts/${id}/change" class="eh-inline">
    ${csrf(session)}<input type="hidden" name="version" value="${version}">
    <a class="govuk-link" href="/policy/drafts/${id}/rules/${place}">Change<span class="govuk-visually-hidden"> “${at.rule.name}”</span></a>
    ${at.n > 0 && press('up', 'Move up')}${at.n < at.last && press('down', 'Move down')}${press('remove', 'Take out')}</form>`
}

const examples = ({ session, draft, checked }: DraftModel, mayWrite: boolean): Html => html`
  <h2 class="govuk-heading-m">Examples that must come out as they say</h2>
  <ul class="govuk-list govuk-list--spaced">${checked.examples.map(
    ({ example, got, passes, explanation }, n) => html`
    <li>${passes ? tag('passes', 'green') : tag('fails', 'red')} <strong>${example.name}</strong>: expects “${example.expect}”${!passes && html`, and gets “${got}”`}. <span class="eh-quiet">${capitalised(factsInWords(example).join('; '))}.</span>
      ${details('Why', html`<pre class="eh-text">${inText(explanation) || 'Nothing is due yet.'}</pre>`)}
      ${
        mayWrite &&
        act(
          session,
          `/policy/drafts/${draft.id}/change`,
          html`<input type="hidden" name="version" value="${draft.version}">
          <a class="govuk-link" href="/policy/drafts/${draft.id}/examples/${n}">Change<span class="govuk-visually-hidden"> “${example.name}”</span></a>
          <button class="eh-link-button" name="do" value="remove:example-${n}">Take out<span class="govuk-visually-hidden"> “${example.name}”</span></button>`,
        )
      }</li>`,
  )}</ul>
  ${mayWrite && html`<p class="govuk-body"><a class="govuk-link" href="/policy/drafts/${draft.id}/examples/new">Add an example</a></p>`}`

const history = ({ versions, staff }: DraftModel): Html =>
  table({
    caption: 'Saves',
    captionHidden: true,
    columns: [
      { label: 'Save', numeric: true },
      { label: 'What' },
      { label: 'Who' },
      { label: 'When' },
    ],
    rows: versions.map(({ version, what, savedBy, savedAt }) => [
      version,
      what,
      whoIs(staff, savedBy),
      formatDate(savedAt.toZonedDateTimeISO('Europe/London').toPlainDate()),
    ]),
  })
