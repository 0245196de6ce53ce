import { formatDateOf } from '#values/dates.ts'
import { tag } from '#web/govuk/display.ts'
import type { Html } from '#web/html.ts'
import { sectionOf } from '#web/section.ts'
import type { RefundState } from '../refund.ts'
import type { SetOff } from '../set-off.ts'

/** A page about credits and what becomes of them, with the way to the others. */
export const section = sectionOf({
  place: 'refunds',
  label: 'Credits and refunds',
  pages: [
    { at: 'credits', text: 'In credit', href: '/refunds' },
    { at: 'refunds', text: 'On its way back', href: '/refunds/under-way' },
    { at: 'lists', text: 'Lists for finance', href: '/refunds/lists' },
    { at: 'set-offs', text: 'Set-offs', href: '/refunds/set-offs' },
  ],
})

const states = {
  proposed: { label: 'waits for a second person', colour: 'yellow' },
  refused: { label: 'refused', colour: 'red' },
  withdrawn: { label: 'withdrawn', colour: 'grey' },
  agreed: { label: 'agreed, for the next list', colour: 'blue' },
  sent: { label: 'on a list with finance', colour: 'purple' },
  paid: { label: 'paid', colour: 'green' },
  'came back': { label: 'came back', colour: 'red' },
} as const

/** How far a refund has come, in a few words with their colour. */
export const stateTag = (state: RefundState): Html => tag(states[state].label, states[state].colour)

/** How far a set-off has come. */
export const setOffTag = (state: SetOff['state']): Html =>
  state === 'agreed'
    ? tag('agreed and posted', 'green')
    : state === 'undone'
      ? tag('undone', 'red')
      : stateTag(state)

export const dayOf = (at: Temporal.Instant): Temporal.PlainDate =>
  at.toZonedDateTimeISO('Europe/London').toPlainDate()

export const dayInWords = formatDateOf

export const daysInWords = (days: number): string =>
  days === 0 ? 'today' : days === 1 ? '1 day' : `${days} days`

/** Who did something, by name where we know it. */
export const whoIs =
  (staff: ReadonlyMap<string, string>) =>
  (id: string | null): string =>
    id === null ? '' : (staff.get(id) ?? id)
