import { daysBetween, formatDate } from '#values/dates.ts'
import { table, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import type { Message } from '../messages.ts'
import { linkTo, section, stateTag, toldInWords, whyInWords } from './shared.ts'

/** Days after which an exception is shown as long with a person. */
const long = 5

/** What sources rejected or never answered, those waiting longest first. */
export const exceptionsPage = ({
  session,
  today,
  messages,
  notice,
}: {
  readonly session: Session
  readonly today: Temporal.PlainDate
  readonly messages: readonly Message[]
  readonly notice?: string | undefined
}): Html =>
  section({
    session,
    at: 'exceptions',
    title: 'Exceptions',
    notice,
    content:
      messages.length === 0
        ? html`<p class="govuk-body">Sources have answered everything that they were told, or still have time to.</p>`
        : html`
          <p class="govuk-body">The source does not have these. Until they are settled, its figures and ours differ.</p>
          ${table({
            caption: 'The longest waiting first',
            columns: [
              { label: 'Number', numeric: true },
              { label: 'Source' },
              { label: 'Account' },
              { label: 'What it was told' },
              { label: 'State' },
              { label: 'Why' },
              { label: 'Since' },
              { label: 'Looked into by' },
            ],
            rows: messages.map((message, n) => [
              linkTo(message, n === 0),
              message.source,
              html`<a class="govuk-link" href="/accounts/${message.accountId}">${message.reference}</a>`,
              toldInWords(message),
              stateTag(message),
              whyInWords(message),
              ageOf(message, today),
              message.ownerName === null ? '' : name(message.ownerName),
            ]),
          })}
          ${messages.length === 200 && html`<p class="govuk-body">The first 200 are shown.</p>`}`,
  })

const ageOf = ({ exceptionOn }: Message, today: Temporal.PlainDate): Html | string => {
  if (exceptionOn === null) return ''
  const days = daysBetween(exceptionOn, today)
  return days > long
    ? html`${formatDate(exceptionOn)} ${tag(`${days} days`, 'red')}`
    : formatDate(exceptionOn)
}
