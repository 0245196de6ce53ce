import type { Account } from '#debts'
import type { Party } from '#parties'
import { button, input, select, textarea } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { holdKinds } from '../hold.ts'

/** Puts recovery on hold for a person or one of their accounts: which, why, until when. */
export const holdPage = ({
  session,
  party,
  accounts,
  typed = {},
  errors = {},
}: {
  readonly session: Session
  readonly party: Party
  readonly accounts: readonly Account[]
  readonly typed?: Typed
  readonly errors?: Errors
}): Html =>
  layout({
    title: 'Place a hold',
    session,
    at: 'work',
    errors,
    content: html`
      ${heading(name(party.name), 'Place a hold')}
      <p class="govuk-body">From the moment you press the button nothing goes out about what the hold covers, whoever planned it.</p>
      <form method="post" action="/people/${party.id}/holds" novalidate data-draft="hold-${party.id}">
        ${csrf(session)}
        <div class="eh-columns"><div>
        ${select({
          name: 'kind',
          label: 'What kind of hold?',
          value: typed['kind'],
          error: errors['kind'],
          choices: holdKinds.map(value => ({
            value,
            label: value.charAt(0).toUpperCase() + value.slice(1),
          })),
        })}
        ${select({
          name: 'account',
          label: 'What does it cover?',
          value: typed['account'],
          error: errors['account'],
          choices: [
            { value: '', label: 'Everything they owe' },
            ...accounts.map(({ id, debtType, reference }) => ({
              value: id,
              label: `${debtType} ${reference}`,
            })),
          ],
        })}
        ${input({
          name: 'until',
          label: 'Until',
          hint: 'For example, 27/3/2027. Leave it empty to hold until somebody ends it.',
          width: 10,
          value: typed['until'],
          error: errors['until'],
        })}
        </div><div>
        ${textarea({ name: 'reason', label: 'Why?', rows: 4, value: typed['reason'], error: errors['reason'] })}
        </div></div>
        ${button('Place the hold')}
        <a class="govuk-link" href="/people/${party.id}">Cancel</a>
      </form>`,
  })
