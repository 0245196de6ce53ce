import { button, input } from '#web/govuk/fields.ts'
import { insetText, table, tag } from '#web/govuk/display.ts'
import { pagination } from '#web/govuk/navigation.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, type Insert } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate, ordinal } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { BacsFile, DayInState } from '../calendar.ts'
import { section, stateTag } from './shared.ts'

export type CalendarModel = {
  readonly session: Session
  readonly month: Temporal.PlainYearMonth
  readonly days: readonly DayInState[]
  readonly files: readonly BacsFile[]
  readonly instructionsWaiting: number
  readonly alarms: number
  /** The first day that a file proposed now could take money on. */
  readonly firstEntry: Temporal.PlainDate
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** A month of direct debits: what is collected when, how much, how far it has come, and the file of each day. */
export const calendarPage = (model: CalendarModel): Html => {
  const { session, month, errors = {}, notice } = model
  return section({
    session,
    at: 'calendar',
    title: 'Direct debits',
    errors,
    notice,
    content: html`
      ${
        model.alarms > 0 &&
        insetText(
          html`<a class="govuk-link" href="/direct-debits/alarms">${model.alarms === 1 ? '1 alarm has' : `${model.alarms} alarms have`} to be looked at</a>`,
        )
      }
      ${monthTable(model)}
      ${pagination({
        previous: addressOf(month.subtract({ months: 1 })),
        next: addressOf(month.add({ months: 1 })),
      })}
      ${session.permissions.includes('direct-debits:submit') && proposeForm(model)}`,
  })
}

const addressOf = (month: Temporal.PlainYearMonth): string =>
  `/direct-debits?month=${month.toString()}`

const monthTable = ({ month, days, files }: CalendarModel): Html => {
  const name = month
    .toPlainDate({ day: 1 })
    .toLocaleString('en-GB', { month: 'long', year: 'numeric' })
  if (days.length === 0 && files.length === 0)
    return html`<h2 class="govuk-heading-m">${name}</h2><p class="govuk-body">Nothing is collected in this month.</p>`
  const alone = files.filter(({ entryOn }) => !days.some(({ on }) => on.equals(entryOn)))
  const rows = [
    ...days.map(({ on, state, collections, total }) => ({
      on,
      cells: [stateTag(state), collections, formatPounds(total)] as readonly Insert[],
    })),
    ...alone.map(({ entryOn }) => ({
      on: entryOn,
      cells: ['instructions only', 0, formatPounds(0n)],
    })),
  ].toSorted((a, b) => ordinal(a.on) - ordinal(b.on))
  return table({
    caption: name,
    columns: [
      { label: 'Day' },
      { label: 'State' },
      { label: 'Collections', numeric: true },
      { label: 'Amount', numeric: true },
      { label: 'File' },
    ],
    rows: rows.map(({ on, cells }, n) => [
      rows[n - 1]?.on.equals(on) ? '' : formatDate(on),
      ...cells,
      rows[n - 1]?.on.equals(on)
        ? ''
        : html`${files.filter(({ entryOn }) => entryOn.equals(on)).map(fileLink)}`,
    ]),
  })
}

const fileLink = (file: BacsFile): Html =>
  html`<a class="govuk-link" href="/direct-debits/files/${file.id}">${file.serial === null ? `Of ${formatDate(file.entryOn)}` : `Serial ${file.serial}`}</a> ${fileTag(file)} `

/** How far a file has come. */
export const fileTag = ({ state, inputReport }: BacsFile): Html => {
  if (inputReport === 'differs') return tag('Bacs differs', 'red')
  if (state === 'proposed') return tag('waits for release', 'yellow')
  return state === 'released' ? tag('released', 'green') : tag('withdrawn', 'grey')
}

const proposeForm = ({
  session,
  instructionsWaiting,
  firstEntry,
  typed = {},
  errors = {},
}: CalendarModel): Html => html`
  <h2 class="govuk-heading-m">Propose a file</h2>
  <p class="govuk-body">${instructionsWaiting === 0 ? 'No instruction waits' : instructionsWaiting === 1 ? '1 instruction waits' : `${instructionsWaiting} instructions wait`}
    to go with the next file. Somebody else releases what you propose.</p>
  <form method="post" action="/direct-debits/files" novalidate>
    ${csrf(session)}
    ${input({
      name: 'entryOn',
      label: 'The day money is taken',
      hint: `The first that is left is ${formatDate(firstEntry)}: a file is with Bacs two working days before.`,
      value: typed['entryOn'] ?? firstEntry.toLocaleString('en-GB'),
      error: errors['entryOn'],
      width: 10,
    })}
    ${button('Propose the file', { once: true })}
  </form>`
