import { details, tag } from '#web/govuk/display.ts'
import { button } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { StandardPolicy } from '../standard.ts'
import { act, differencesList } from './shared.ts'

/** What Evenhand comes with for each type of debt, in what it differs from what is in force, and the way to a draft of it. */
export const standardPage = ({
  session,
  standards,
}: {
  readonly session: Session
  readonly standards: readonly StandardPolicy[]
}): Html =>
  layout({
    title: 'Standard policies',
    session,
    at: 'policy',
    content: html`
      ${heading(html`<a class="govuk-link" href="/policy">Policy</a>`, 'Standard policies')}
      <p class="govuk-body">What Evenhand comes with, as it is now. A newer Evenhand may bring a better one; what is in force here stays as the council approved it until somebody drafts, simulates and approves another.</p>
      ${standards.map(one => standardOf(session, one))}`,
  })

const standardOf = (session: Session, it: StandardPolicy): Html => html`
  <h2 class="govuk-heading-m">${it.policy.name} <span class="eh-quiet">${it.debtType}</span> ${standing(it)}</h2>
  ${
    it.differences.length > 0 &&
    html`${details(
      it.inForce === undefined
        ? `All of it, for ${it.debtType}`
        : `What it would change for ${it.debtType}`,
      differencesList(it.differences),
    )}
    ${
      session.permissions.includes('policy:draft') &&
      act(
        session,
        '/policy/drafts',
        html`<input type="hidden" name="debtType" value="${it.debtType}"><input type="hidden" name="standard" value="yes">
          ${button(`Begin a draft from it, for ${it.debtType}`, { secondary: true })}`,
      )
    }`
  }`

function standing({ inForce, differences }: StandardPolicy): Html {
  if (inForce === undefined) return tag('nothing is in force', 'red')
  return differences.length === 0
    ? tag('in force word for word', 'green')
    : tag(differences.length === 1 ? '1 difference' : `${differences.length} differences`, 'blue')
}
