import { button, input, textarea } from '#web/govuk/fields.ts'
import { insetText, summaryList, table } from '#web/govuk/display.ts'
import type { Errors } from '#web/form.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { AsideRow } from '../rows.ts'
import { moment } from './imports.page.ts'

export type RowModel = {
  readonly session: Session
  readonly row: AsideRow
  /** What was typed, in the order of the header, when it could not be taken. */
  readonly typed?: readonly string[]
  readonly errors?: Errors
}

/** The field of the form that holds the cell of column `n`, from 0. */
export const cellName = (n: number): string => `cell${n}`

/** One row that was put aside: why, and every cell under its header to be corrected. */
export const rowPage = ({ session, row, typed, errors = {} }: RowModel): Html =>
  layout({
    title: `Line ${row.lineNo} of ${row.fileName}`,
    session,
    at: 'imports',
    errors,
    content: html`
      ${heading(row.feed, html`Line ${row.lineNo} of ${row.fileName}`)}
      <p class="govuk-body"><a class="govuk-link" href="/imports/${row.fileId}">Everything in this file</a></p>
      ${row.mended !== null ? corrected(row, row.mended) : asIs({ session, row, typed, errors })}`,
  })

const asIs = ({
  session,
  row,
  typed,
  errors,
}: {
  readonly session: Session
  readonly row: AsideRow
  readonly typed: readonly string[] | undefined
  readonly errors: Errors
}): Html => {
  const { header } = row
  const isMisshapen = header !== null && header.length !== row.raw.length
  return html`
    ${insetText(html`It was put aside because of ${row.columnName || 'the row'}: ${row.reason}.`)}
    ${
      (header === null || isMisshapen) &&
      html`<p class="govuk-body">The row as it came${isMisshapen && `, ${row.raw.length} cells under ${header.length} headers, so some may stand under the wrong one`}: <bdi>${row.raw.join(' | ')}</bdi></p>`
    }
    ${
      header !== null && session.permissions.includes('imports:mend')
        ? html`
      <form method="post" action="/imports/${row.fileId}/rows/${row.rowNo}" novalidate>
        ${csrf(session)}
        <div class="eh-columns">
        ${header.map((label, n) => {
          const value = (typed ?? row.raw)[n] ?? ''
          const asked = {
            name: cellName(n),
            label: label === '' ? `Column ${n + 1}` : label,
            value,
            error: errors[cellName(n)],
          }
          // A one-line field would silently take a line end out.
          return /[\r\n]/.test(value) ? textarea({ ...asked, rows: 2 }) : input(asked)
        })}
        </div>
        ${button('Correct and apply it', { once: true })}
      </form>`
        : summaryList((header ?? []).map((label, n) => [label, row.raw[n] ?? '']))
    }`
}

const corrected = (row: AsideRow, mended: readonly string[]): Html => html`
  <p class="govuk-body">Corrected by ${row.mendedBy}${row.mendedAt && `, ${moment(row.mendedAt)}`}. ${
    row.state === 'duplicate'
      ? `Nothing was applied again: ${row.reason}.`
      : `It had been put aside because of ${row.columnName || 'the row'}: ${row.reason}.`
  }</p>
  ${table({
    caption: 'What it said, and what it says now',
    columns: [{ label: 'Column' }, { label: 'As it came' }, { label: 'Corrected' }],
    rows: mended.map((cell, n) => [
      row.header?.[n] ?? `Column ${n + 1}`,
      row.raw[n] ?? '',
      cell === row.raw[n]
        ? html`<span class="eh-quiet">the same</span>`
        : html`<strong>${cell}</strong>`,
    ]),
  })}`
