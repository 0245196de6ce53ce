import { formatDate } from '#values/dates.ts'
import type { Refusal } from '#values/outcome.ts'

export const noSuchNotice: Refusal = {
  code: 'no-such-notice',
  says: 'That notice is not among those of this account. Nothing was kept: open the notices again.',
}

export const notYet: Refusal = {
  code: 'onDay',
  says: 'That day has not come yet. Enter the day on which it was done. Nothing was kept.',
}

export const beforeItWent = (issuedOn: Temporal.PlainDate): Refusal => ({
  code: 'onDay',
  says: `The notice is of ${formatDate(issuedOn)}, so it cannot have been served before. Look at the day again. Nothing was kept.`,
})

export const sayWhere: Refusal = {
  code: 'place',
  says: 'Say where: the address at which it was handed over, left or posted. Nothing was kept.',
}

export const sayWho: Refusal = {
  code: 'byWhom',
  says: 'Say who did it: the officer or process server by name. Nothing was kept.',
}

export const whichPost: Refusal = {
  code: 'postClass',
  says: 'Choose first or second class: the day on which it counts as served follows from it. Nothing was kept.',
}

export const sayReference: Refusal = {
  code: 'reference',
  says: 'Say where the certificate is kept, or its number. Nothing was kept.',
}

export const whatWasDone: Refusal = {
  code: 'says',
  says: 'Say what came back, or how you know, and what was done about it. Nothing was kept.',
}

export const whyAnother: Refusal = {
  code: 'because',
  says: 'Something is recorded already of how this notice was served. Say why this is right instead. Nothing was kept.',
}

export const notStanding: Refusal = {
  code: 'not-standing',
  says: 'That record does not stand any more: another took its place, or it was taken back. Nothing was changed.',
}
