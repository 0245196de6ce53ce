import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { html, type Html, type Insert } from '#web/html.ts'

/** “daysToPay” and “days_to_pay” as words, the first with a capital where it begins a line. */
export const inWords = (name: string): string => {
  const words = name.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, '$1 $2')
  return capitalised(words.toLowerCase())
}

/** Any value of the law or of an answer, for people: pounds, days as dates, lists, tables and named parts. */
export function showValue(value: unknown): Insert {
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'bigint') return formatPounds(value)
  if (value instanceof Temporal.PlainDate)
    return html`<span class="eh-nowrap">${value.toLocaleString('en-GB', { weekday: 'long' })} ${formatDate(value)}</span>`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number' || typeof value === 'string') return value
  if (Array.isArray(value)) return showList(value)
  return showParts(value)
}

function showList(list: readonly unknown[]): Html {
  const [first] = list
  if (typeof first !== 'object' || first === null || first instanceof Temporal.PlainDate)
    return html`<ul class="eh-values">${list.map(item => html`<li>${showValue(item)}</li>`)}</ul>`
  const rows = list as readonly Readonly<Record<string, unknown>>[]
  const columns = [...new Set(rows.flatMap(Object.keys))]
  return html`
    <table class="govuk-table eh-table eh-table--small">
      <thead class="govuk-table__head"><tr class="govuk-table__row">${columns.map(name => html`<th scope="col" class="govuk-table__header">${inWords(name)}</th>`)}</tr></thead>
      <tbody class="govuk-table__body">${rows.map(
        row =>
          html`<tr class="govuk-table__row">${columns.map(name => html`<td class="govuk-table__cell">${name in row && showValue(row[name])}</td>`)}</tr>`,
      )}</tbody>
    </table>`
}

const showParts = (parts: object): Html => html`
  <dl class="eh-parts">${Object.entries(parts).map(([name, part]) => html`<div><dt>${inWords(name)}</dt><dd>${showValue(part)}</dd></div>`)}</dl>`
