import type { Account } from '#debts'
import type { Party } from '#parties'
import { button, input, select, textarea } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { holdKinds } from '../hold.ts'
import { capitalised } from '#values/text.ts'

/** Puts recovery on hold for a person or one of their accounts: which, why, from when until when. */
export const placeHoldPage = ({
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
}): Html => {
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  return layout({
    title: 'Place a hold',
    session,
    at: 'work',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/people/${party.id}">${name(party.name)}</a>`, 'Place a hold')}
      <p class="govuk-body">From the moment you press the button nothing goes out about what the hold covers, whoever planned it.</p>
      <form method="post" action="/people/${party.id}/holds" novalidate data-draft="hold-${party.id}">
        ${csrf(session)}
        <div class="eh-columns"><div>
        ${select({
          ...asked('kind'),
          label: 'What kind of hold?',
          hint: 'For breathing space and mental health crisis, take the days from the notice.',
          choices: [
            { value: '', label: 'Choose' },
            ...holdKinds.map(value => ({ value, label: capitalised(value) })),
          ],
        })}
        ${select({
          ...asked('account'),
          label: 'What does it cover?',
          choices: [
            { value: '', label: 'Everything they owe' },
            ...accounts.map(({ id, debtType, reference }) => ({
              value: id,
              label: `${debtType} ${reference}`,
            })),
          ],
        })}
        ${textarea({ ...asked('reason'), label: 'Why?', rows: 4 })}
        </div><div>
        ${input({
          ...asked('from'),
          label: 'First day',
          hint: 'For example, 27/3/2027. Leave it empty to begin now; a breathing space needs it. Tonight withdraws what went out since.',
          width: 10,
        })}
        ${input({
          ...asked('until'),
          label: 'Last day',
          hint: 'Leave it empty for as long as it takes; for a breathing space that is 60 days.',
          width: 10,
        })}
        ${input({
          ...asked('review'),
          label: 'Look at it again on',
          hint: 'Needed for a dispute, an arrangement or another hold without a last day.',
          width: 10,
        })}
        </div></div>
        ${button('Place the hold', { once: true })}
        <a class="govuk-link" href="/people/${party.id}">Cancel</a>
      </form>`,
  })
}
