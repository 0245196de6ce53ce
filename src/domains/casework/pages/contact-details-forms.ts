import { type Detail, type Mark, markings, type Party, safeRoutes, tellings } from '#parties'
import { formatDate } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { button, input, radios, select, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { maySee, type Reach, routeTitles } from './reach.ts'

export type ContactDetailsModel = {
  readonly session: Session
  readonly party: Party
  readonly reach: Reach
  /** Every mark and decision, those taken back among them. */
  readonly marks: readonly Mark[]
  readonly notice?: string | undefined
  readonly typed?: Typed
  readonly errors?: Errors
}

const to = ({ party }: ContactDetailsModel, does: string) =>
  `/people/${party.personId}/contact-details/${does}`

/** Each form has fields of its own name, so that an error stands by the form it is about. */
const asked = ({ typed = {}, errors = {} }: ContactDetailsModel, field: string) => ({
  name: field,
  value: typed[field],
  error: errors[field],
})

/** A detail in a list to choose from; one that may not be seen by where it is from. */
const labelOf = ({ session }: ContactDetailsModel, detail: Detail): string => {
  const what = maySee(detail, session) ? detail.text : `one that is not shown`
  return `${what} (${detail.source}${detail.validTo ? `, until ${formatDate(detail.validTo)}` : ''})`
}

export const decideForm = (model: ContactDetailsModel, proposed: readonly Detail[]): Html => html`
  <form method="post" action="${to(model, 'decide')}" novalidate>
    ${csrf(model.session)}
    ${select({
      ...asked(model, 'proposal'),
      label: 'Which?',
      choices: proposed.map(detail => ({ value: detail.id, label: labelOf(model, detail) })),
    })}
    ${radios({
      ...asked(model, 'decision'),
      label: 'Is it theirs?',
      choices: [
        {
          value: 'accepted',
          label: 'Accept it',
          hint: 'It is used from now on in place of what is known, which is kept',
        },
        {
          value: 'rejected',
          label: 'Reject it',
          hint: 'It is not asked again when it comes again',
        },
      ],
    })}
    ${input({ ...asked(model, 'decidedBecause'), label: 'How do you know?', width: 20 })}
    ${proposed.some(({ mayBeUsed, toldTo }) => mayBeUsed === null && toldTo === null) && input({ ...asked(model, 'decidedGateway'), label: 'By what right may we use it?', hint: 'What its source said when you asked. Only to accept one of which nobody has said', width: 20 })}
    ${button('Decide', { once: true })}
  </form>`

export const markForm = (model: ContactDetailsModel): Html | false =>
  model.reach.details.length > 0 &&
  html`
  <h2 class="govuk-heading-m">Mark one</h2>
  <form method="post" action="${to(model, 'mark')}" novalidate>
    ${csrf(model.session)}
    ${select({
      ...asked(model, 'detail'),
      label: 'Which detail?',
      choices: model.reach.details.map(detail => ({
        value: detail.id,
        label: labelOf(model, detail),
      })),
    })}
    ${radios({
      ...asked(model, 'mark'),
      label: 'What is it?',
      choices: markings.map(value => ({
        value,
        label: capitalised(value),
        hint: markingHints[value],
      })),
    })}
    ${input({ ...asked(model, 'cameBack'), label: 'If a letter came back, the day it did', hint: 'Leave it empty for today', width: 10 })}
    ${input({ ...asked(model, 'markedBecause'), label: 'How do you know it?', width: 20 })}
    ${button('Mark it', { once: true })}
  </form>`

const markingHints = {
  'not theirs': 'Never used again for them, whatever file repeats it',
  'gone away': 'Letters stop going there',
  confidential: 'Shown to team leaders only; letters go there only as the safe way',
} as const

export const endMarkForm = (model: ContactDetailsModel): Html | false => {
  const standing = model.marks.filter(({ endedAt }) => !endedAt)
  return (
    standing.length > 0 &&
    html`
  <h2 class="govuk-heading-m">Take one back</h2>
  <form method="post" action="${to(model, 'take-back')}" novalidate>
    ${csrf(model.session)}
    ${select({
      ...asked(model, 'standing'),
      label: 'Which mark or decision?',
      choices: standing.map(mark => {
        const detail = model.reach.details.find(
          one => one.kind === mark.kind && one.standardForm === mark.standardForm,
        )
        return {
          value: mark.id,
          label: `${capitalised(mark.mark)}: ${detail ? labelOf(model, detail) : mark.kind}`,
        }
      }),
    })}
    ${input({ ...asked(model, 'takenBackWhy'), label: 'Why is it taken back?', width: 20 })}
    ${button('Take it back', { secondary: true, once: true })}
  </form>`
  )
}

export const tellForm = (model: ContactDetailsModel): Html => html`
  <h2 class="govuk-heading-m">Add one that somebody told</h2>
  <form method="post" action="${to(model, 'tell')}" novalidate data-draft="contact-detail-${model.party.personId}">
    ${csrf(model.session)}
    ${select({
      ...asked(model, 'kind'),
      label: 'What is new?',
      choices: [
        { value: 'address', label: 'An address' },
        { value: 'telephone', label: 'A telephone number' },
        { value: 'email', label: 'An e-mail address' },
      ],
    })}
    ${textarea({ ...asked(model, 'text'), label: 'The detail', hint: 'An address has a line each, with the postcode last', rows: 4 })}
    ${select({
      ...asked(model, 'how'),
      label: 'How do we know of it?',
      choices: tellings.map(value => ({ value, label: capitalised(value) })),
    })}
    ${input({ ...asked(model, 'asAt'), label: 'So since', hint: 'Leave it empty for today', width: 10 })}
    ${input({ ...asked(model, 'gateway'), label: 'By what right may it be used for recovery?', hint: 'For example, they gave it to us for that', width: 20 })}
    ${button('Add it, to be decided', { once: true })}
  </form>`

export const safeRouteForm = (model: ContactDetailsModel): Html => html`
  <h2 class="govuk-heading-m">The one safe way</h2>
  <p class="govuk-body">Say what to do, never why: an illness or what happened at home is not needed here.</p>
  <form method="post" action="${to(model, 'safe-route')}" novalidate>
    ${csrf(model.session)}
    ${radios({
      ...asked(model, 'route'),
      label: 'How may they be reached?',
      choices: safeRoutes.map(value => ({ value, label: routeTitles[value] })),
    })}
    ${select({
      ...asked(model, 'onlyTo'),
      label: 'Letters to which address only?',
      choices: [
        { value: '', label: 'Any of theirs' },
        ...model.reach.details
          .filter(({ kind }) => kind === 'address')
          .map(detail => ({ value: detail.id, label: labelOf(model, detail) })),
      ],
    })}
    ${textarea({ ...asked(model, 'routeSays'), label: 'What to do', hint: 'For example, put nothing on the envelope but the address', rows: 2 })}
    ${button('Keep it to this', { once: true })}
  </form>
  ${
    model.reach.safeRoute &&
    html`
  <form method="post" action="${to(model, 'every-way')}" novalidate>
    ${csrf(model.session)}
    ${input({ ...asked(model, 'routeEndedWhy'), label: 'Why is every way safe again?', width: 20 })}
    ${button('Open every way', { secondary: true, once: true })}
  </form>`
  }`
