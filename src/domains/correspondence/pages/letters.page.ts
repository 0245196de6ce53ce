import { button, input } from '#web/govuk/fields.ts'
import { table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Letter } from '../letters.ts'

/** Every letter that went, newest first: what, to whom, about which account. */
export const lettersPage = ({
  session,
  letters,
  total,
  reference,
  skip,
}: {
  readonly session: Session
  readonly letters: readonly Letter[]
  readonly total: number
  readonly reference: string
  readonly skip: number
}): Html =>
  layout({
    title: 'Letters',
    session,
    at: 'letters',
    content: html`
      ${heading(session.council.name, 'Letters')}
      <p class="govuk-body">${total} in the outbox. In this version nothing is posted: each letter is kept here as it would go.</p>
      <form method="post" action="/letters" class="eh-search">
        ${input({ name: 'reference', label: 'Account reference', value: reference, width: 20 })}
        ${button('Find')}
      </form>
      ${
        letters.length === 0
          ? html`<p class="govuk-body">No letters${reference !== '' && ' about that account'}. A letter appears here when its run is released.</p>`
          : table({
              caption: 'Newest first',
              columns: [
                { label: 'Sent' },
                { label: 'Letter' },
                { label: 'To' },
                { label: 'Account' },
                { label: 'Why' },
                { label: 'Pages', numeric: true },
              ],
              rows: letters.map(letter => [
                letter.dispatchedAt
                  .toZonedDateTimeISO('Europe/London')
                  .toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }),
                html`<a class="govuk-link" href="/letters/${letter.id}">${letter.title}</a>`,
                html`<a class="govuk-link" href="/people/${letter.partyId}">${name(letter.addressee)}</a>`,
                html`<a class="govuk-link" href="/accounts/${letter.accountId}">${letter.accountReference}</a>`,
                html`<a class="govuk-link" href="/accounts/${letter.accountId}/why">why<span class="govuk-visually-hidden"> for ${letter.accountReference}</span></a>`,
                letter.pages,
              ]),
            })
      }
      ${letters.length === 50 && reference === '' && html`<p class="govuk-body"><a class="govuk-link" href="/letters?skip=${skip + 50}">Earlier letters</a></p>`}`,
  })
