import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import type { Escalation } from '../escalation.ts'

/** What was decided about an officer's escalations, on their list of work until they say that they have read it. */
export const answersPart = (session: Session, answers: readonly Escalation[]): Html | false =>
  answers.length > 0 &&
  html`
  <section aria-labelledby="answers">
    <h2 class="govuk-heading-s" id="answers">Decided about what you escalated</h2>
    ${answers.map(
      one => html`
    <div class="eh-notice">
      <p class="govuk-body"><a class="govuk-link" href="/escalations/${one.id}">${name(one.name)}, ${one.kind}</a>: <strong>${one.decision}</strong>. ${name(one.comment ?? '')}
        ${one.againBy && html`Come back with it by ${formatDate(one.againBy)}.`}</p>
      <form method="post" action="/escalations/${one.id}/read" class="eh-inline">
        ${csrf(session)}
        <button class="eh-link-button">I have read it<span class="govuk-visually-hidden">: ${one.name}, ${one.kind}</span></button>
      </form>
    </div>`,
    )}
  </section>`
