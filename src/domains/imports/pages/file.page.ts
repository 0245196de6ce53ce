import { pagination } from '#web/govuk/navigation.ts'
import { summaryList, table, warningText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import { rowKeptBack } from '../kept-back.ts'
import type { LoadReport } from '../report.ts'
import type { PutAside } from '../rows.ts'
import { byInWords, moment, stateTag } from './imports.page.ts'

export type FileModel = {
  readonly session: Session
  readonly report: LoadReport
  readonly rows: readonly PutAside[]
  /** The numbers of those that whoever looks may not read. */
  readonly keptBack: ReadonlySet<number>
  /** Row numbers that this page of rows comes after, and the next page does; undefined at the ends. */
  readonly after: number
  readonly next: number | undefined
  readonly notice?: string | undefined
}

/** What became of one file: every row and every penny in one of three places, and the rows that wait. */
export const filePage = ({
  session,
  report,
  rows,
  keptBack,
  after,
  next,
  notice,
}: FileModel): Html =>
  layout({
    title: report.fileName,
    session,
    at: 'imports',
    notice,
    content: html`
      ${heading(report.feed, html`${name(report.fileName)} ${stateTag(report)}`)}
      ${report.refusal !== null && warningText(report.refusal)}
      <p class="govuk-body">Came ${moment(report.receivedAt)}, from ${byInWords(report.receivedBy)}. <a class="govuk-link" href="/imports">All files</a></p>
      ${report.state !== 'refused' && counts(report)}
      ${report.reasons.length > 0 && reasons(report)}
      ${rows.length > 0 && asideTable(report, rows, keptBack, session)}
      ${
        (after > 0 || next !== undefined) &&
        pagination({
          previous: after > 0 ? `/imports/${report.fileId}` : undefined,
          next: next === undefined ? undefined : `/imports/${report.fileId}?after=${next}`,
        })
      }
      ${summaryList([
        ['Different references', report.distinctReferences],
        ['Blank lines passed over', report.blankLines],
        ['Fingerprint (SHA-256)', html`<code class="eh-quiet">${report.sha256}</code>`],
      ])}`,
  })

const counts = (report: LoadReport): Html => {
  const money = (pence: Pence) => (report.kind === 'register' ? [] : [formatPounds(pence)])
  return table({
    caption: 'Where every row went',
    columns: [
      { label: 'What became of it' },
      { label: 'Rows', numeric: true },
      ...(report.kind === 'register' ? [] : [{ label: 'Money', numeric: true }]),
    ],
    rows: [
      ['Applied', report.applied, ...money(report.appliedPence)],
      ['Put aside, to be corrected', report.putAside, ...money(report.putAsidePence)],
      [
        'Known already: nothing was applied twice',
        report.duplicates,
        ...money(report.duplicatePence),
      ],
      [html`<strong>The whole file</strong>`, report.rows, ...money(report.total)],
    ],
  })
}

const reasons = ({ reasons }: LoadReport): Html =>
  table({
    caption: 'Why rows were put aside',
    columns: [
      { label: 'Column' },
      { label: 'Reason' },
      { label: 'Rows', numeric: true },
      { label: 'First on line', numeric: true },
    ],
    rows: reasons.map(({ column, reason, rows, firstLine }) => [column, reason, rows, firstLine]),
  })

const asideTable = (
  { fileId }: LoadReport,
  rows: readonly PutAside[],
  keptBack: ReadonlySet<number>,
  { permissions }: Session,
): Html =>
  table({
    caption: permissions.includes('imports:mend') ? 'Rows to correct' : 'Rows put aside',
    columns: [
      { label: 'Line', numeric: true },
      { label: 'Column' },
      { label: 'Reason' },
      { label: 'The row as it came' },
    ],
    rows: rows.map(row => [
      keptBack.has(row.rowNo)
        ? row.lineNo
        : html`<a class="govuk-link" href="/imports/${fileId}/rows/${row.rowNo}"><span class="govuk-visually-hidden">Row on line </span>${row.lineNo}</a>`,
      row.columnName,
      row.reason,
      keptBack.has(row.rowNo)
        ? html`<span class="eh-quiet">${rowKeptBack}</span>`
        : html`<bdi class="eh-quiet">${shortened(row.raw)}</bdi>`,
    ]),
  })

const shortened = (cells: readonly string[]): string => {
  const text = cells.join(' | ').replaceAll(/\p{Cc}/gu, '␤')
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
