import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import type { Refusal } from '#values/outcome.ts'

const breathingSpace = cite('SI 2020/1311', 'reg 26')

export const noSuchAccount: Refusal = {
  code: 'no-such-account',
  says: 'There is no such account in this council, so no hold was placed.',
}

export const noSuchParty: Refusal = {
  code: 'no-such-party',
  says: 'There is no such person in this council, so no hold was placed.',
}

export const notTheirAccount: Refusal = {
  code: 'not-their-account',
  says: 'This person is not liable for that account, so a hold on it would protect nobody. No hold was placed.',
}

export const noReason: Refusal = {
  code: 'no-reason',
  says: 'Say why: the reason is kept and read by whoever looks at this account next.',
}

export const endsBeforeItStarts: Refusal = {
  code: 'ends-before-it-starts',
  says: 'A hold ends after it starts. No hold was placed.',
}

export const endsBeforeToday: Refusal = {
  code: 'ends-before-today',
  says: 'That day is past, so the hold would protect nobody. No hold was placed.',
}

export const reviewBeforeToday: Refusal = {
  code: 'review-before-today',
  says: 'The day to look at it again is past. Choose today or a later day. No hold was placed.',
}

export const neitherEndNorReview: Refusal = {
  code: 'neither-end-nor-review',
  says: 'Give the last day, or a day to look at it again, so that the hold is not forgotten. No hold was placed.',
}

export const tooLongAgo: Refusal = {
  code: 'too-long-ago',
  says: 'That day is more than a year ago. Look at the year again. No hold was placed.',
}

export const tooFarAhead: Refusal = {
  code: 'too-far-ahead',
  says: 'That day is more than two weeks away. Look at it again, or place the hold nearer the day. No hold was placed.',
}

export const noStartOfBreathingSpace: Refusal = {
  code: 'no-start-of-breathing-space',
  says: 'Give the day the breathing space starts, as the notice has it. No hold was placed.',
  law: breathingSpace,
}

export const tooLongForBreathingSpace = (last: Temporal.PlainDate): Refusal => ({
  code: 'too-long-for-breathing-space',
  says: `A breathing space that starts on that day lasts until ${formatDate(last)} at the latest. Look at the notice again, or place a second hold of another kind for the days after. No hold was placed.`,
  law: breathingSpace,
})

export const alreadyHeld: Refusal = {
  code: 'already-held',
  says: 'A hold of the same kind already covers this for all of those days. Nothing was changed.',
}

export const noSuchHold: Refusal = {
  code: 'no-such-hold',
  says: 'There is no such hold in this council. Nothing was changed.',
}

export const alreadyEnded: Refusal = {
  code: 'already-ended',
  says: 'This hold has already ended. Nothing was changed.',
}

export const endsAtItsSource: Refusal = {
  code: 'ends-at-its-source',
  says: 'This hold comes from the system that raised the debt. End it there, and it ends here the night after. Nothing was changed.',
}

export const registersUntilDecided: Refusal = {
  code: 'registers-until-decided',
  says: 'The register of companies says this, and the hold ends when the register says otherwise. Before that only an approver ends it. Nothing was changed.',
}

export const onlyByLaw: Refusal = {
  code: 'ends-only-by-law',
  says: 'The law protects this person until the day shown. It ends sooner only when a notice says so, and then an approver ends it here. Nothing was changed.',
  law: breathingSpace,
}

export const placedByYou: Refusal = {
  code: 'placed-by-you',
  says: 'You placed this hold. Because the law is behind it, another approver has to end it. Nothing was changed.',
}

export const lapsesBeforeToday: Refusal = {
  code: 'lapses-before-today',
  says: 'The day to look at it again has passed. Nothing was kept.',
}

export const lapsesTooLate: Refusal = {
  code: 'lapses-too-late',
  says: 'It has to be looked at again within twelve months. Nothing was kept.',
}

export const notAnInstruction: Refusal = {
  code: 'not-an-instruction',
  says: 'Choose what to do differently from the list. Nothing was kept.',
}
