import type { SourceGateway, WaitingDetail } from '#parties'
import { formatDate } from '#values/dates.ts'
import type { Errors, Typed } from '#web/form.ts'
import { table, tag } from '#web/govuk/display.ts'
import { button, input, radios, select } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'

export type NewDetailsModel = {
  readonly session: Session
  readonly waiting: readonly WaitingDetail[]
  readonly gateways: readonly SourceGateway[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** What sources and people told anew, beside what is known; `n` opens the first. And what each source lets be used. */
export const newDetailsPage = (model: NewDetailsModel): Html => {
  const { session, waiting, gateways, errors = {}, notice } = model
  return layout({
    title: 'New contact details',
    session,
    at: 'details',
    errors,
    notice,
    content: html`
      ${heading(session.council.name, 'New contact details')}
      <p class="govuk-body">One source, or somebody who rang, tells otherwise than another. Until somebody decides, each source’s own detail serves its own accounts and nothing is overwritten.</p>
      ${
        waiting.length === 0
          ? html`<p class="govuk-body">There is nothing to decide.</p>`
          : table({
              caption: 'To decide, the newest first',
              columns: [
                { label: 'Who' },
                { label: 'New' },
                { label: 'By whose word' },
                { label: 'Known now' },
              ],
              rows: waiting.map(({ personId, name: who, text, source, asAt, known }, n) => [
                html`<a class="govuk-link"${n === 0 && html` data-key="n"`} href="/people/${personId}/contact-details">${name(who)}</a>`,
                text === null ? tag('may not be used', 'red') : name(text),
                html`${source} <span class="eh-quiet">as at ${formatDate(asAt)}</span>`,
                known === null ? 'Nothing' : name(known),
              ]),
            })
      }
      ${
        gateways.length > 0 &&
        table({
          caption: 'What each source lets be used for recovery',
          columns: [
            { label: 'Source' },
            { label: 'May it?' },
            { label: 'By what right, or why not' },
            { label: 'Who and when' },
          ],
          rows: gateways.map(({ source, mayBeUsed, gateway, by, saidAt }) => [
            source,
            mayBeUsed ? tag('yes', 'green') : tag('no', 'red'),
            gateway,
            html`${by} <span class="eh-quiet">${formatDate(saidAt.toZonedDateTimeISO('Europe/London').toPlainDate())}</span>`,
          ]),
        })
      }
      ${session.permissions.includes('matches:set') && gatewayForm(model)}`,
  })
}

const gatewayForm = ({
  session,
  waiting,
  gateways,
  typed = {},
  errors = {},
}: NewDetailsModel): Html | false => {
  const sources = [
    ...new Set([...waiting, ...gateways].map(({ source }) => source).filter(isOfAFile)),
  ].toSorted()
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  return (
    sources.length > 0 &&
    html`
    <h2 class="govuk-heading-s">What a source said when it was asked</h2>
    <form method="post" action="/contact-details/sources" novalidate>
      ${csrf(session)}
      ${select({ ...asked('source'), label: 'Which source?', choices: sources.map(value => ({ value, label: value })) })}
      ${radios({
        ...asked('may'),
        label: 'May its contact details be used for recovery of other debts?',
        choices: [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ],
      })}
      ${input({ ...asked('gateway'), label: 'By what right, or why not?', width: 20 })}
      ${button('Keep it', { secondary: true, once: true })}
    </form>`
  )
}

/** What was told to an officer carries its own right. */
const isOfAFile = (source: string): boolean => !/^(told|found)\b/.test(source)
