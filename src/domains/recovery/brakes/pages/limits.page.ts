import type { Errors, Typed } from '#web/form.ts'
import { summaryList } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/section.ts'
import type { BrakeLimits } from '../limits.ts'

const questions = [
  ['ofTheLargest', 'Per cent of the largest of the last six runs', '150 is half as many again'],
  ['ofAccounts', 'Per cent of all accounts of a type', 'In one run, with one notice'],
  ['ofBadAddresses', 'Per cent with a bad or newly changed address', 'Of those written to'],
  ['addressChanged', 'Days in which an address counts as newly changed', ''],
  ['paymentsOld', 'Days after which payments and figures are too old', ''],
] as const satisfies readonly (readonly [keyof BrakeLimits, string, string])[]

/** Beyond what a run is stopped, until an approver who has opened cases of it says why it is right. */
export const limitsPage = ({
  session,
  limits,
  typed,
  errors = {},
  notice,
}: {
  readonly session: Session
  readonly limits: BrakeLimits
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}): Html =>
  section({
    session,
    at: 'brakes',
    title: 'Brakes',
    errors,
    notice,
    content: html`
      <p class="govuk-body">A plan beyond any of these is stopped: an approver opens twenty of its cases, or all, and says why it is right to go. One that lacks an earlier notice cannot go at all.</p>
      ${
        session.permissions.includes('brakes:set')
          ? html`
      <form method="post" action="/runs/brakes" novalidate>
        ${csrf(session)}
        ${questions.map(([name, label, hint]) => input({ name, label, hint, value: typed?.[name] ?? String(limits[name]), error: errors[name], width: 5 }))}
        ${button('Set the brakes', { once: true })}
      </form>`
          : summaryList(questions.map(([name, label]) => [label, String(limits[name])] as const))
      }`,
  })
