import type { Refusal } from '#values/outcome.ts'

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

export const noSuchHold: Refusal = {
  code: 'no-such-hold',
  says: 'There is no such hold in this council. Nothing was changed.',
}

export const alreadyEnded: Refusal = {
  code: 'already-ended',
  says: 'This hold has already ended. Nothing was changed.',
}
