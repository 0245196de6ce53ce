import type { Party, Restriction } from '#parties'
import { formatDate } from '#values/dates.ts'
import { type Errors, tickedIn, type Typed } from '#web/form.ts'
import { button, checkboxes, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'

type RestrictionModel = {
  readonly session: Session
  readonly party: Party
  readonly restriction: Restriction | undefined
  /** Who works for the council. */
  readonly staff: readonly {
    readonly staffId: string
    readonly name: string
    readonly roles: readonly string[]
  }[]
  readonly typed?: Typed
  readonly errors?: Errors
}

/** Restricts a record to those who must open it, or opens it again. */
export const restrictionPage = (model: RestrictionModel): Html => {
  const { session, party, restriction, errors = {} } = model
  return layout({
    title: 'Restrict this record',
    session,
    at: 'work',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a>`, restriction ? 'A restricted record' : 'Restrict this record')}
      ${restriction ? liftForm(model, restriction) : restrictForm(model)}`,
  })
}

const restrictForm = ({ session, party, staff, typed = {}, errors = {} }: RestrictionModel) => html`
  <p class="govuk-body">For a colleague, a councillor, somebody in hiding: others find that there is a restricted record, and nothing else. Letters go and payments
    count as ever. Team leaders, approvers, information governance and auditors open it all the same.</p>
  <form method="post" action="/people/${party.personId}/restriction" novalidate data-draft="restriction-${party.personId}">
    ${csrf(session)}
    ${textarea({ name: 'why', label: 'Why?', hint: 'Read only by those who may open the record', rows: 3, value: typed['why'], error: errors['why'] })}
    ${checkboxes({
      name: 'allowed',
      label: 'Which officers may open it all the same?',
      error: errors['allowed'],
      values: tickedIn(typed, 'allowed'),
      choices: staff.map(({ staffId, name, roles }) => ({
        value: staffId,
        label: `${name} (${roles.join(', ')})`,
      })),
    })}
    ${button('Restrict it', { once: true })}
    <a class="govuk-link" href="/people/${party.personId}">Cancel</a>
  </form>`

const liftForm = (
  { session, party, staff, typed = {}, errors = {} }: RestrictionModel,
  { why, by, restrictedAt, allowed }: Restriction,
) => html`
  <p class="govuk-body">${by} restricted it on ${formatDate(restrictedAt.toZonedDateTimeISO('Europe/London').toPlainDate())}: ${name(why)}</p>
  <p class="govuk-body">${
    allowed.length === 0
      ? 'No officer was named who may open it all the same.'
      : `Opened all the same by ${staff
          .filter(({ staffId }) => allowed.includes(staffId))
          .map(one => one.name)
          .join(', ')}.`
  }</p>
  <form method="post" action="/people/${party.personId}/restriction/lift" novalidate>
    ${csrf(session)}
    ${textarea({ name: 'why', label: 'Why is it lifted?', rows: 2, value: typed['why'], error: errors['why'] })}
    ${button('Lift it', { secondary: true, once: true })}
  </form>`
