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
