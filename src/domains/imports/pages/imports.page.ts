import { button, fileUpload, select } from '#web/govuk/fields.ts'
import { table, tag } from '#web/govuk/display.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Profile } from '../profile.ts'
import type { RecentFile } from '../report.ts'

const states = {
  received: ['being read', 'yellow'],
  applied: ['applied', 'green'],
  registered: ['applied', 'green'],
  refused: ['refused', 'red'],
} as const

export const stateTag = ({ state, putAside }: Pick<RecentFile, 'state' | 'putAside'>): Html => {
  const [words, colour] = states[state]
  return putAside > 0 ? tag('rows to correct', 'yellow') : tag(words, colour)
}

export type ImportsModel = {
  readonly session: Session
  readonly files: readonly RecentFile[]
  readonly feeds: readonly Profile[]
  readonly typed?: Typed
  readonly errors?: Errors
}

/** Every file that came, newest first, and the way to drop another. */
export const importsPage = ({
  session,
  files,
  feeds,
  typed = {},
  errors = {},
}: ImportsModel): Html =>
  layout({
    title: 'Imports',
    session,
    at: 'imports',
    errors,
    content: html`
      ${heading(session.council.name, 'Imports')}
      ${session.permissions.includes('imports:load') && drop({ session, feeds, typed, errors })}
      ${files.length === 0 ? html`<p class="govuk-body">No file has come yet.</p>` : filesTable(files)}`,
  })

const drop = ({
  session,
  feeds,
  typed,
  errors,
}: Required<Omit<ImportsModel, 'files'>>): Html => html`
  <form method="post" action="/imports" enctype="multipart/form-data" class="eh-drop" novalidate>
    ${csrf(session)}
    ${select({
      name: 'feed',
      label: 'Which list is it?',
      value: typed['feed'],
      error: errors['feed'],
      choices: [
        { value: '', label: 'Choose one' },
        ...feeds.map(({ name, title }) => ({ value: name, label: title })),
      ],
    })}
    ${fileUpload({
      name: 'file',
      label: 'The file, as the source system wrote it',
      hint: 'It is judged whole before anything is applied. The same file twice changes nothing.',
      error: errors['file'],
    })}
    ${button('Load it', { once: true })}
  </form>`

const filesTable = (files: readonly RecentFile[]): Html =>
  table({
    caption: 'Newest first',
    columns: [
      { label: 'File' },
      { label: 'Feed' },
      { label: 'Came' },
      { label: 'State' },
      { label: 'Rows', numeric: true },
      { label: 'Applied', numeric: true },
      { label: 'Put aside', numeric: true },
      { label: 'Known already', numeric: true },
      { label: 'Money applied', numeric: true },
      { label: 'Of', numeric: true },
    ],
    rows: files.map(file => [
      html`<a class="govuk-link" href="/imports/${file.fileId}">${file.fileName}</a>`,
      file.feed,
      html`${moment(file.receivedAt)}<br><span class="eh-quiet">${byInWords(file.receivedBy)}</span>`,
      stateTag(file),
      file.rows,
      file.applied,
      file.putAside,
      file.duplicates,
      ...(file.kind === 'register'
        ? ['', '']
        : [formatPounds(file.appliedPence), formatPounds(file.total)]),
    ]),
  })

/** Who brought a file: somebody by name, or a part of ours. */
export const byInWords = (by: string): string => by.replace(/^system:/, 'Evenhand, ')

/** A moment as an officer reads it: the day and the time it was in London. */
export const moment = (at: Temporal.Instant): string => {
  const local = at.toZonedDateTimeISO('Europe/London')
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return `${formatDate(local.toPlainDate())}, ${time}`
}
