import { attribute, classes, html } from '../html.ts'

type Breadcrumbs = {
  readonly items: readonly { readonly text: string; readonly href?: string }[]
  readonly classes?: string
}

/** Where this page is. An item without an address is the page itself. */
export const breadcrumbs = ({ items, ...options }: Breadcrumbs) => html`
  <nav class="govuk-breadcrumbs${classes(options.classes)}" aria-label="Breadcrumb">
    <ol class="govuk-breadcrumbs__list">
      ${items.map(({ text, href }) =>
        href === undefined
          ? html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${text}</li>`
          : html`
      <li class="govuk-breadcrumbs__list-item">
        <a class="govuk-breadcrumbs__link"${attribute('href', href)}>${text}</a>
      </li>`,
      )}
    </ol>
  </nav>`
