import { type Hold, lastDay } from '#protections'
import { citationLink } from '#web/citation.ts'
import { details, insetText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { foundInWords } from '../condition.ts'
import { sheetInText } from '../explain.ts'
import { type Fact, facts } from '../facts.ts'
import type { Why } from '../why.ts'

/** Why an account had what it had on a day: the rule, each thing it asked, what was found, and the law. */
export const whyPage = ({
  session,
  accountId,
  asked,
  why,
  refusal,
  holds,
}: {
  readonly session: Session
  readonly accountId: string
  readonly asked: Temporal.PlainDate
  readonly why: Why | undefined
  readonly refusal: string | undefined
  /** What holds it at this moment, whatever the night knew. Empty when another day is asked about. */
  readonly holds: readonly Hold[]
}): Html =>
  layout({
    title: 'Why?',
    session,
    at: 'work',
    content: html`
      ${heading(html`<a class="govuk-link" href="/accounts/${accountId}">Account ${why?.reference ?? ''}</a>`, `Why, on ${formatDate(why?.on ?? asked)}?`)}
      ${holds.map(heldNow)}
      ${why?.trial && insetText(session.permissions.includes('policy:view') ? html`${why.trial.says} <a class="govuk-link" href="/policy/trials/${why.trial.id}">The trial</a>` : why.trial.says)}
      ${why ? answer(why) : html`<p class="govuk-body">${refusal}</p>`}
      <form method="get" action="/accounts/${accountId}/why" class="eh-search">
        <div class="govuk-form-group"><label class="govuk-label" for="date">On another day</label>
        <input class="govuk-input govuk-input--width-10" id="date" name="date" type="date" value="${asked.toString()}"></div>
        <button class="govuk-button govuk-button--secondary">Ask</button>
      </form>`,
  })

const heldNow = (hold: Hold): Html => {
  const last = lastDay(hold)
  return insetText(
    html`<strong>On hold now: <a class="govuk-link" href="/holds/${hold.id}">${hold.kind}</a></strong>${last && `, until ${formatDate(last)}`}. <bdi>${hold.reason}</bdi>${!/[.!?]$/.test(hold.reason) && '.'} Nothing goes out while it runs. Below is what the last night decided.`,
  )
}

const answer = (why: Why): Html => html`
  <p class="govuk-body eh-lead"><strong>${headline(why)}</strong> ${why.happened}</p>
  <p class="govuk-body">${sheetInText(why.facts)}</p>
  ${why.proposed.map(says => html`<p class="govuk-body">${name(says)}</p>`)}
  ${why.outcome === 'wait' && why.explanation?.rules.length === 0 && html`<p class="govuk-body">The policy has no step after “${why.facts.stage}”: what comes next is for a person to decide.</p>`}
  ${!why.decidedOn.equals(why.on) && html`<p class="govuk-body">Decided on ${formatDate(why.decidedOn)}. Nothing has changed since.</p>`}
  ${why.explanation?.rules.map(
    rule => html`
  <h2 class="govuk-heading-s">${rule.name} <span class="eh-quiet">${why.outcome === 'wait' ? 'not yet' : rule.why}</span></h2>
  <ul class="govuk-list eh-findings">
    ${rule.findings.map(
      ({ met, says, found, law }) => html`
    <li class="${met ? 'eh-met' : 'eh-unmet'}"><span aria-hidden="true">${met ? '✔' : '✘'}</span>
      <span class="govuk-visually-hidden">${met ? 'Yes:' : 'No:'}</span> ${says}${found && ` (${found})`}
      ${law && citationLink(law)}</li>`,
    )}
  </ul>`,
  )}
  ${why.calculator && html`<p class="govuk-body"><a class="govuk-link" href="/law/calculators/${why.calculator}">Work out the lawful dates</a></p>`}
  ${details(
    'Everything that was known',
    html`<dl class="eh-facts">${(Object.keys(facts) as Fact[]).map(fact => {
      const found = why.facts[fact]
      const value =
        typeof found === 'boolean' ? (found ? 'yes' : 'no') : (foundInWords(fact, why.facts) ?? '')
      return html`<dt>${facts[fact].says}</dt><dd>${value}</dd>`
    })}</dl>
    <p class="govuk-body-s eh-quiet">Policy ${why.policyFingerprint?.slice(0, 12) ?? 'none'}, run ${why.runId.slice(0, 8)}.</p>`,
  )}`

const headline = ({ rule, outcome }: Why): string => {
  if (outcome === 'wait') return 'No step was due.'
  return outcome === 'hold' ? `On hold: ${rule}.` : `${rule}.`
}
