import { citationLink } from '#web/citation.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText } from '#web/govuk/display.ts'
import { button, checkboxes, radios, select, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import { formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Case } from '../../case-head.ts'
import { caseHead } from '../../pages/case-head.ts'
import type { TimelineItem } from '../../timeline.ts'
import { checkAnswers, checksOf } from '../checklist.ts'
import type { Escalation } from '../escalation.ts'
import { escalationKindNames, escalationKinds } from '../kinds.ts'
import type { EscalationTargets } from '../targets.ts'

export type EscalateModel = Case & {
  /** Made with the page, so that sending it twice asks once. */
  readonly escalationId: string
  readonly targets: EscalationTargets
  /** How often somebody tried to reach them within the council's days. */
  readonly contacts: number
  /** What it may rest on, newest first. */
  readonly entries: readonly (TimelineItem & { readonly id: string })[]
  /** The one that was returned and is asked again. */
  readonly follows?: Escalation | undefined
  readonly typed?: Typed
  readonly ticked?: readonly string[]
  readonly errors?: Errors
}

/** Puts something before a team leader: what the officer recommends, what it rests on, and what else there was to do. */
export const escalatePage = (model: EscalateModel): Html => {
  const { session, party, escalationId, targets, follows, typed = {}, errors = {} } = model
  return layout({
    title: 'Escalate',
    session,
    at: 'work',
    errors,
    content: html`
      ${caseHead(model, html`<p class="govuk-body"><a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a></p>`)}
      ${heading(false, follows ? 'Ask again' : 'Escalate')}
      ${follows && insetText(html`It was returned: ${name(follows.comment ?? '')}`)}
      <p class="govuk-body">To be decided within ${days(targets.otherDays)}, or ${days(targets.safetyDays)} where somebody’s safety is concerned. My work tells you when it is.</p>
      <form method="post" action="/people/${party.personId}/escalations" novalidate data-draft="escalate-${party.personId}-${follows?.id ?? 'new'}">
        ${csrf(session)}
        <input type="hidden" name="escalation" value="${escalationId}">
        <input type="hidden" name="follows" value="${follows?.id ?? ''}">
        <div class="eh-columns">
          <div>
            ${radios({
              name: 'kind',
              label: 'What is it about?',
              value: typed['kind'],
              error: errors['kind'],
              choices: escalationKindNames.map(value => ({
                value,
                label: escalationKinds[value].label,
              })),
            })}
            ${about(model)}
            ${textarea({
              name: 'recommends',
              label: 'What do you recommend, and why?',
              hint: 'They may read it one day.',
              rows: 4,
              value: typed['recommends'],
              error: errors['recommends'],
            })}
            ${textarea({
              name: 'options',
              label: 'What else was there to do, and why not that?',
              rows: 3,
              value: typed['options'],
              error: errors['options'],
            })}
            ${tried(model)}
          </div>
          <div>${evidence(model)}${checklist(model)}</div>
        </div>
        ${button('Ask a team leader', { once: true })}
        <a class="govuk-link" href="/people/${party.personId}">Cancel</a>
      </form>`,
  })
}

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`)

const about = ({ accounts, typed = {}, errors = {} }: EscalateModel): Html =>
  select({
    name: 'account',
    label: 'Which account?',
    value: typed['account'] ?? (accounts.length === 1 ? accounts[0]?.id : ''),
    error: errors['account'],
    choices: [
      { value: '', label: 'Choose an account' },
      ...accounts.map(({ id, debtType, reference, balance }) => ({
        value: id,
        label: `${capitalised(debtType)} ${reference}, ${formatPounds(balance)}`,
      })),
    ],
  })

/** Whether anybody has tried to reach them: if not, it is outside policy, and says why. */
const tried = ({ contacts, targets, typed = {}, errors = {} }: EscalateModel): Html =>
  contacts > 0
    ? html`<p class="govuk-body">Somebody was in touch or tried ${contacts === 1 ? 'once' : `${contacts} times`} in the last ${days(targets.contactDays)}.</p>`
    : textarea({
        name: 'untried',
        label: 'Nobody has tried to reach them: why is it right all the same?',
        hint: `Nothing in the last ${days(targets.contactDays)}, so it is outside policy. Leave it empty for a complaint or somebody’s safety.`,
        rows: 2,
        value: typed['untried'],
        error: errors['untried'],
      })

const evidence = ({ entries, ticked = [], errors = {} }: EscalateModel): Html | false =>
  entries.length > 0 &&
  checkboxes({
    name: 'evidence',
    label: 'What does it rest on?',
    hint: 'The latest of what has happened. Whoever decides opens what you tick.',
    error: errors['evidence'],
    values: ticked,
    choices: entries.map(entry => ({
      value: entry.id,
      label: html`${formatDateOf(entry.at)}: ${entry.says} ${entry.detail && html`<bdi class="eh-quiet">${entry.detail}</bdi>`}`,
    })),
  })

const checklist = ({ typed = {}, errors = {} }: EscalateModel): Html => html`
  <h2 class="govuk-heading-s">Only to recommend litigation</h2>
  <p class="govuk-body-s">What is not so yet is named to whoever decides.</p>
  ${checksOf('recommend litigation').map(
    ([check, { asks, hint, law, always }]) => html`
    ${select({
      name: `check-${check}`,
      label: asks,
      hint,
      value: typed[`check-${check}`],
      error: errors[`check-${check}`],
      choices: [
        { value: '', label: 'Choose an answer' },
        ...checkAnswers
          .filter(answer => !always || answer !== 'does not apply')
          .map(answer => ({ value: answer, label: capitalised(answer) })),
      ],
    })}
    ${law && html`<p class="govuk-body-s">${citationLink(law)}</p>`}`,
  )}`
