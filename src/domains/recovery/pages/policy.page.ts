import { citationLink } from '#web/citation.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import { actionInWords } from '../actions.ts'
import { inWords } from '../condition.ts'
import { facts } from '../facts.ts'
import type { PolicyInForce } from '../policies-in-force.ts'
import type { Rule } from '../rules.ts'

/** Every policy in force with the law underneath, in English, and the vocabulary they are written in. */
export const policyPage = ({
  session,
  policies,
  today,
}: {
  readonly session: Session
  readonly policies: readonly PolicyInForce[]
  readonly today: Temporal.PlainDate
}): Html =>
  layout({
    title: 'Policy',
    session,
    at: 'policy',
    content: html`
      ${heading(session.council.name, 'Policy')}
      <p class="govuk-body">In force on ${formatDate(today)}. The first rule that fits decides; when none fits, the account waits. What the law asks is marked with its citation, and no policy can ask for less. <a class="govuk-link" href="/law">The law in full</a></p>
      ${policies.map(
        ({ debtType, policy, rules, fingerprint }) => html`
      <h2 class="govuk-heading-m">${policy.name} <span class="eh-quiet">${debtType}</span></h2>
      <ol class="govuk-list eh-rules">${rules.map(ruleInWords)}</ol>
      <p class="govuk-body-s eh-quiet">Version ${fingerprint.slice(0, 12)}</p>`,
      )}
      <h2 class="govuk-heading-m">The words policies are written in</h2>
      <dl class="eh-facts">${Object.entries(facts).map(([fact, { says, kind }]) => html`<dt>${fact}</dt><dd>${says} (${kind})</dd>`)}</dl>`,
  })

const ruleInWords = ({ name, outcome, needs, why }: Rule): Html => html`
  <li><strong>${name}</strong>: ${outcome === 'hold' ? 'wait' : actionInWords(outcome)} when
    ${needs.map(
      ({ condition, law }, n) =>
        html`${n > 0 && ', and '}${inWords(condition)}${law && html` ${citationLink(law)}`}`,
    )}. <span class="eh-quiet">${capitalised(why)}.</span></li>`
