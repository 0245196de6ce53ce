import { html, type Html, type Insert } from '../html.ts'

export type Column = { readonly label: string; readonly numeric?: boolean }

/** The GOV.UK table, tight enough for a working list. Each row is its cells, in the order of the columns. */
export const table = ({
  caption,
  columns,
  rows,
  captionHidden = false,
}: {
  readonly caption: string
  readonly captionHidden?: boolean
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Insert[])[]
}): Html => html`
  <div class="eh-scroll" tabindex="0" role="region" aria-label="${caption}">
  <table class="govuk-table eh-table">
    <caption class="govuk-table__caption govuk-table__caption--s${captionHidden && ' govuk-visually-hidden'}">${caption}</caption>
    <thead class="govuk-table__head"><tr class="govuk-table__row">
      ${columns.map(
        ({ label, numeric }) =>
          html`<th scope="col" class="govuk-table__header${numeric && ' govuk-table__header--numeric'}">${label}</th>`,
      )}
    </tr></thead>
    <tbody class="govuk-table__body">
      ${rows.map(
        cells =>
          html`<tr class="govuk-table__row">${cells.map(
            (cell, n) =>
              html`<td class="govuk-table__cell${columns[n]?.numeric && ' govuk-table__cell--numeric'}">${cell}</td>`,
          )}</tr>`,
      )}
    </tbody>
  </table>
  </div>`

/** A short word with a colour; the word alone carries the meaning. */
export const tag = (
  label: string,
  colour: 'grey' | 'green' | 'yellow' | 'red' | 'blue' | 'purple' = 'grey',
): Html => html`<strong class="govuk-tag govuk-tag--${colour}">${label}</strong>`

/** Pairs of a name and what it is, as GOV.UK's summary list. */
export const summaryList = (pairs: readonly (readonly [string, Insert])[]): Html => html`
  <dl class="govuk-summary-list eh-summary">
    ${pairs.map(
      ([key, value]) => html`
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">${key}</dt>
      <dd class="govuk-summary-list__value">${value}</dd>
    </div>`,
    )}
  </dl>`

export const warningText = (text: Insert): Html => html`
  <div class="govuk-warning-text">
    <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
    <strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span> ${text}</strong>
  </div>`

export const insetText = (text: Insert): Html => html`<div class="govuk-inset-text">${text}</div>`

export const details = (
  summary: string,
  content: Insert,
  { open = false }: { readonly open?: boolean } = {},
): Html => html`
  <details class="govuk-details"${open && html` open`}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${summary}</span></summary>
    <div class="govuk-details__text">${content}</div>
  </details>`

/** News at the top of a page: something to know before reading on, or that something was done. */
export const notificationBanner = (
  text: string,
  { isSuccess = false }: { readonly isSuccess?: boolean } = {},
): Html => html`
  <div class="govuk-notification-banner${isSuccess && ' govuk-notification-banner--success'}" role="${isSuccess ? 'alert' : 'region'}" aria-labelledby="govuk-notification-banner-title" data-module="govuk-notification-banner">
    <div class="govuk-notification-banner__header">
      <h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title">${isSuccess ? 'Success' : 'Important'}</h2>
    </div>
    <div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">${text}</p></div>
  </div>`

/** What was finished, large, with what to keep of it. */
export const panel = (title: string, body?: Insert): Html => html`
  <div class="govuk-panel govuk-panel--confirmation">
    <h1 class="govuk-panel__title">${title}</h1>
    ${body !== undefined && html`<div class="govuk-panel__body">${body}</div>`}
  </div>`
