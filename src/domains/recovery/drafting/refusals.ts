import type { Refusal } from '#values/outcome.ts'

export const noLawFor = (debtType: string): Refusal => ({
  code: 'no-law-for',
  says: `No policy can be written for “${debtType}” here yet: either this council has no such type of debt, or the law under it is not in Evenhand. Nothing was begun.`,
})

export const noSuchDraft: Refusal = {
  code: 'no-such-draft',
  says: 'There is no such draft in this council. Nothing was changed.',
}

export const notBeingWritten = (status: string): Refusal => ({
  code: 'not-being-written',
  says:
    status === 'submitted'
      ? 'This draft waits for approval, so it is kept as it was submitted. Nothing was changed; take it back to go on writing.'
      : `This draft is ${status}, so it is not changed any more. Nothing was changed; begin another from it.`,
})

export const savedMeanwhile: Refusal = {
  code: 'saved-meanwhile',
  says: 'Somebody saved this draft while you were writing. Theirs is kept and yours is still here, not saved: look at both, then save yours again if it is still right.',
}

export const notSound = (findings: number): Refusal => ({
  code: 'not-sound',
  says: `${findings === 1 ? 'One thing' : `${findings} things`} that the checks found must be put right first. Nothing was submitted.`,
})

export const sayWhy: Refusal = {
  code: 'say-why',
  says: 'The checks ask about something. Say why it is right all the same; whoever approves reads it. Nothing was submitted.',
}

export const notSimulated: Refusal = {
  code: 'not-simulated',
  says: 'This is not the version that was simulated, or another policy has come into force since. Simulate it on the book first. Nothing was changed.',
}

export const nothingNew: Refusal = {
  code: 'nothing-new',
  says: 'This is word for word what is in force already. Nothing was submitted.',
}

export const inThePast: Refusal = {
  code: 'in-the-past',
  says: 'A policy cannot come into force in the past. Choose today or a later day. Nothing was submitted.',
}

export const another = (on: string): Refusal => ({
  code: 'another-comes',
  says: `Another version comes into force on ${on}. Choose a later day, or have that one withdrawn first.`,
})

export const anotherBefore = (on: string): Refusal => ({
  code: 'another-before',
  says: `Another version comes into force on ${on}, before this one would, and this was not simulated beside it. Nothing was changed. Simulate and submit it once that day has come, or have that version withdrawn first.`,
})

export const simulatedLongAgo = (on: string, days: number): Refusal => ({
  code: 'simulated-long-ago',
  says: `It was simulated on the book of ${on}, which is more than ${days} days ago. Nothing was changed. It is to be simulated on today’s book first.`,
})

export const underAnotherLaw = (from: string): Refusal => ({
  code: 'under-another-law',
  says: `The law under it is another from ${from}, and it was not simulated under that. Nothing was changed. Simulate and submit it on or after that day, or choose a day before it.`,
})

export const dayPassed: Refusal = {
  code: 'day-passed',
  says: 'The day it was to come into force has passed. Nothing was approved; return it, so that another day is chosen.',
}

export const notSubmitted: Refusal = {
  code: 'not-submitted',
  says: 'This draft does not wait for approval. Nothing was changed.',
}

export const secondPerson: Refusal = {
  code: 'second-person',
  says: 'Whoever wrote or submitted a policy cannot approve it. Nothing was changed; ask somebody who had no hand in it.',
}

export const contentChanged: Refusal = {
  code: 'content-changed',
  says: 'This is not the policy you looked at: it has changed since, or what is in force has. Nothing was approved; look at it again.',
}

export const sayWhyItIsReturned: Refusal = {
  code: 'say-why-returned',
  says: 'Say what has to change. Nothing was returned.',
}

export const noSuchVersion: Refusal = {
  code: 'no-such-version',
  says: 'There is no such version of a policy in this council. Nothing was changed.',
}

export const inForceAlready: Refusal = {
  code: 'in-force-already',
  says: 'This version came into force before today, or was withdrawn, so it cannot be withdrawn. Nothing was changed; roll back to an earlier one instead.',
}

export const plannedAlready: Refusal = {
  code: 'planned-already',
  says: 'A run has been planned under this version, so it cannot be withdrawn. Nothing was changed; stop the run first, or roll back to an earlier version.',
}

export const sayWhyWithdrawn: Refusal = {
  code: 'say-why-withdrawn',
  says: 'Say why it is withdrawn: the reason is kept. Nothing was changed.',
}
