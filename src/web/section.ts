import type { Errors } from './form.ts'
import { html, type Html, type Insert } from './html.ts'
import { heading, layout } from './layout.ts'
import { subNavigation } from './moj/sub-navigation.ts'
import type { Place } from './navigation.ts'
import type { Session } from './session.ts'

/**
 * A part of the navigation that has several pages: answers how each of its pages is laid out, under the council's name, with the
 * way to the others.
 */
export const sectionOf =
  <At extends string>({
    place,
    label,
    pages,
  }: {
    readonly place: Place
    readonly label: string
    readonly pages: readonly { readonly at: At; readonly text: string; readonly href: string }[]
  }) =>
  ({
    session,
    at,
    title,
    content,
    errors = {},
    notice,
  }: {
    readonly session: Session
    readonly at: At
    readonly title: string
    readonly content: Insert
    readonly errors?: Errors
    readonly notice?: string | undefined
  }): Html =>
    layout({
      title,
      session,
      at: place,
      errors,
      notice,
      content: html`
      ${heading(session.council.name, title)}
      ${subNavigation(
        label,
        pages.map(({ at: here, text, href }) => ({ text, href, isHere: here === at })),
      )}
      ${content}`,
    })
