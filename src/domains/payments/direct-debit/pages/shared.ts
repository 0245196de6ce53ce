import type { Html } from '#web/html.ts'
import { sectionOf } from '#web/section.ts'
import { tag } from '#web/govuk/display.ts'

/** A page about direct debits, with the way to the others. */
export const section = sectionOf({
  place: 'direct-debits',
  label: 'Direct debits',
  pages: [
    { at: 'calendar', text: 'Calendar', href: '/direct-debits' },
    { at: 'reports', text: 'Bacs reports', href: '/direct-debits/reports' },
    { at: 'alarms', text: 'Alarms', href: '/direct-debits/alarms' },
  ],
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
