import { html, type Html } from '../html.ts'

type Item = { readonly text: string; readonly href: string; readonly isHere?: boolean }

/** The Ministry of Justice's sub-navigation: the pages of one thing, such as one run. `label` tells it from others. */
export const subNavigation = (label: string, items: readonly Item[]): Html => html`
  <nav class="moj-sub-navigation" aria-label="${label}">
    <ul class="moj-sub-navigation__list">
      ${items.map(
        ({ text, href, isHere }) => html`
      <li class="moj-sub-navigation__item"><a class="moj-sub-navigation__link"${isHere && html` aria-current="page"`} href="${href}">${text}</a></li>`,
      )}
    </ul>
  </nav>`
