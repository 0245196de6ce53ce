import {
  type Detail,
  hasMark,
  type Housemate,
  isKeptBack,
  mayReach,
  type Party,
  type SafeRoute,
  type SourceRecord,
} from '#parties'
import { details, tag, warningText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'

/** How a person may be reached, as it stands. */
export type Reach = {
  readonly details: readonly Detail[]
  readonly safeRoute: SafeRoute | undefined
}

/** How to reach a person: what to heed first, where they are and were, by whose word, and the records behind it. */
export const reach = ({
  session,
  party,
  details: known,
  safeRoute,
  records,
  housemates,
}: {
  readonly session: Session
  readonly party: Party
  readonly records: readonly SourceRecord[]
  readonly housemates: readonly Housemate[]
} & Reach): Html => html`
  ${safeRoute && safeRouteInWords(safeRoute)}
  ${known.some(({ isProposed }) => isProposed) && html`<p class="govuk-body-s">${tag('may have moved', 'yellow')} <a class="govuk-link" href="/people/${party.personId}/contact-details">A new detail waits: decide</a></p>`}
  <ul class="govuk-list eh-tight">
    ${known
      .filter(detail => isShown(detail) && !hasMark(detail, 'rejected'))
      .map(
        (detail, n, all) =>
          html`<li>${detailInWords(detail, session, { safeRoute, isFirstCall: n === all.findIndex(one => mayBeCalled(one, safeRoute)) })}</li>`,
      )}
  </ul>
  <p class="govuk-body-s"><a class="govuk-link" href="/people/${party.personId}/contact-details">Contact details: mark one, add one, or say the safe way</a></p>
  ${
    housemates.length > 0 &&
    html`<p class="govuk-body-s">Also known at this address, each their own person: ${housemates.map((other, n) => html`${n > 0 && ', '}<a class="govuk-link" href="/people/${other.id}">${name(other.name)}</a>`)}.</p>`
  }
  ${details(
    `Where this comes from (${records.length === 1 ? '1 source record' : `${records.length} source records`})`,
    html`<p class="govuk-body-s"><a class="govuk-link" href="/people/${party.id}/records">Who this is, and what to do if one is somebody else</a></p><ul class="govuk-list eh-tight">${records.map(
      record => html`
      <li>${record.source} ${record.personNumber}: ${name(record.name)}
        <span class="eh-quiet">${record.address} ${record.postcode}. Taken as this person by ${record.why}.${record.supersededAt && ' No longer what the source says.'}</span></li>`,
    )}</ul>`,
  )}`

/** What to heed before anything else: the one way that is safe, in the words of whoever said it. */
export const safeRouteInWords = ({ route, says, by, saidAt }: SafeRoute): Html =>
  warningText(
    html`${routeTitles[route]}. ${name(says)} <span class="eh-quiet">${by}, ${formatDate(saidAt.toZonedDateTimeISO('Europe/London').toPlainDate())}</span>`,
  )

export const routeTitles: Readonly<Record<SafeRoute['route'], string>> = {
  'letters only': 'Letters only: do not call, text, e-mail or visit',
  'e-mail only': 'E-mail only: do not call, text, write or visit',
  'texts only': 'Texts only: do not call, e-mail, write or visit',
  'through their representative': 'Only through their representative: do not contact them directly',
}

/** Old details are of no use to reach anybody, unless somebody marked them. */
const isShown = (detail: Detail): boolean => !detail.validTo || detail.kind === 'address'

const mayBeCalled = (detail: Detail, safeRoute: SafeRoute | undefined): boolean =>
  detail.kind === 'telephone' &&
  !detail.validTo &&
  !detail.isProposed &&
  !hasMark(detail, 'not theirs', 'rejected') &&
  mayReach(safeRoute, 'telephone')

/** Whether whoever is signed in may see what a detail is. */
export const maySee = (detail: Detail, session: Session): boolean =>
  !isKeptBack(detail) &&
  (!hasMark(detail, 'confidential') || session.permissions.includes('restricted:view'))

/** A detail with its marks and by whose word it is; to be called only where that is safe. */
export const detailInWords = (
  detail: Detail,
  session: Session,
  {
    safeRoute,
    isFirstCall = false,
  }: { readonly safeRoute: SafeRoute | undefined; readonly isFirstCall?: boolean },
): Html => {
  const { kind, text, source, validTo, isProposed, marks } = detail
  return html`${
    maySee(detail, session)
      ? mayBeCalled(detail, safeRoute)
        ? html`<a class="govuk-link"${isFirstCall && html` data-key="c"`} href="tel:${text.replaceAll(' ', '')}">${text}</a>`
        : name(text)
      : hidden(detail)
  }
    ${marks.filter(({ mark }) => mark !== 'accepted' && mark !== 'rejected').map(({ mark }) => html`${tag(mark, mark === 'confidential' ? 'purple' : 'red')} `)}
    ${isProposed && tag('not decided', 'yellow')}
    ${kind === 'telephone' && !mayReach(safeRoute, 'telephone') && tag('do not call', 'red')}
    <span class="eh-quiet">${validTo ? `until ${formatDate(validTo)}` : 'now'}, from ${source}</span>`
}

const hidden = (detail: Detail): string =>
  hasMark(detail, 'confidential')
    ? 'An address that is confidential'
    : `${detail.source} knows another, and does not let it be used: ask them, or ask the person.`
