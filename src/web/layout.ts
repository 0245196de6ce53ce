import type { Errors } from './form.ts'
import { errorSummary } from './govuk/error-summary.ts'
import { assetPath } from './assets.ts'
import { html, type Html, type Insert } from './html.ts'
import { navigation, type Place, placesFor } from './navigation.ts'
import type { Session } from './session.ts'

export type Page = {
  readonly title: string
  readonly content: Html
  readonly errors?: Errors
  /** Undefined before anybody has signed in. */
  readonly session: Session | undefined
  /** Which part of the navigation this page belongs to. */
  readonly at?: Place
  /** Before anybody has signed in: whether this is the training database. Afterwards the council says. */
  readonly isTraining?: boolean
  /** On pages for the public: whose they are, in place of what Evenhand is for, which is nobody else's business. */
  readonly council?: string
  /** Said once at the top: what was just done. */
  readonly notice?: string | undefined
}

/** A whole page in Evenhand's own plain brand: the council's name and colour are always in sight. */
export const layout = ({
  title,
  content,
  errors = {},
  session,
  at,
  notice,
  ...page
}: Page): Html => {
  const isTraining = session?.council.isTraining ?? page.isTraining ?? false
  const hasErrors = Object.values(errors).some(error => error !== undefined)
  return html`<!doctype html>
<html lang="en" class="govuk-template eh-council-${session?.council.colour ?? 'none'}">
<head>
<meta charset="utf-8">
<title>${hasErrors && 'Error: '}${title} – ${session?.council.name ?? page.council ?? 'Evenhand'}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<link rel="icon" href="${assetPath('evenhand.svg')}" type="image/svg+xml">
<link rel="preload" href="${assetPath('atkinson-400.ttf')}" as="font" type="font/ttf" crossorigin>
<link rel="stylesheet" href="${assetPath('evenhand.css')}">
<script type="module" src="${assetPath('evenhand.js')}" data-govuk="${assetPath('govuk.js')}"></script>
</head>
<body class="govuk-template__body"${session && html` data-staff="${session.staffId}"`}>
<a href="#main-content" class="govuk-skip-link">Skip to main content</a>
<header class="eh-header">
  <div class="eh-width eh-header__row">
    ${
      page.council === undefined
        ? html`<a class="eh-header__brand" href="/">Evenhand</a>
    ${session ? councilBar(session) : html`<span class="eh-header__council">Council debt recovery</span>`}`
        : html`<span class="eh-header__brand">${page.council}</span>`
    }
  </div>
</header>
${session && navigation(session, at)}
${session?.emergency !== undefined && emergencyBanner(session, session.emergency)}
${isTraining && trainingBanner}
<div class="eh-width">
  <main class="eh-main" id="main-content">
    ${
      notice &&
      html`
    <div class="eh-notice" role="status"><p class="govuk-body">${notice}</p></div>`
    }
    ${hasErrors && errorSummary(errors)}
    ${content}
  </main>
</div>
<footer class="eh-footer">
  <div class="eh-width">
    <p class="govuk-body-s">Evenhand is open source, under the MIT licence. ${isTraining && 'Training data: nothing here is real, and nothing leaves this machine.'}</p>
    ${page.council === undefined && html`<p class="govuk-body-s" id="eh-keys-hint" hidden>Press <kbd>?</kbd> for the keys, or <button type="button" class="eh-link-button" id="eh-keys-open">open the list</button>.</p>`}
  </div>
</footer>
<dialog id="eh-keys" class="eh-dialog" aria-labelledby="eh-keys-title">
  <h2 class="govuk-heading-m" id="eh-keys-title">Keys</h2>
  <dl class="eh-keys">
    <dt><kbd>/</kbd></dt><dd>Search</dd>
    <dt><kbd>n</kbd></dt><dd>Next case in my work</dd>
    <dt><kbd>o</kbd></dt><dd>Record a contact</dd>
    <dt><kbd>t</kbd></dt><dd>Write a note</dd>
    <dt><kbd>v</kbd></dt><dd>What to do differently</dd>
    <dt><kbd>w</kbd></dt><dd>Why is this so?</dd>
    <dt><kbd>h</kbd></dt><dd>Place a hold</dd>
    ${placesFor(session).map(place => html`<dt><kbd>g</kbd> <kbd>${place.key}</kbd></dt><dd>${place.label}</dd>`)}
  </dl>
  <form method="dialog"><button class="govuk-button govuk-button--secondary" value="close">Close</button>
  <button class="govuk-button govuk-button--secondary" value="switch" id="eh-keys-switch">Switch the keys off</button></form>
</dialog>
${session && timeOutDialog(session)}
</body>
</html>`
}

const councilBar = (session: Session): Html => html`
  <span class="eh-header__council">${session.council.name}</span>
  <div class="eh-header__person">
    <span>${session.name} <span class="eh-quiet">${session.roles.join(', ')}</span></span>
    ${
      session.councils.length > 1 &&
      html`
    <form method="post" action="/switch-council" class="eh-inline">
      ${csrf(session)}
      ${session.councils
        .filter(({ id }) => id !== session.council.id)
        .map(
          ({ id, name }) =>
            html`<button class="eh-link-button" name="council" value="${id}">Switch to ${name}</button>`,
        )}
    </form>`
    }
    <form method="post" action="/sign-out" class="eh-inline">${csrf(session)}<button class="eh-link-button">Sign out</button></form>
  </div>`

const emergencyBanner = ({ permissions }: Session, where: string): Html => html`
<div class="eh-emergency" role="region" aria-label="Emergency"><div class="eh-width"><strong>Emergency: recovery is stopped ${where}.</strong>
${permissions.includes('runs:view') && html`<a href="/emergency">What stopped</a>`}</div></div>`

const trainingBanner: Html = html`
<div class="eh-training" role="region" aria-label="Training data"><div class="eh-width">Training data: none of these people is real.</div></div>`

const timeOutDialog = (session: Session): Html => html`
<dialog id="eh-time-out" class="eh-dialog" data-idle-minutes="30" aria-labelledby="eh-time-out-title">
  <h2 class="govuk-heading-m" id="eh-time-out-title">You will be signed out in 2 minutes</h2>
  <p class="govuk-body">What you have typed is kept on this computer.</p>
  <form method="post" action="/session/stay">${csrf(session)}<button class="govuk-button">Stay signed in</button></form>
</dialog>`

/** The hidden field every form that changes something carries. */
export const csrf = (session: Pick<Session, 'csrfToken'>): Html =>
  html`<input type="hidden" name="_csrf" value="${session.csrfToken}">`

/** A page's heading with what it belongs to above it. */
export const heading = (caption: Insert, title: Insert): Html => html`
  <div class="eh-heading">${caption && html`<span class="govuk-caption-m">${caption}</span>`}<h1 class="govuk-heading-l">${title}</h1></div>`
