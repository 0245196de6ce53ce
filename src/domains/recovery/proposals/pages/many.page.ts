import { table } from '#web/govuk/display.ts'
import { button, select, textarea } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { capitalised } from '#values/text.ts'
import { actionKinds } from '../../actions.ts'
import type { Verdict } from '../../gate/verdict.ts'
import { section } from '../../pages/section.ts'
import { verdictLine } from '../../pages/verdict.ts'

/** So many accounts may be on one list. */
export const longestList = 100

export type OneOfMany = {
  readonly reference: string
  readonly accountId: string | undefined
  readonly proposalId: string | undefined
  readonly verdict: Verdict | undefined
  readonly refusal: string | undefined
}

/** One step for a list of accounts: each is judged by itself, and only what passes with nothing to read is sent. */
export const manyPage = ({
  session,
  results,
  typed = {},
  errors = {},
}: {
  readonly session: Session
  readonly results?: readonly OneOfMany[]
  readonly typed?: Typed
  readonly errors?: Errors
}): Html =>
  section({
    session,
    at: 'steps',
    title: 'A step for a list of accounts',
    errors,
    content: html`
      ${results && outcome(results)}
      <form method="post" action="/steps/many" novalidate data-draft="steps-many">
        ${csrf(session)}
        ${select({
          name: 'action',
          label: 'Which step?',
          value: typed['action'],
          error: errors['action'],
          choices: [
            { value: '', label: 'Choose' },
            ...actionKinds.map(value => ({ value, label: capitalised(value) })),
          ],
        })}
        ${textarea({
          name: 'references',
          label: 'Account references, one a line',
          hint: `At most ${longestList}; as source/reference where two sources use the same. Each is judged by itself. What is blocked, outside policy or has something to read is left for a person.`,
          rows: 8,
          value: typed['references'],
          error: errors['references'],
        })}
        ${button('Judge each, and send what passes', { once: true })}
        <a class="govuk-link" href="/steps">Cancel</a>
      </form>`,
  })

const outcome = (results: readonly OneOfMany[]): Html => html`
  <p class="govuk-body" role="status">${results.filter(({ proposalId }) => proposalId).length} of ${results.length} are on their way.</p>
  ${table({
    caption: 'What became of each',
    columns: [{ label: 'Account' }, { label: 'What the gate said' }],
    rows: results.map(({ reference, accountId, proposalId, verdict, refusal }) => [
      accountId === undefined
        ? reference
        : html`<a class="govuk-link" href="${proposalId ? `/steps/${proposalId}` : `/accounts/${accountId}/steps`}">${reference}</a>`,
      refusal ?? (verdict ? verdictLine(verdict) : 'No such account in this council'),
    ]),
  })}`
