import { table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { section } from '../../pages/section.ts'
import type { RemedyChoice } from '../choices.ts'
import type { RemedyToStop } from '../to-stop.ts'

/** The remedies that run though something stops them; and those outside policy that wait for somebody to agree, the longest waiting first. */
export const waitingRemediesPage = ({
  session,
  choices,
  stopped,
  staff,
}: {
  readonly session: Session
  readonly choices: readonly RemedyChoice[]
  readonly stopped: readonly RemedyToStop[]
  readonly staff: ReadonlyMap<string, string>
}): Html =>
  section({
    session,
    at: 'remedies',
    title: 'Remedies to stop or agree',
    content: html`
      ${stopped.length > 0 && stopTable(stopped)}
      ${
        choices.length === 0
          ? html`<p class="govuk-body" role="status">No remedy outside policy waits for anybody to agree.</p>`
          : table({
              caption: 'Waiting to be agreed, the longest first',
              columns: [
                { label: 'Remedy' },
                { label: 'Who' },
                { label: 'Owes', numeric: true },
                { label: 'Outside policy' },
                { label: 'Chosen' },
              ],
              rows: choices.map(one => [
                html`<a class="govuk-link" href="/accounts/${one.accountId}/remedies">${capitalised(one.remedy)}, ${one.reference}</a>`,
                name(one.name),
                formatPounds(one.balance),
                one.setAside.join('; '),
                `${staff.get(one.chosenBy) ?? 'An officer'}, ${formatDate(one.chosenOn)}`,
              ]),
            })
      }`,
  })

const stopTable = (stopped: readonly RemedyToStop[]): Html => html`
  ${table({
    caption: 'Running though they must stop: tell whoever carries them out, today',
    columns: [
      { label: 'Remedy' },
      { label: 'Who' },
      { label: 'Owes', numeric: true },
      { label: 'Runs since' },
      { label: 'What stops it' },
    ],
    rows: stopped.map(one => [
      html`<a class="govuk-link" href="/accounts/${one.accountId}/remedies">${capitalised(one.remedy)}, ${one.reference}</a>`,
      name(one.name),
      formatPounds(one.balance),
      formatDate(one.begunOn),
      `${capitalised(one.why === 'other' ? 'an officer’s hold' : one.why)}${one.since ? `, since ${formatDate(one.since)}` : ''}`,
    ]),
  })}`
