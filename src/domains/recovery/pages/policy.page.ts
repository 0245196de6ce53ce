import type { Errors } from '#web/form.ts'
import { table } from '#web/govuk/display.ts'
import { button, select } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate, formatDateOf } from '#values/dates.ts'
import type { Draft } from '../drafting/draft.ts'
import { act, draftTag, standingTag, whoIs } from '../drafting/pages/shared.ts'
import { standingOn, type Version } from '../drafting/versions.ts'
import { facts } from '../facts.ts'
import type { PolicyInForce } from '../policies-in-force.ts'
import { trialsList } from '../trials/pages/shared.ts'
import type { Trial } from '../trials/trial.ts'
import { rulesList } from './rules-list.ts'

export type PolicyModel = {
  readonly session: Session
  readonly policies: readonly PolicyInForce[]
  readonly versions: readonly Version[]
  readonly drafts: readonly Draft[]
  readonly trials: readonly Trial[]
  /** Those for which a policy can be written. */
  readonly debtTypes: readonly string[]
  readonly staff: ReadonlyMap<string, string>
  readonly today: Temporal.PlainDate
  readonly notice?: string | undefined
  readonly errors?: Errors
}

/** Every policy in force with the law underneath, in English, those to come and that were, what is being written and what is tried. */
export const policyPage = (model: PolicyModel): Html => {
  const { session, policies, today, notice, errors = {} } = model
  return layout({
    title: 'Policy',
    session,
    at: 'policy',
    notice,
    errors,
    content: html`
      ${heading(session.council.name, 'Policy')}
      ${drafts(model)}
      ${trialsList(model.trials, today)}
      ${versions(model)}
      <p class="govuk-body">In force on ${formatDate(today)}. The first rule that fits decides; when none fits, the account waits. What the law asks is marked with its citation, and no policy can ask for less. <a class="govuk-link" href="/law">The law in full</a> · <a class="govuk-link" href="/policy/standard">Standard policies</a> · <a class="govuk-link" href="/policy/returns">What follows a return</a> · <a class="govuk-link" href="/figures">The council’s figures</a></p>
      ${policies.map(
        ({ debtType, policy, rules, fingerprint }) => html`
      <h2 class="govuk-heading-m">${policy.name} <span class="eh-quiet">${debtType}</span></h2>
      ${rulesList(rules)}
      <p class="govuk-body-s eh-quiet">Version ${fingerprint.slice(0, 12)}</p>`,
      )}
      <h2 class="govuk-heading-m">The words policies are written in</h2>
      <dl class="eh-facts">${Object.entries(facts).map(([fact, { says, kind }]) => html`<dt>${fact}</dt><dd>${says} (${kind})</dd>`)}</dl>`,
  })
}

const drafts = ({ session, drafts, debtTypes, staff, errors = {} }: PolicyModel): Html => html`
  ${
    drafts.length > 0 &&
    table({
      caption: 'Drafts',
      columns: [
        { label: 'Draft' },
        { label: 'For' },
        { label: 'How far' },
        { label: 'Last saved by' },
        { label: 'On' },
      ],
      rows: drafts.map(draft => [
        html`<a class="govuk-link" href="/policy/drafts/${draft.id}">${draft.policy.name}</a>`,
        draft.debtType,
        draftTag(draft),
        whoIs(staff, draft.savedBy),
        formatDateOf(draft.savedAt),
      ]),
    })
  }
  ${
    session.permissions.includes('policy:draft') &&
    debtTypes.length > 0 &&
    act(
      session,
      '/policy/drafts',
      html`${select({ name: 'debtType', label: 'Draft a policy for', hint: 'It begins as a copy of what is in force', error: errors['debtType'], choices: debtTypes.map(value => ({ value, label: value })) })}
      ${button('Begin a draft')}`,
    )
  }`

const versions = ({ versions, staff, today }: PolicyModel): Html =>
  table({
    caption: 'Versions, newest first',
    columns: [
      { label: 'Type of debt' },
      { label: 'Policy' },
      { label: 'From' },
      { label: 'Until' },
      { label: 'Stands' },
      { label: 'Drafted by' },
      { label: 'Approved by' },
    ],
    rows: versions.map(version => [
      version.debtType,
      html`<a class="govuk-link" href="/policy/versions/${version.id}">${version.policy.name}<span class="govuk-visually-hidden">, from ${formatDate(version.from)}</span></a>`,
      formatDate(version.from),
      version.until ? formatDate(version.until.subtract({ days: 1 })) : 'further notice',
      standingTag(standingOn(version, today)),
      whoIs(staff, version.draftedBy),
      whoIs(staff, version.approvedBy),
    ]),
  })
