import type { Errors } from '../form.ts'
import { html, type Html } from '../html.ts'

/** The GOV.UK error summary: what is wrong, each a link to its field, in the order of the form. The field '' is the form as a whole. */
export function errorSummary(errors: Errors): Html {
  return html`
    <div class="govuk-error-summary" data-module="govuk-error-summary">
      <div role="alert">
        <h2 class="govuk-error-summary__title">There is a problem</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            ${Object.entries(errors).map(
              ([field, error]) =>
                error &&
                html`<li>${field === '' ? error : html`<a href="#${field}">${error}</a>`}</li>`,
            )}
          </ul>
        </div>
      </div>
    </div>`
}
