import { type Citation, formatCitation } from '#values/citation.ts'
import { html, type Html } from './html.ts'

/** A source of the law, leading to where it can be read if it has such a place. */
export const citationLink = (source: Citation): Html =>
  source.url === undefined
    ? html`${formatCitation(source)}`
    : html`<a class="govuk-link eh-quiet" href="${source.url}" rel="noreferrer">${formatCitation(source)}</a>`

/** The same with the instrument's name beside it, where that says more. */
export const citationInFull = (source: Citation): Html =>
  html`${citationLink(source)}${source.title !== source.instrument && html` <span class="eh-quiet">${source.title}</span>`}`
