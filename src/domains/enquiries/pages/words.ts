import type { Disclosure } from '../disclosure.ts'

/** An answer in a word, with its colour: neither answer is good or bad. */
export const answerTag = {
  yes: { says: 'Yes', colour: 'blue' },
  no: { says: 'No', colour: 'blue' },
  'not answered': { says: 'Not answered', colour: 'grey' },
} as const satisfies Record<Disclosure['answer'], unknown>

export const momentOf = (moment: Temporal.Instant): string =>
  moment
    .toZonedDateTimeISO('Europe/London')
    .toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
