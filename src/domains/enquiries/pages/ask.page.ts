import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { table, tag, warningText } from '#web/govuk/display.ts'
import { button, input, radios } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Disclosure } from '../disclosure.ts'
import { hasGateway, type Purpose } from '../purpose.ts'
import { answerTag, momentOf } from './words.ts'

type AskModel = {
  readonly session: Session
  readonly purposes: readonly Purpose[]
  /** What whoever asks has asked before. */
  readonly own: readonly Disclosure[]
  readonly typed?: Typed
  readonly errors?: Errors
  /** Why what was just asked was not looked up. */
  readonly refusal?: string | undefined
}

/** Asks whether somebody owes the council, in one step, and shows what was asked before. */
export const askPage = (model: AskModel): Html => {
  const { session, errors = {}, refusal, own } = model
  return layout({
    title: refusal === undefined ? 'Debt check' : 'Error: Debt check',
    session,
    at: 'debt-check',
    errors,
    content: html`
      ${heading(session.council.name, 'Debt check')}
      ${refusal !== undefined && warningText(refusal)}
      <p class="govuk-body">You are told whether anything is late, and no more than your purpose allows. Every question and its answer are kept: the person may
        ask to see them.</p>
      ${askingForm(model)}
      <h2 class="govuk-heading-m">What you asked</h2>
      ${own.length === 0 ? html`<p class="govuk-body">Nothing yet.</p>` : ownTable(own)}`,
  })
}

const askingForm = ({ session, purposes, typed = {}, errors = {} }: AskModel): Html => {
  const usable = purposes.filter(hasGateway)
  const without = purposes.filter(purpose => !hasGateway(purpose))
  return html`
  <form method="post" action="/debt-check" novalidate>
    ${csrf(session)}
    ${radios({
      name: 'purpose',
      label: 'What do you ask for?',
      value: typed['purpose'],
      error: errors['purpose'],
      ...(without.length > 0 && {
        hint: `Nothing that lets the council tell it is recorded for ${without.map(({ name }) => name).join(' or ')}: that cannot be asked.`,
      }),
      choices: usable.map(({ name, citation }) => ({
        value: name,
        label: capitalised(name),
        hint: citation,
      })),
    })}
    ${input({ name: 'reference', label: 'Your own reference', hint: 'Such as the number of the application', value: typed['reference'], error: errors['reference'], width: 20 })}
    ${input({ name: 'name', label: 'The person’s whole name', value: typed['name'], error: errors['name'], autocomplete: 'off' })}
    <h2 class="govuk-heading-s">At least one of these</h2>
    <p class="govuk-body">Whatever you give has to be right. The date of birth is best: a father and a son can have one name at one address.</p>
    ${input({ name: 'dateOfBirth', label: 'Date of birth', hint: 'For example, 27 3 1971', value: typed['dateOfBirth'], error: errors['dateOfBirth'], autocomplete: 'off', width: 10 })}
    ${input({ name: 'postcode', label: 'Postcode of their home now', value: typed['postcode'], error: errors['postcode'], autocomplete: 'off', width: 10 })}
    ${input({ name: 'insuranceNumber', label: 'National insurance number', value: typed['insuranceNumber'], error: errors['insuranceNumber'], autocomplete: 'off', width: 10 })}
    ${input({ name: 'accountReference', label: 'Reference of an account of theirs with the council', value: typed['accountReference'], error: errors['accountReference'], autocomplete: 'off', width: 20 })}
    ${button('Ask', { once: true })}
  </form>`
}

const ownTable = (own: readonly Disclosure[]) =>
  table({
    caption: 'Your own questions, newest first',
    captionHidden: true,
    columns: [{ label: 'Reference' }, { label: 'When' }, { label: 'For' }, { label: 'Answer' }],
    rows: own.map(({ id, reference, askedAt, purpose, answer }) => [
      html`<a class="govuk-link" href="/debt-check/${id}">${reference}</a>`,
      momentOf(askedAt),
      capitalised(purpose),
      tag(answerTag[answer].says, answerTag[answer].colour),
    ]),
  })
