import { type Detail, hasMark, type Mark } from '#parties'
import { formatDate } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import { table, tag } from '#web/govuk/display.ts'
import { html, type Html, type Insert, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import {
  type ContactDetailsModel,
  decideForm,
  endMarkForm,
  markForm,
  safeRouteForm,
  tellForm,
} from './contact-details-forms.ts'
import { detailInWords, maySee, safeRouteInWords } from './reach.ts'

/** Everything known of how to reach a person, what was decided of it and by whom, and the forms that change it. */
export const contactDetailsPage = (model: ContactDetailsModel): Html => {
  const { session, party, reach, notice, errors = {} } = model
  const mayChange = session.permissions.includes('contacts:record')
  const proposed = reach.details.filter(({ isProposed }) => isProposed)
  return layout({
    title: 'Contact details',
    session,
    at: 'work',
    errors,
    notice,
    content: html`
      ${heading(html`<a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a>`, 'Contact details')}
      ${reach.safeRoute && safeRouteInWords(reach.safeRoute)}
      ${proposed.length > 0 && proposals(model, proposed, mayChange)}
      ${knownTable(model)}
      ${marksTable(model)}
      ${mayChange && html`<div class="eh-columns"><div>${markForm(model)}${endMarkForm(model)}</div><div>${tellForm(model)}${safeRouteForm(model)}</div></div>`}`,
  })
}

/** What waits, beside what is known otherwise: one decision for one detail. */
const proposals = (
  model: ContactDetailsModel,
  proposed: readonly Detail[],
  mayChange: boolean,
): Html => html`
  <h2 class="govuk-heading-m">To decide</h2>
  ${table({
    caption: 'New details, beside what is known',
    captionHidden: true,
    columns: [{ label: 'New' }, { label: 'By whose word' }, { label: 'Known now' }],
    rows: proposed.map(detail => [
      maySee(detail, model.session)
        ? name(detail.text)
        : detailInWords(detail, model.session, model.reach),
      html`${detail.source}${detail.toldTo && html`, to ${detail.toldTo}`} <span class="eh-quiet">as at ${formatDate(detail.asAt)}. ${permissionInWords(detail)}</span>`,
      known(model, detail),
    ]),
  })}
  ${mayChange && decideForm(model, proposed)}`

const known = ({ reach, session }: ContactDetailsModel, detail: Detail): Insert => {
  const others = reach.details.filter(
    other =>
      other.kind === detail.kind &&
      !other.validTo &&
      !other.isProposed &&
      other.standardForm !== detail.standardForm,
  )
  return others.length === 0
    ? 'Nothing'
    : others.map(
        (other, n) =>
          html`${n > 0 && html`<br>`}${detailInWords(other, session, { safeRoute: reach.safeRoute })}`,
      )
}

const permissionInWords = ({ mayBeUsed, gateway, toldTo }: Detail): string => {
  if (toldTo !== null) return `May be used: ${gateway ?? ''}`
  if (mayBeUsed === null) return 'They have not said whether it may be used: ask them'
  return mayBeUsed ? `May be used: ${gateway ?? ''}` : `May not be used: ${gateway ?? ''}`
}

const knownTable = (model: ContactDetailsModel): Html =>
  table({
    caption: 'What is known',
    columns: [{ label: 'Detail' }, { label: 'Kind' }, { label: 'As at' }, { label: 'Decided' }],
    rows: model.reach.details.map(detail => [
      detailInWords(detail, model.session, model.reach),
      detail.kind === 'email' ? 'e-mail' : detail.kind,
      html`<span class="eh-together">${formatDate(detail.asAt)}</span>`,
      hasMark(detail, 'accepted')
        ? tag('accepted', 'green')
        : hasMark(detail, 'rejected')
          ? tag('rejected', 'grey')
          : detail.toldTo !== null
            ? html`<span class="eh-quiet">told to ${detail.toldTo}</span>`
            : html`<span class="eh-quiet">by its source</span>`,
    ]),
  })

const marksTable = (model: ContactDetailsModel): Html | false =>
  model.marks.length > 0 &&
  table({
    caption: 'What was decided and marked',
    columns: [{ label: 'What' }, { label: 'Of' }, { label: 'Why' }, { label: 'Who and when' }],
    rows: model.marks.map(mark => [
      `${capitalised(mark.mark)}${mark.mark === 'gone away' ? `, ${formatDate(mark.onDay)}` : ''}`,
      ofWhich(model, mark),
      html`${name(mark.because)}${mark.gateway && html` <span class="eh-quiet">May be used: ${mark.gateway}</span>`}${mark.endedAt && html` <span class="eh-quiet">Taken back by ${mark.endedBy}: ${name(mark.endedWhy ?? '')}</span>`}`,
      html`${mark.by} <span class="eh-quiet">${formatDate(mark.markedAt.toZonedDateTimeISO('Europe/London').toPlainDate())}</span>`,
    ]),
  })

/** What a mark is of, in the words of the detail. */
const ofWhich = (model: ContactDetailsModel, { kind, standardForm }: Mark): Insert => {
  const detail = model.reach.details.find(
    one => one.kind === kind && one.standardForm === standardForm,
  )
  return detail && maySee(detail, model.session)
    ? name(detail.text)
    : `${kind === 'address' ? 'an address' : 'a contact'} that is not shown`
}
