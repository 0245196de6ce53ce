import { randomInt } from 'node:crypto'
import { html, type Html } from './html.ts'
import { layout } from './layout.ts'
import type { Session } from './session.ts'

type Around = { readonly session: Session | undefined; readonly isTraining: boolean }

const sentence = (around: Around, title: string, says: string, more: Html | false = false): Html =>
  layout({
    ...around,
    title,
    content: html`
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${says}</p>
      ${more}`,
  })

/** The same for an address that does not exist, a record that does not, and one of another council. */
export const notFoundPage = (around: Around): Html =>
  sentence(
    around,
    'Page not found',
    'There is nothing at this address, or it is not yours to see. Check the address, or start from a search.',
  )

const titles: Readonly<Record<number, string>> = {
  401: 'You are signed out',
  403: 'You cannot do this',
  413: 'That is too large',
}

/** `back` is the page that what was refused came from: signing in leads there, to what was typed. */
export const refusedPage = (around: Around, status: number, says: string, back = '/'): Html =>
  sentence(
    around,
    titles[status] ?? 'This did not work',
    says,
    status === 401 &&
      html`<p class="govuk-body"><a class="govuk-link" href="/sign-in?next=${encodeURIComponent(back)}">Sign in and go back to it</a></p>`,
  )

/** Says nothing of what went wrong: that is in the log, under the reference. */
export const faultPage = (around: Around, reference: string): Html =>
  sentence(
    around,
    'Sorry, something went wrong',
    `This was not finished, and nothing of it was saved. Try again in a few minutes. If it happens again, tell your administrator this reference: ${reference}.`,
  )

/** Short enough to read out on the telephone: no vowels, so no words, and nothing that looks like something else. */
export const newReference = (): string => {
  const letters = 'BCDFGHJKMNPQRSTVWXZ23456789'
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')
}
