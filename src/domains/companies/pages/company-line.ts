import { tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import type { KnownCompany } from '../queries.ts'
import { stopOf } from '../stops.ts'
import { bearingOf, detailInWords } from '../words.ts'

/** What the register says of a person's companies, in a line each, leading to the page that says it all. */
export const companyLine = (personId: string, companies: readonly KnownCompany[]): Html | false =>
  companies.length > 0 &&
  html`<p class="govuk-body-s">${companies.map(
    (one, n) =>
      html`${n > 0 && html`<br>`}<a class="govuk-link" href="/people/${personId}/company">Company ${one.number ?? one.written}</a> ${companyTags(one)}`,
  )}</p>`

/** Its state as words in a colour: red stops recovery, yellow is to be looked at, green is neither. */
export function companyTags({ number, answer, understood }: KnownCompany): readonly Html[] {
  if (number === null) return [tag('Not a company number', 'yellow')]
  if (answer === null) return [tag('Not read yet', 'grey')]
  const odd =
    answer === 'not found'
      ? [tag('Not found at Companies House', 'yellow')]
      : answer === 'could not be read'
        ? [tag('Could not be read', 'yellow')]
        : []
  return understood ? [...odd, ...statusTags(understood)] : odd
}

/** What the register says that a company is now. */
export const statusTags = (company: NonNullable<KnownCompany['understood']>): readonly Html[] => {
  const { status, statusDetail, accountsOverdue } = company
  const { says, look } = bearingOf(status)
  const stop = stopOf(company)
  const colour = stop ? 'red' : look ? 'yellow' : 'green'
  return [
    tag(says, colour),
    ...(stop && !bearingOf(status).stops ? [html` `, tag('Insolvency case running', 'red')] : []),
    ...(statusDetail !== null && statusDetail !== status
      ? [html` `, tag(detailInWords(statusDetail), 'yellow')]
      : []),
    ...(accountsOverdue ? [html` `, tag('Accounts overdue', 'yellow')] : []),
  ]
}
