import { button, input } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html } from '#web/html.ts'
import { layout } from '#web/layout.ts'
import { table } from '#web/govuk/display.ts'
import type { Trainee } from '../staff.ts'

export const signInPage = ({
  typed = {},
  errors = {},
  next,
  isTraining,
  trainees,
}: {
  readonly typed?: Typed
  readonly errors?: Errors
  readonly next: string
  readonly isTraining: boolean
  /** Accounts for training councils, which anybody may know of. */
  readonly trainees: readonly Trainee[]
}): Html =>
  layout({
    title: 'Sign in',
    session: undefined,
    isTraining,
    errors,
    content: html`
      <div class="eh-narrow">
        <h1 class="govuk-heading-l">Sign in</h1>
        <form method="post" action="/sign-in" novalidate>
          <input type="hidden" name="next" value="${next}">
          ${input({ name: 'name', label: 'Name', value: typed['name'], error: errors['name'], autocomplete: 'username', width: 20 })}
          ${input({ name: 'password', label: 'Password', type: 'password', error: errors['password'], autocomplete: 'current-password', width: 20 })}
          ${button('Sign in')}
        </form>
        ${
          trainees.length > 0 &&
          html`
        ${table({
          caption: 'Training names',
          columns: [{ label: 'Name to type' }, { label: 'Person' }, { label: 'Roles' }],
          rows: trainees.map(({ signInName, name, roles }) => [
            html`<code>${signInName}</code>`,
            name,
            roles.join(', '),
          ]),
        })}
        <p class="govuk-body-s">Their passwords were printed when Evenhand started.</p>`
        }
      </div>`,
  })
