import { tag } from '#web/govuk/display.ts'
import type { Errors } from '#web/form.ts'
import { html, type Html, type Insert } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import { subNavigation } from '#web/moj/sub-navigation.ts'
import type { Session } from '#web/session.ts'
import type { Standing } from '../requests.ts'

const colours = {
  waiting: 'grey',
  'being paid': 'blue',
  'not paid yet': 'yellow',
  paid: 'green',
  cancelled: 'grey',
  'run out': 'grey',
} as const

/** Where a payment stands, in a word with its colour. */
export const standingTag = (standing: Standing): Html => tag(standing, colours[standing])

/** A moment as officers say it: “1 June 2026 at 10:00”. */
export const momentInWords = (moment: Temporal.Instant): string =>
  moment
    .toZonedDateTimeISO('Europe/London')
    .toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })

/** A page about card payments, with the way to the others. */
export const section = ({
  session,
  at,
  title,
  content,
  errors = {},
  notice,
}: {
  readonly session: Session
  readonly at: 'payments' | 'alarms'
  readonly title: string
  readonly content: Insert
  readonly errors?: Errors
  readonly notice?: string | undefined
}): Html =>
  layout({
    title,
    session,
    at: 'card-payments',
    errors,
    notice,
    content: html`
      ${heading(session.council.name, title)}
      ${subNavigation('Card payments', [
        { text: 'Payments', href: '/card-payments', isHere: at === 'payments' },
        { text: 'Alarms', href: '/card-payments/alarms', isHere: at === 'alarms' },
      ])}
      ${content}`,
  })
