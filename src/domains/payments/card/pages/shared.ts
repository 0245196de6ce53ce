import { tag } from '#web/govuk/display.ts'
import type { Html } from '#web/html.ts'
import { sectionOf } from '#web/section.ts'
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
export const section = sectionOf({
  place: 'card-payments',
  label: 'Card payments',
  pages: [
    { at: 'payments', text: 'Payments', href: '/card-payments' },
    { at: 'agreements', text: 'Agreements', href: '/card-agreements' },
    { at: 'settlements', text: 'Settlements', href: '/card-payments/settlements' },
    { at: 'alarms', text: 'Alarms', href: '/card-payments/alarms' },
  ],
})
