import { randomInt } from 'node:crypto'
import { html } from './html.ts'
import { layout, type Page } from './layout.ts'

const sentence = (title: string, says: string): Page =>
  layout({
    title,
    content: html`
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${says}</p>`,
  })

/** The same for an address that does not exist, a record that does not, and one of another council. */
export const notFoundPage = (): Page =>
  sentence(
    'Page not found',
    'There is nothing at this address, or it is not yours to see. Check the address, or start from a search.',
  )

const titles: Readonly<Record<number, string>> = {
  401: 'You are signed out',
  403: 'You cannot do this',
  413: 'That is too large',
}

export const refusedPage = (status: number, says: string): Page =>
  status === 401
    ? layout({
        title: titles[401] ?? '',
        content: html`
      <h1 class="govuk-heading-l">You are signed out</h1>
      <p class="govuk-body">${says}</p>
      <p class="govuk-body"><a class="govuk-link" href="/sign-in">Sign in</a></p>`,
      })
    : sentence(titles[status] ?? 'This did not work', says)

/** Says nothing of what went wrong: that is in the log, under the reference. */
export const faultPage = (reference: string): Page =>
  sentence(
    'Sorry, something went wrong',
    `This was not finished, and nothing of it was saved. Try again in a few minutes. If it happens again, tell your administrator this reference: ${reference}.`,
  )

/** Short enough to read out on the telephone: no vowels, so no words, and nothing that looks like something else. */
export const newReference = (): string => {
  const letters = 'BCDFGHJKMNPQRSTVWXZ23456789'
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')
}
