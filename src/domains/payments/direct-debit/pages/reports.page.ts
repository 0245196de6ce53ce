import { button, fileUpload } from '#web/govuk/fields.ts'
import { table, tag, warningText } from '#web/govuk/display.ts'
import type { Errors } from '#web/form.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate, formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { BacsReport, ReportItem } from '../report-queries.ts'
import { section } from './shared.ts'

const nameOf = ({ kind }: Pick<BacsReport, 'kind'>): string =>
  kind === 'input' ? 'Input report' : capitalised(kind)

/** Every report that came from Bacs, newest first, and the way to bring another. */
export const reportsPage = ({
  session,
  reports,
  errors = {},
}: {
  readonly session: Session
  readonly reports: readonly BacsReport[]
  readonly errors?: Errors
}): Html =>
  section({
    session,
    at: 'reports',
    title: 'Bacs reports',
    errors,
    content: html`
      ${
        session.permissions.includes('direct-debits:submit') &&
        html`
      <form method="post" action="/direct-debits/reports" enctype="multipart/form-data" class="eh-drop" novalidate>
        ${csrf(session)}
        ${fileUpload({
          name: 'file',
          label: 'The report, as the bureau gave it',
          hint: 'ARUDD, ADDACS, AUDDIS, DDICA or an input report, as XML. The same twice changes nothing.',
          error: errors['file'],
        })}
        ${button('Take it', { once: true })}
      </form>`
      }
      ${
        reports.length === 0
          ? html`<p class="govuk-body">No report has come yet.</p>`
          : table({
              caption: 'Newest first',
              columns: [
                { label: 'Report' },
                { label: 'Of' },
                { label: 'Came' },
                { label: 'State' },
                { label: 'Lines', numeric: true },
              ],
              rows: reports.map(report => [
                html`<a class="govuk-link" href="/direct-debits/reports/${report.id}">${nameOf(report)}</a>`,
                report.reportedOn ? formatDate(report.reportedOn) : '',
                formatDateOf(report.loadedAt),
                report.state === 'applied' ? tag('taken', 'green') : tag('refused', 'red'),
                report.items,
              ]),
            })
      }`,
  })

/** One report: what each of its lines did, or why it was refused. */
export const reportPage = ({
  session,
  report,
  items,
  notice,
}: {
  readonly session: Session
  readonly report: BacsReport
  readonly items: readonly ReportItem[]
  readonly notice?: string | undefined
}): Html =>
  section({
    session,
    at: 'reports',
    title: `${nameOf(report)}, ${report.reportedOn ? formatDate(report.reportedOn) : formatDateOf(report.loadedAt)}`,
    notice,
    content:
      report.refusedWhy !== null
        ? warningText(report.refusedWhy)
        : items.length === 0
          ? html`<p class="govuk-body">It did nothing that had not been done before.</p>`
          : table({
              caption: 'What it did',
              columns: [
                { label: 'Line', numeric: true },
                { label: 'Reference' },
                { label: 'Code' },
                { label: 'Amount', numeric: true },
                { label: 'Done' },
              ],
              rows: items.map(({ line, reference, reason, amount, accountId, did }) => [
                line,
                accountId === null
                  ? reference
                  : html`<a class="govuk-link" href="/accounts/${accountId}/direct-debit">${reference}</a>`,
                reason,
                amount === null ? '' : formatPounds(amount),
                did,
              ]),
            }),
  })
