import { formatDateOf } from '#values/dates.ts'
import { inAList } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, table, warningText } from '#web/govuk/display.ts'
import { button, fileUpload, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Ward, WardFile } from '../queries.ts'

export type WardsModel = {
  readonly session: Session
  readonly wards: readonly Ward[]
  /** The newest first. */
  readonly files: readonly WardFile[]
  readonly staff: ReadonlyMap<string, string>
  /** Wards that an emergency stops and that are not in force any more, by the names that they had. */
  readonly stoppedAndGone: readonly string[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** The council's wards, the files that said which postcodes they have, and the way to bring another. */
export const wardsPage = (model: WardsModel): Html => {
  const { session, wards, files, stoppedAndGone, errors = {}, notice } = model
  return layout({
    title: 'Wards',
    session,
    at: 'wards',
    errors,
    notice,
    content: html`
      ${heading(session.council.name, 'Wards')}
      ${
        stoppedAndGone.length > 0 &&
        warningText(
          `An emergency stops ${inAList(stoppedAndGone)}, which the file in force does not have. What was there when it was begun stays stopped; postcodes that are new there are not. Look at the stop, and stop what these wards are called now.`,
        )
      }
      ${session.permissions.includes('wards:bring') && bring(model)}
      ${
        wards.length === 0
          ? insetText(
              'No file of wards has been brought. Until one is, the position and the reasons people give are by the first half of the postcode alone, and an emergency is by postcodes.',
            )
          : table({
              caption: 'Wards in force',
              columns: [
                { label: 'Ward' },
                { label: 'Code' },
                { label: 'Postcodes', numeric: true },
              ],
              rows: wards.map(({ name, code, postcodes }) => [
                name,
                code,
                postcodes.toLocaleString('en-GB'),
              ]),
            })
      }
      ${files.length > 0 && filesTable(model)}`,
  })
}

const bring = ({ session, files, typed = {}, errors = {} }: WardsModel): Html => html`
  <form method="post" action="/wards" enctype="multipart/form-data" novalidate>
    ${csrf(session)}
    ${input({
      name: 'authority',
      label: 'The council’s own authority, by its code',
      hint: 'Such as E07000116. Leave it empty for a file of the council’s own, and for names of wards',
      width: 10,
      value:
        typed['authority'] ?? files.find(({ authority }) => authority !== null)?.authority ?? '',
      error: errors['authority'],
    })}
    ${fileUpload({
      name: 'file',
      label: 'The file of postcodes and their wards, or of wards and their names',
      hint: 'As the Office for National Statistics publishes them, or the council’s own: postcode, ward code and, if it likes, ward name. CSV, up to 200 MB; a larger one is brought by the command line',
      error: errors['file'],
    })}
    ${button('Bring it', { once: true })}
  </form>`

const filesTable = ({ files, staff }: WardsModel): Html => {
  const inForce = files.find(({ kind }) => kind === 'postcodes')
  return table({
    caption: 'Files that were brought, the newest first',
    columns: [
      { label: 'File' },
      { label: 'Brought' },
      { label: 'What was kept of it' },
      { label: 'What was not' },
    ],
    rows: files.map(file => [
      html`${file.fileName}${file === inForce && html` <strong>in force</strong>`}<br><span class="eh-quiet">SHA-256 ${file.sha256.slice(0, 12)}…</span>`,
      html`${formatDateOf(file.broughtAt)}<br><span class="eh-quiet">${staff.get(file.broughtBy) ?? file.broughtBy.replace(/^system:/, 'Evenhand, ')}</span>`,
      keptOf(file),
      notKeptOf(file),
    ]),
  })
}

const many = (count: number): string => count.toLocaleString('en-GB')

const keptOf = ({ kind, kept, rows, authority }: WardFile): string =>
  `${many(kept)} ${kind === 'names' ? 'names' : 'postcodes'} of ${many(rows)} rows${authority === null ? '' : `, of ${authority}`}`

const notKeptOf = ({ elsewhere, withoutWard, bad, twice, examples }: WardFile): Html => {
  const parts = [
    elsewhere > 0 && `${many(elsewhere)} of another authority or district`,
    withoutWard > 0 && `${many(withoutWard)} without a ward`,
    bad > 0 && `${many(bad)} without a postcode that is one`,
    twice > 0 && `${many(twice)} postcodes given two wards, the first of which counts`,
  ].filter(part => part !== false)
  return html`${parts.join('; ')}${
    examples.length > 0 &&
    html`
    <ul class="govuk-list govuk-body-s">${examples.map(each => html`<li>${each}</li>`)}</ul>`
  }`
}
