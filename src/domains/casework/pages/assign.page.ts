import type { Party } from '#parties'
import type { Errors, Typed } from '#web/form.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Owner } from '../owner.ts'

/** Gives somebody's case to an officer. */
export const assignPage = ({
  session,
  party,
  owner,
  officers,
  typed = {},
  errors = {},
}: {
  readonly session: Session
  readonly party: Party
  readonly owner: Owner | undefined
  readonly officers: readonly {
    readonly staffId: string
    readonly name: string
    readonly roles: readonly string[]
  }[]
  readonly typed?: Typed
  readonly errors?: Errors
}): Html =>
  layout({
    title: 'Whose case is it?',
    session,
    at: 'work',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a>`, 'Whose case is it?')}
      <p class="govuk-body">${owner ? `It is ${owner.name}’s case now.` : 'It is nobody’s case now.'}</p>
      <form method="post" action="/people/${party.personId}/owner/assign" novalidate>
        ${csrf(session)}
        ${select({
          name: 'officer',
          label: 'Give it to',
          value: typed['officer'],
          error: errors['officer'],
          choices: [
            { value: '', label: 'Choose an officer' },
            ...officers
              .filter(({ staffId }) => staffId !== owner?.staffId)
              .map(({ staffId, name, roles }) => ({
                value: staffId,
                label: `${name} (${roles.join(', ')})`,
              })),
          ],
        })}
        ${input({ name: 'why', label: 'Why, if it needs saying', hint: 'Kept in the audit trail', value: typed['why'], error: errors['why'] })}
        ${button('Give it', { once: true })}
        <a class="govuk-link" href="/people/${party.personId}">Cancel</a>
      </form>`,
  })
