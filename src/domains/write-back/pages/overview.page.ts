import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { insetText, table, tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import type { Standing } from '../board.ts'
import type { Source } from '../settings.ts'
import { section } from './shared.ts'

/** Every source: how it is told, what waits, what it has not answered, what a person has to look at. */
export const overviewPage = ({
  session,
  sources,
  standings,
  notice,
}: {
  readonly session: Session
  readonly sources: readonly Source[]
  readonly standings: readonly Standing[]
  readonly notice?: string | undefined
}): Html => {
  const bySource = new Map(standings.map(standing => [standing.source, standing]))
  return section({
    session,
    at: 'overview',
    title: 'Sources',
    notice,
    content: html`
      <p class="govuk-body">The systems that raise debts, and what they have been told of what was decided here.</p>
      ${
        sources.length === 0
          ? insetText('No file of any source has been taken in yet.')
          : table({
              caption: 'Sources',
              captionHidden: true,
              columns: [
                { label: 'Source' },
                { label: 'Told' },
                { label: 'Its figures are of' },
                { label: 'Waiting', numeric: true },
                { label: 'Not answered', numeric: true },
                { label: 'Exceptions', numeric: true },
                { label: 'Last file' },
              ],
              rows: sources.map(source => rowOf(source, bySource.get(source.source))),
            })
      }
      ${
        sources.some(({ way }) => way === 'none') &&
        insetText(
          'Nothing is queued for a source that is only read: what is decided here has to be entered there by hand.',
        )
      }`,
  })
}

const rowOf = ({ source, way, asAt }: Source, standing: Standing | undefined) => [
  html`<a class="govuk-link" href="/sources/of/${source}">${source}</a>`,
  way === 'file' ? tag('by files', 'green') : tag('only read', 'grey'),
  asAt ? formatDate(asAt) : '',
  some(standing?.waiting, standing?.waitingAmount),
  some(standing?.sent, standing?.sentAmount),
  standing && standing.exceptions > 0
    ? html`<a class="govuk-link" href="/sources/exceptions">${some(standing.exceptions, standing.exceptionAmount)}<span class="govuk-visually-hidden"> of ${source}</span></a>`
    : '0',
  standing?.lastSerial && standing.lastMadeOn
    ? html`${standing.lastSerial} <span class="eh-quiet">${formatDate(standing.lastMadeOn)}${standing.toHandOver > 0 && ', not handed over'}</span>`
    : 'None',
]

/** How many, and what their money comes to where they have any. */
const some = (messages = 0, amount = 0n): Html =>
  html`${messages}${amount !== 0n && html` <span class="eh-quiet">${formatPounds(amount)}</span>`}`
