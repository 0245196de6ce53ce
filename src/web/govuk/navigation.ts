import { html, type Html } from '../html.ts'

/** Where this page is. An item without an address is the page itself. */
export const breadcrumbs = (
  items: readonly { readonly text: string; readonly href?: string }[],
): Html => html`
  <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
    <ol class="govuk-breadcrumbs__list">
      ${items.map(({ text, href }) =>
        href === undefined
          ? html`
      <li class="govuk-breadcrumbs__list-item" aria-current="page">${text}</li>`
          : html`
      <li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${href}">${text}</a></li>`,
      )}
    </ol>
  </nav>`

/** Addresses of the pages before and after this one, where there are any. */
type Pagination = { readonly previous?: string | undefined; readonly next?: string | undefined }

export const pagination = ({ previous, next }: Pagination): Html => html`
  <nav class="govuk-pagination govuk-pagination--block" aria-label="Pagination">
    ${
      previous !== undefined &&
      html`
    <div class="govuk-pagination__prev">
      <a class="govuk-link govuk-pagination__link" href="${previous}" rel="prev">
        ${arrow('prev', 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z')}
        <span class="govuk-pagination__link-title govuk-pagination__link-title--decorated">Previous<span class="govuk-visually-hidden"> page</span></span>
      </a>
    </div>`
    }
    ${
      next !== undefined &&
      html`
    <div class="govuk-pagination__next">
      <a class="govuk-link govuk-pagination__link" href="${next}" rel="next">
        ${arrow('next', 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z')}
        <span class="govuk-pagination__link-title govuk-pagination__link-title--decorated">Next<span class="govuk-visually-hidden"> page</span></span>
      </a>
    </div>`
    }
  </nav>`

const arrow = (way: 'prev' | 'next', path: string) => html`
  <svg class="govuk-pagination__icon govuk-pagination__icon--${way}" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="${path}"></path></svg>`
