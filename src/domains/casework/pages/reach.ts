import type { Address, ContactPoint, Housemate, Party, SourceRecord } from '#parties'
import { details } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { formatDate } from '#values/dates.ts'

/** How to reach a person: where they are and were, by whose word, who else lives there, and the records behind it. */
export const reach = ({
  party,
  addresses,
  contactPoints,
  records,
  housemates,
}: {
  readonly party: Party
  readonly addresses: readonly Address[]
  readonly contactPoints: readonly ContactPoint[]
  readonly records: readonly SourceRecord[]
  readonly housemates: readonly Housemate[]
}): Html => html`
  <ul class="govuk-list eh-tight">
    ${addresses.map(
      ({ lines, postcode, source, validTo }) => html`
    <li>${name([...lines, postcode].filter(line => line !== '').join(', '))}
      <span class="eh-quiet">${validTo ? `until ${formatDate(validTo)}` : 'now'}, from ${source}</span></li>`,
    )}
    ${contactPoints.map(
      ({ kind, value, source }) => html`
    <li>${kind === 'telephone' ? html`<a class="govuk-link" data-key="c" href="tel:${value.replaceAll(' ', '')}">${value}</a>` : value}
      <span class="eh-quiet">from ${source}</span></li>`,
    )}
  </ul>
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
