import { classes, html } from '../html.ts'

type SkipLink = { readonly text: string; readonly href?: string; readonly classes?: string }

export const skipLink = ({ text, href = '#content', ...options }: SkipLink) =>
  html`<a href="${href}" class="govuk-skip-link${classes(options.classes)}" data-module="govuk-skip-link">${text}</a>`
