import type { InForce, Nation } from '#law/dated.ts'
import { type Announced, isToConfirm, type Parameter } from '#law/parameter.ts'
import { formatDate } from '#values/dates.ts'
import { citationInFull } from '#web/citation.ts'
import { table, tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { showValue } from './value.ts'

/** Where a topic stands: its title as an address. */
export const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')

/** A parameter's place on its topic's page; nations that differ have one each. */
export const anchorOf = ({ id, extent }: Parameter | Announced): string =>
  [id.replaceAll('.', '-'), ...(extent.length === 1 ? extent.map(slugOf) : [])].join('-')

const howKnown = ({ checked, confidence }: Parameter | Announced): string =>
  `${checked === 'to confirm' ? 'not checked against a source' : `checked ${checked}`}; confidence ${confidence}`

const where = (extent: readonly Nation[]): string => extent.join(' and ')

/** One parameter under a heading of this level: what it is, how it is looked up, every value it has had, and how we know. */
export const showParameter = (
  parameter: Parameter | Announced,
  { today, level }: { readonly today: Temporal.PlainDate; readonly level: 2 | 3 },
): Html => html`
  <section class="eh-parameter" id="${anchorOf(parameter)}" aria-labelledby="${anchorOf(parameter)}-title">
    <h${level} class="govuk-heading-s" id="${anchorOf(parameter)}-title">${parameter.title}
      <span class="eh-quiet">${where(parameter.extent)}</span>
      ${isToConfirm(parameter) && tag('to confirm', 'yellow')}
      ${parameter.status === 'announced' && tag('announced, not law', 'grey')}</h${level}>
    ${parameter.status === 'announced' ? announcement(parameter) : history(parameter, today)}
    <p class="govuk-body-s eh-quiet">${parameter.id}: ${howKnown(parameter)}.${
      (parameter.also ?? []).length > 0 &&
      html` Also: ${parameter.also?.map((source, n) => html`${n > 0 && '; '}${citationInFull(source)}`)}.`
    }</p>
  </section>`

const announcement = ({ expected, value, source, note }: Announced): Html => html`
  <p class="govuk-body-s">Not law and not used. It was announced${expected && ` for ${formatDate(expected)}`}: ${citationInFull(source)}. ${note}</p>
  ${showValue(value)}`

const history = (parameter: Parameter, today: Temporal.PlainDate): Html => html`
  <p class="govuk-body-s">In ${parameter.unit}. Decided by ${parameter.lookedUpOn}.</p>
  ${table({
    caption: `Values of “${parameter.title}”, ${where(parameter.extent)}`,
    captionHidden: true,
    columns: [{ label: 'From' }, { label: 'Value' }, { label: 'Source' }, { label: 'Note' }],
    rows: parameter.history.map((entry, n) => [
      html`<span class="eh-nowrap">${formatDate(entry.from)}</span>
        ${entry.to && html`<span class="eh-quiet eh-nowrap">to ${formatDate(entry.to)}</span>`}
        ${state(parameter.history, n, today)}`,
      showValue(entry.value),
      citationInFull(entry.source),
      entry.note,
    ]),
  })}`

function state(
  history: readonly InForce<unknown>[],
  n: number,
  today: Temporal.PlainDate,
): Html | false {
  const entry = history[n]
  if (!entry) return false
  const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(a, b) < 0
  if (isBefore(today, entry.from)) return tag('to come', 'blue')
  const newer = history[n - 1]
  const isOver = (newer && !isBefore(today, newer.from)) || (entry.to && isBefore(entry.to, today))
  return !isOver && tag('in force', 'green')
}
