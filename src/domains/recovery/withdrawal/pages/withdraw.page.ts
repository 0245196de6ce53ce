import { formatDate } from '#values/dates.ts'
import type { Errors, Typed } from '#web/form.ts'
import { warningText } from '#web/govuk/display.ts'
import { button, radios, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/section.ts'
import type { Run } from '../../run.ts'
import type { Which } from '../withdrawal.ts'

export type WithdrawModel = {
  readonly session: Session
  readonly run: Run
  /** How many notices went and stand. */
  readonly went: Readonly<Record<Which, number>>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string
}

/** Asks for what a run sent to be withdrawn: what of it, and why. */
export const withdrawPage = ({
  session,
  run,
  went,
  typed = {},
  errors = {},
  refusal,
}: WithdrawModel): Html =>
  section({
    session,
    at: 'runs',
    title: 'Withdraw what a run sent',
    errors,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      <p class="govuk-body">The <a class="govuk-link" href="/runs/${run.id}">run of ${formatDate(run.businessDate)}</a>. Once a second person agrees, in one act: what has not gone does not go, the notices and those that followed them no longer count, the accounts go back to where they were, costs of court that rest on them are taken off, and everybody is written to and told that we are sorry.</p>
      <form method="post" action="/runs/${run.id}/withdraw" novalidate data-draft="withdraw-${run.id}">
        ${csrf(session)}
        ${radios({
          name: 'which',
          label: 'What is withdrawn?',
          value: typed['which'],
          error: errors['which'],
          choices: [
            { value: 'everything', label: `Everything that went: ${went.everything}` },
            {
              value: 'without its earlier step',
              label: `Only what went without its earlier step: ${went['without its earlier step']}`,
              hint: 'What it followed was withdrawn, or its source says now that it never sent it',
            },
          ],
        })}
        ${textarea({ name: 'because', label: 'Why should it not have gone?', rows: 3, value: typed['because'], error: errors['because'] })}
        ${button('Ask for it to be withdrawn', { once: true })}
      </form>`,
  })
