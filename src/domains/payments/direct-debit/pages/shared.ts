import { html, type Html, type Insert } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Errors } from '#web/form.ts'
import { subNavigation } from '#web/moj/sub-navigation.ts'
import type { Session } from '#web/session.ts'
import { tag } from '#web/govuk/display.ts'

const sections = [
  { at: 'calendar', text: 'Calendar', href: '/direct-debits' },
  { at: 'reports', text: 'Bacs reports', href: '/direct-debits/reports' },
  { at: 'alarms', text: 'Alarms', href: '/direct-debits/alarms' },
] as const

/** A page about direct debits, with the way to the others. */
export const section = ({
  session,
  at,
  title,
  content,
  errors = {},
  notice,
}: {
  readonly session: Session
  readonly at: (typeof sections)[number]['at']
  readonly title: string
  readonly content: Insert
  readonly errors?: Errors
  readonly notice?: string | undefined
}): Html =>
  layout({
    title,
    session,
    at: 'direct-debits',
    errors,
    notice,
    content: html`
      ${heading(session.council.name, title)}
      ${subNavigation(
        'Direct debits',
        sections.map(({ at: here, text, href }) => ({ text, href, isHere: here === at })),
      )}
      ${content}`,
  })

const colours = {
  planned: 'grey',
  notified: 'blue',
  submitted: 'purple',
  collected: 'green',
  returned: 'red',
  refunded: 'red',
  cancelled: 'grey',
} as const

const words = {
  planned: 'notice not sent yet',
  notified: 'payer told',
  submitted: 'with Bacs',
  collected: 'collected',
  returned: 'came back unpaid',
  refunded: 'paid back',
  cancelled: 'called off',
} as const
export type CollectionState = keyof typeof words

/** A collection's state in a word, with its colour. */
export const stateTag = (state: CollectionState): Html => tag(words[state], colours[state])
