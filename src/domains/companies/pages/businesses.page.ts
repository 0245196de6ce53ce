import { isSoleTrader, type Party } from '#parties'
import type { Errors, Typed } from '#web/form.ts'
import { button, input, radios } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Appointment } from '../appointments.ts'
import type { Relationship } from '../relationships.ts'
import {
  monthInWords,
  owesOnlyTheirOwn,
  relationshipInWords,
  termInWords,
} from './business-section.ts'

type BusinessesModel = {
  readonly session: Session
  readonly party: Party
  readonly relationships: readonly Relationship[]
  /** Who on the register nobody has said of: those who are likely, and those of the company that was asked about. */
  readonly open: readonly Appointment[]
  /** The number of the company that was asked about, as it was typed. */
  readonly number: string
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** A person's part in businesses, or people's in a business, and where an officer says that it is so, or is not. */
export const businessesPage = (model: BusinessesModel): Html => {
  const { session, party, relationships, notice, errors = {} } = model
  const isSomebody = party.kind === 'person' || isSoleTrader(party.name)
  const maySay = isSomebody && !party.isRestricted && session.permissions.includes('matches:decide')
  return layout({
    title: 'Business relationships',
    session,
    at: 'work',
    notice,
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a>`, 'Business relationships')}
      <p class="govuk-body">${owesOnlyTheirOwn} Whoever trades under their own name, or with others as partners and not as a company, owes for it themselves.</p>
      <div class="eh-columns"><div>
      <h2 class="govuk-heading-m">What is known</h2>
      ${
        relationships.length === 0
          ? html`<p class="govuk-body">Nothing that is sure enough to be shown.</p>`
          : html`<ul class="govuk-list">${relationships.map(
              one =>
                html`<li>${relationshipInWords(one, party.personId)}${one.personId !== party.personId && html` <a class="govuk-link" href="/people/${one.personId}/businesses">Say whether it is them<span class="govuk-visually-hidden">: ${one.personName}</span></a>`}</li>`,
            )}</ul>`
      }
      ${!isSomebody && html`<p class="govuk-body">To say of somebody that they are an officer of this business, open their own page.</p>`}
      ${maySay && takeBackForm(model)}
      </div><div>${maySay && html`${answerForm(model)}${askForm(model)}`}</div></div>`,
  })
}

/** How a form names one of the register's officers: what is in it has letters, digits and spaces only. */
export const formValueOf = ({
  number,
  given,
  family,
  bornIn,
}: Pick<Appointment, 'number' | 'given' | 'family' | 'bornIn'>): string =>
  [number, given, family, bornIn].join('/')

const answerForm = ({
  session,
  party,
  open,
  number,
  typed = {},
  errors = {},
}: BusinessesModel): Html => {
  if (open.length === 0)
    return number === ''
      ? html``
      : html`<p class="govuk-body">${name(number)}: no officer of that company can be them, or somebody has said so already. Of a company that was not read on the register no officers are known.</p>`
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  return html`
  <h2 class="govuk-heading-m">Say whether it is them</h2>
  <form method="post" action="/people/${party.personId}/businesses" novalidate data-draft="businesses-${party.personId}">
    ${csrf(session)}<input type="hidden" name="number" value="${number}">
    ${radios({
      ...asked('appointee'),
      label: 'Which officer of which company?',
      choices: open.map(one => ({
        value: formValueOf(one),
        label: html`${name(one.name)}, company ${one.number}`,
        hint: html`${termInWords(one)}${one.bornIn !== '' && `, born in ${monthInWords(one.bornIn)}`}`,
      })),
    })}
    ${radios({
      ...asked('is'),
      label: 'Is it them?',
      choices: [
        { value: 'same', label: 'It is them' },
        { value: 'not them', label: 'It is somebody else' },
      ],
    })}
    ${input({ ...asked('why'), label: 'How do you know?', width: 20 })}
    ${button('Keep it', { once: true })}
  </form>`
}

const askForm = ({ party, number }: BusinessesModel): Html => html`
  <h2 class="govuk-heading-m">Another company</h2>
  <form method="get" action="/people/${party.personId}/businesses" novalidate>
    ${input({ name: 'number', label: 'Its company number', hint: 'Officers of it who have their name are shown to choose from', width: 10, value: number })}
    ${button('Look', { secondary: true })}
  </form>`

const takeBackForm = ({
  session,
  party,
  relationships,
  typed = {},
  errors = {},
}: BusinessesModel): Html | false => {
  const said = relationships.flatMap(one => (one.answer ? [{ ...one, answer: one.answer }] : []))
  return (
    said.length > 0 &&
    html`
  <h2 class="govuk-heading-m">Take back what was said</h2>
  <form method="post" action="/people/${party.personId}/businesses/take-back" novalidate data-draft="businesses-back-${party.personId}">
    ${csrf(session)}
    ${radios({
      name: 'answer',
      label: 'Of which business?',
      value: typed['answer'],
      error: errors['answer'],
      choices: [...new Map(said.map(one => [one.answer.id, one])).values()].map(one => ({
        value: one.answer.id,
        label: html`${name(one.understood.name)}: ${one.answer.isSame ? 'it is them' : 'it is somebody else'}`,
      })),
    })}
    ${input({ name: 'because', label: 'Why is it taken back?', value: typed['because'], error: errors['because'], width: 20 })}
    ${button('Take it back', { secondary: true, once: true })}
  </form>`
  )
}
