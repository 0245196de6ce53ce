import { formatDate } from '#values/dates.ts'
import type { Refusal } from '#values/outcome.ts'

/** How far ahead an answer may be asked for, so that no debt is paused for good by a slip of the pen. */
export const mostDays = 90

export const dayPassed: Refusal = {
  code: 'answerBy',
  says: 'That day has passed. Choose today or a later day. Nothing was asked.',
}

export const tooFar = (last: Temporal.PlainDate): Refusal => ({
  code: 'answerBy',
  says: `Ask for the answer by ${formatDate(last)} at the latest: recovery waits for it. Nothing was asked.`,
})

export const openAlready: Refusal = {
  code: 'about',
  says: 'The same is asked about this account already, and waits for its answer. Nothing was asked again.',
}

export const noSuchQuestion: Refusal = {
  code: 'no-such-question',
  says: 'There is no such question in this council. Nothing was changed.',
}

export const answeredAlready: Refusal = {
  code: 'answered-already',
  says: 'Somebody has answered this already. Look at what they said; yours was not kept, and is still in the form.',
}

export const theirOwn: Refusal = {
  code: 'their-own',
  says: 'You asked this, so somebody else answers it: the answer ends the pause. Nothing was changed.',
}

export const notYetThere: Refusal = {
  code: 'isThere',
  says: 'Have it put right in the system that raised it first, and then tick this: until then the pause goes on. Nothing was changed.',
}

export const endsWithItsAnswer: Refusal = {
  code: 'ends-with-its-answer',
  says: 'Another team was asked something, and this hold ends with its answer. Nothing was changed.',
}
