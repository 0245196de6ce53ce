import type { Refusal } from '#values/outcome.ts'

export const promiseInThePast: Refusal = {
  code: 'casework/promise-in-the-past',
  says: 'The promise is for a day that has passed. Enter the day they will pay.',
}

export const promiseTooFar: Refusal = {
  code: 'casework/promise-too-far',
  says: 'The promise is more than six months away. Agree an arrangement instead.',
}

export const ownedByAnother = (who: string): Refusal => ({
  code: 'casework/owned-by-another',
  says: `${who} has this case. Ask them to give it up first; nothing was changed.`,
})

export const theirsAlready = (who: string): Refusal => ({
  code: 'casework/theirs-already',
  says: `It is ${who}’s case already. Nothing was changed.`,
})

export const notACaseOfficer: Refusal = {
  code: 'casework/not-a-case-officer',
  says: 'They work no cases for this council, or have left. Nothing was changed: choose somebody else.',
}

export const mayNotOpenIt = (who: string): Refusal => ({
  code: 'casework/may-not-open-it',
  says: `The record is restricted, and ${who} may not open it. Nothing was changed: choose somebody who may, or lift the restriction and name them in a new one.`,
})

export const correctedAlready: Refusal = {
  code: 'casework/corrected-already',
  says: 'Somebody has corrected this already. Look at their correction first; yours was not kept, and is still in the form.',
}

export const writtenWhileTogether = (entries: number): Refusal => ({
  code: 'casework/written-while-together',
  says: `${entries === 1 ? 'Something was' : `${entries} things were`} written while they were one person. Part them on “Who this is”, where you say whom each is about; nothing was changed.`,
})
