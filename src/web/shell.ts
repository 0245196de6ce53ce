import { assetPath } from './assets.ts'
import { breadcrumbs } from './govuk/breadcrumbs.ts'
import { errorSummary } from './govuk/error-summary.ts'
import { skipLink } from './govuk/skip-link.ts'
import { attribute, type Html, html } from './html.ts'
import type { Page, Section } from './layout.ts'
import type { Permission } from './permissions.ts'
import { endsAt, type Session } from './session.ts'

/** What surrounds a page and differs from one request to the next. */
export type Around = {
  readonly session: Session | undefined
  readonly now: Temporal.Instant
  /** The embedded engine is for trying and training only, and every page says so. */
  readonly isTraining: boolean
}

/** The navigation, in order. `keys` are typed one after the other. */
const sections: readonly {
  readonly name: Section
  readonly href: string
  readonly permission: Permission
  readonly keys: string
}[] = [
  { name: 'My work', href: '/work', permission: 'work:view', keys: 'g q' },
  { name: 'Search', href: '/search', permission: 'people:search', keys: '/' },
  { name: 'Run', href: '/runs', permission: 'runs:view', keys: 'g r' },
  { name: 'Imports', href: '/imports', permission: 'imports:view', keys: 'g i' },
  { name: 'Letters', href: '/letters', permission: 'letters:view', keys: 'g l' },
  { name: 'Law', href: '/law', permission: 'law:view', keys: 'g w' },
  { name: 'Audit', href: '/audit', permission: 'audit:view', keys: 'g a' },
  { name: 'Staff', href: '/staff', permission: 'staff:view', keys: 'g s' },
]

/** The first page somebody may open: where signing in and the name at the top lead. */
export const homeOf = (session: Pick<Session, 'permissions'> | undefined): string =>
  sections.find(({ permission }) => session?.permissions.includes(permission))?.href ?? '/'

/** A whole document: the page and everything around it. */
export function shell(page: Page, { session, now, isTraining }: Around): Html {
  const hasErrors = Object.keys(page.errors).length > 0
  const isSummarised = page.content.markup.includes('govuk-error-summary')
  return html`<!DOCTYPE html>
<html lang="en" class="govuk-template">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <title>${hasErrors && 'Error: '}${page.title} – Evenhand</title>
    <link rel="icon" href="${assetPath('icon.svg')}" type="image/svg+xml">
    <link rel="preload" href="${assetPath('atkinson-400.ttf')}" as="font" type="font/ttf" crossorigin>
    <link rel="stylesheet" href="${assetPath('evenhand.css')}">
    <script type="module" src="${assetPath('evenhand.js')}" data-govuk="${assetPath('govuk.js')}"></script>
  </head>
  <body class="govuk-template__body"${attribute('data-staff', session?.staffId)}>
    ${skipLink({ text: 'Skip to main content', href: '#main-content' })}
    ${isTraining && training}
    ${header(session)}
    ${session && navigation(session, page.section)}
    <div class="govuk-width-container app-width">
      ${page.breadcrumbs.length > 0 && breadcrumbs({ items: page.breadcrumbs })}
      <main class="govuk-main-wrapper app-main" id="main-content" tabindex="-1">
        ${!isSummarised && errorSummary(page.errors)}
        ${page.content}
      </main>
    </div>
    ${footer(isTraining)}
    ${session && timeOut(session, now)}
  </body>
</html>`
}

const training = html`
  <div class="app-training" role="region" aria-label="Training data">
    <div class="app-width"><strong>Training data.</strong> Nobody here is real and nothing is sent.</div>
  </div>`

const header = (session: Session | undefined) => html`
  <header class="app-header council-bar--${session?.council.colour ?? 'blue'}">
    <div class="app-width app-header__row">
      <a class="app-header__name" href="${homeOf(session)}">Evenhand</a>
      ${session && html`<span class="app-header__council">${session.council.name}</span>`}
      ${session && whoIsHere(session)}
    </div>
  </header>`

const whoIsHere = (session: Session) => html`
      <div class="app-header__person">
        ${session.otherCouncils.length > 0 && councilSwitcher(session)}
        <span class="app-header__staff">${session.name}</span>
        <form method="post" action="/sign-out"><button class="app-header__button">Sign out</button></form>
      </div>`

const councilSwitcher = ({ council, otherCouncils }: Session) => html`
        <form method="post" action="/session/council" class="app-header__switch">
          <label for="switch-council" class="govuk-visually-hidden">Work for another council</label>
          <select id="switch-council" name="council">
            <option value="${council.id}" selected>${council.name}</option>
            ${otherCouncils.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
          </select>
          <button class="app-header__button">Switch</button>
        </form>`

const navigation = ({ permissions }: Session, current: Section | undefined) => html`
  <nav class="app-navigation" aria-label="Main">
    <ul class="app-width app-navigation__list">
      ${sections
        .filter(({ permission }) => permissions.includes(permission))
        .map(
          ({ name, href, keys }) => html`
      <li><a class="app-navigation__link" href="${href}" data-key="${keys}"${attribute('aria-current', name === current && 'page')}>${name}</a></li>`,
        )}
    </ul>
  </nav>`

const footer = (isTraining: boolean) => html`
  <footer class="app-footer">
    <div class="app-width">
      <p>Evenhand: firm but fair debt recovery. ${isTraining && 'This installation holds training data only: people, debts and letters are invented.'}</p>
      <p class="app-footer__keys" hidden><button type="button" class="app-footer__button" data-keys-help>Keyboard shortcuts (?)</button></p>
    </div>
  </footer>`

/** Shown by evenhand.js two minutes before a session ends. Its form works by itself as well. */
const timeOut = (session: Session, now: Temporal.Instant) => html`
  <dialog class="app-dialog" id="time-out" aria-labelledby="time-out-title" data-time-out="${Math.max(0, Math.floor(now.until(endsAt(session)).total('seconds')))}">
    <h2 class="govuk-heading-m" id="time-out-title">You will be signed out in 2 minutes</h2>
    <p class="govuk-body">This is because nothing has been done for a while. What you have typed is kept on this device.</p>
    <form method="post" action="/session/stay">
      <button class="govuk-button">Stay signed in</button>
    </form>
  </dialog>`
