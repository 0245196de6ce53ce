import { formatPounds } from '#values/money.ts'
import { table } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import type { PartOfDebt } from '../parts.ts'

/** What is owed, part by part: for the page of an account, and of its charges. */
export const partsTable = (accountId: string, parts: readonly PartOfDebt[]): Html =>
  table({
    caption: 'Costs, interest and the debt itself',
    columns: [
      { label: 'Part' },
      { label: 'Charged', numeric: true },
      { label: 'Waived', numeric: true },
      { label: 'Paid', numeric: true },
      { label: 'Left', numeric: true },
    ],
    rows: parts.map(({ name, componentId, charged, waived, paid, left }) => [
      componentId === undefined
        ? name
        : html`<a class="govuk-link" href="/accounts/${accountId}/charges/${componentId}">${name}</a>`,
      formatPounds(charged),
      formatPounds(waived),
      formatPounds(paid),
      html`<strong>${formatPounds(left)}</strong>`,
    ]),
  })
