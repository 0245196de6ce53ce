import type { Refusal } from '#values/outcome.ts'

export const noSuchTrial: Refusal = {
  code: 'no-such-trial',
  says: 'There is no such trial in this council. Nothing was changed.',
}

export const notWritten = (status: string): Refusal => ({
  code: 'not-written',
  says: `This draft is ${status}, and what is tried is a draft that is being written. Nothing was asked for; begin another from it.`,
})

export const savedSince: Refusal = {
  code: 'saved-since',
  says: 'Somebody saved this draft while you were writing. What you typed is still here: look at the draft, then ask again if it is still right.',
}

export const nothingToTryAgainst = (debtType: string): Refusal => ({
  code: 'nothing-in-force',
  says: `No policy is in force for ${debtType}, so there is nothing to try this against. Nothing was asked for.`,
})

export const sameAsInForce: Refusal = {
  code: 'same-as-in-force',
  says: 'This is word for word what is in force already. Nothing was asked for.',
}

export const notSound: Refusal = {
  code: 'not-sound',
  says: 'The checks found something that must be put right in this draft first. Nothing was asked for.',
}

export const notSimulated: Refusal = {
  code: 'not-simulated',
  says: 'This draft is to be simulated on the book as it is now, against what is in force, before it is tried on anybody. Nothing was asked for.',
}

export const inThePast: Refusal = {
  code: 'in-the-past',
  says: 'A trial cannot begin in the past. Choose today or a later day. Nothing was asked for.',
}

export const countedTooLong = (days: number, most: number): Refusal => ({
  code: 'counted-too-long',
  says: `Nobody could be counted for ${days} days in a trial of ${most} days. Choose fewer days or more weeks. Nothing was asked for.`,
})

export const lawChanges = (on: string): Refusal => ({
  code: 'law-changes',
  says: `The law under this debt changes on ${on}, and that would end the trial. Choose days that end before it. Nothing was changed.`,
})

export const policyComes = (on: string): Refusal => ({
  code: 'policy-comes',
  says: `Another policy comes into force on ${on}, and that would end the trial. Choose a later day, or have that policy withdrawn first. Nothing was changed.`,
})

export const anotherTrial = (debtType: string, on: string): Refusal => ({
  code: 'another-trial',
  says: `Another trial for ${debtType} runs in these days, from ${on}. There is one at a time, or nobody could tell what came of which. Nothing was changed.`,
})

export const notWaiting: Refusal = {
  code: 'not-waiting',
  says: 'This trial does not wait for approval. Nothing was changed.',
}

export const dayPassed: Refusal = {
  code: 'day-passed',
  says: 'The day it was to begin has passed. Nothing was approved; refuse it, so that it is asked for again.',
}

export const secondPerson: Refusal = {
  code: 'second-person',
  says: 'Whoever wrote the draft or asked for the trial cannot approve it. Nothing was changed; ask somebody who had no hand in it.',
}

export const overtaken: Refusal = {
  code: 'overtaken',
  says: 'This is not the trial you looked at, or what is in force or the law under it is another since. Nothing was approved; look at it again, and refuse it if it is to be asked for anew.',
}

export const sayWhyStopped: Refusal = {
  code: 'say-why-stopped',
  says: 'Say why: the reason is kept with the trial. Nothing was stopped.',
}

export const overAlready: Refusal = {
  code: 'over-already',
  says: 'This trial is over already, so there is nothing to stop. Nothing was changed.',
}

export const notOver: Refusal = {
  code: 'not-over',
  says: 'A trial is concluded once, when it has run or was stopped. Nothing was changed.',
}

export const sayWhyConcluded: Refusal = {
  code: 'say-why-concluded',
  says: 'Say why: the reason is kept with the trial. Nothing was decided.',
}
