import { button, input, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import { escalationKinds } from '../kinds.ts'
import type { EscalationModel } from './escalation.page.ts'

/** Where a decision is made, or the sentence that says who makes it. */
export function decideForm({ theirs, escalation, typed = {}, errors = {} }: EscalationModel): Html {
  const { session } = theirs
  if (escalation.askedBy === session.staffId)
    return html`<p class="govuk-body">You asked for this, so somebody else decides it. My work tells you.</p>`
  if (!session.permissions.includes('escalations:decide'))
    return html`<p class="govuk-body">It waits for a team leader or an approver.</p>`
  return html`
    <form method="post" action="/escalations/${escalation.id}/decision" novalidate data-draft="escalation-${escalation.id}">
      ${csrf(session)}
      ${textarea({ name: 'comment', label: 'What do you say to it?', hint: 'Whoever asked is shown it on My work.', rows: 3, value: typed['comment'], error: errors['comment'] })}
      ${input({ name: 'againBy', label: 'If you return it: come back by', hint: 'May be left empty. Like 27/3/2027', width: 10, value: typed['againBy'], error: errors['againBy'] })}
      <p class="govuk-body-s">${escalationKinds[escalation.kind].afterwards}</p>
      <div class="govuk-button-group">
        ${button('Accept', { once: true, name: 'decision', value: 'accepted' })}
        ${button('Return it', { secondary: true, once: true, name: 'decision', value: 'returned' })}
        ${button('Take the case over', { secondary: true, once: true, name: 'decision', value: 'taken over' })}
      </div>
    </form>`
}
