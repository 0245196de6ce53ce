import { formatDate, formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { details, insetText, summaryList, table } from '#web/govuk/display.ts'
import { button, input, radios } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { SourceFile, Standing } from '../board.ts'
import type { Source } from '../settings.ts'
import { section } from './shared.ts'

export type SourceModel = {
  readonly session: Session
  readonly source: Source
  readonly standing: Standing | undefined
  readonly files: readonly SourceFile[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** One source: how it is told, what waits for it, and its files. */
export const sourcePage = (model: SourceModel): Html => {
  const { session, source, standing, files, errors = {}, notice } = model
  const sends = session.permissions.includes('source-messages:send')
  return section({
    session,
    at: 'overview',
    title: source.source,
    errors,
    notice,
    content: html`
      <div class="eh-columns"><div>
      ${summaryList([
        ['Told', source.way === 'file' ? 'By files' : 'Not at all: it is only read'],
        ['Its figures are of', source.asAt ? formatDate(source.asAt) : 'It has sent no file'],
        ...(source.way === 'file'
          ? ([
              ['Waiting', String(standing?.waiting ?? 0)],
              ['Told and not answered', String(standing?.sent ?? 0)],
              ['Exceptions', String(standing?.exceptions ?? 0)],
              ['Has to answer in', source.answerDays === 1 ? '1 day' : `${source.answerDays} days`],
              ['Sent at most', source.attempts === 1 ? 'once' : `${source.attempts} times`],
              [
                'Changes looked for until',
                source.lookedUntil
                  ? `${formatDateOf(source.lookedUntil)}, ${timeOf(source.lookedUntil)}`
                  : 'Not yet',
              ],
            ] as const)
          : []),
      ])}
      </div><div>
      ${source.way === 'none' && insetText('Nothing is queued for it: what is decided here has to be entered there by hand.')}
      ${
        source.way === 'file' &&
        sends &&
        html`
      <form method="post" action="/sources/of/${source.source}/files" novalidate>
        ${csrf(session)}
        ${button('Look for changes and make a file', { once: true })}
      </form>`
      }
      ${session.permissions.includes('sources:set') && settingsForm(model)}
      </div></div>
      ${files.length > 0 && fileTable(model, sends)}`,
  })
}

const timeOf = (at: Temporal.Instant): string =>
  at
    .toZonedDateTimeISO('Europe/London')
    .toPlainTime()
    .toLocaleString('en-GB', { timeStyle: 'short' })

const settingsForm = ({ session, source, typed, errors = {} }: SourceModel): Html =>
  details(
    'How it is told',
    html`
    <form method="post" action="/sources/of/${source.source}" novalidate>
      ${csrf(session)}
      ${radios({
        name: 'way',
        label: 'How is it told what is decided here?',
        value: typed?.['way'] ?? source.way,
        error: errors['way'],
        choices: [
          {
            value: 'file',
            label: 'By files',
            hint: 'Everything that happens here from now on is queued for it.',
          },
          { value: 'none', label: 'Not at all', hint: 'It is only read.' },
        ],
      })}
      ${input({ name: 'answerDays', label: 'Days it has for an answer', width: 5, value: typed?.['answerDays'] ?? String(source.answerDays), error: errors['answerDays'] })}
      ${input({ name: 'attempts', label: 'How often a message is sent before a person is asked', width: 5, value: typed?.['attempts'] ?? String(source.attempts), error: errors['attempts'] })}
      ${button('Save', { once: true })}
    </form>`,
    { open: Object.keys(errors).length > 0 },
  )

const fileTable = ({ session, files }: SourceModel, sends: boolean): Html =>
  table({
    caption: 'Files, newest first',
    columns: [
      { label: 'Serial', numeric: true },
      { label: 'Made' },
      { label: 'Messages', numeric: true },
      { label: 'Answered', numeric: true },
      { label: 'Total', numeric: true },
      { label: 'Checksum (SHA-256)' },
      { label: 'Handed over' },
      ...(sends ? [{ label: 'Download' }] : []),
    ],
    rows: files.map(file => [
      file.serial,
      html`${formatDate(file.madeOn)} <span class="eh-quiet">${file.madeBy}</span>`,
      file.messages,
      file.answered,
      formatPounds(file.total),
      html`<code class="eh-quiet">${file.sha256.slice(0, 12)}…</code>`,
      file.handedOverAt
        ? html`${formatDateOf(file.handedOverAt)} <span class="eh-quiet">${file.handedOverBy}</span>`
        : 'Not yet',
      ...(sends
        ? [
            html`
        <form method="post" action="/sources/files/${file.id}" class="eh-inline">${csrf(session)}<button class="eh-link-button" aria-label="Download file ${file.serial}">Download</button></form>`,
          ]
        : []),
    ]),
  })
