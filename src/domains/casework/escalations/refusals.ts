import type { Refusal } from '#values/outcome.ts'

export const unanswered = (check: string): Refusal => ({
  code: `check-${check}`,
  says: 'Answer this: whoever decides reads it first. Nothing was sent.',
})

export const alwaysApplies = (check: string): Refusal => ({
  code: `check-${check}`,
  says: 'This always applies. Answer yes, or no where it is not so yet. Nothing was sent.',
})

export const wrongPerson: Refusal = {
  code: 'check-recipient',
  says: 'Bills that went to the wrong person, or elsewhere, come first: have them sent again, and wait until they are due. Nothing was sent.',
}

export const disputeRuns: Refusal = {
  code: 'check-dispute',
  says: 'A hold for a dispute runs on this account. End it if the dispute is closed, or answer no. Nothing was sent.',
}

export const untried = (days: number): Refusal => ({
  code: 'untried',
  says: `Outside policy: nobody has tried to reach them in the last ${days} days. Try first, or say why it is right all the same. Nothing was sent.`,
})

export const notTheirAccount: Refusal = {
  code: 'account',
  says: 'Choose one of their accounts: what is decided is decided about a debt. Nothing was sent.',
}

export const notTheirEntry: Refusal = {
  code: 'evidence',
  says: 'Something that was ticked is not about this person any more. Tick what is. Nothing was sent.',
}

export const notReturned: Refusal = {
  code: '',
  says: 'The one that this follows was not returned, or was asked again already. Look at it first. Nothing was sent.',
}

export const noSuchEscalation: Refusal = {
  code: 'no-such-escalation',
  says: 'There is no such escalation in this council. Nothing was changed.',
}

export const theirOwn: Refusal = {
  code: 'their-own',
  says: 'You asked for this, so somebody else decides it. Nothing was changed.',
}

export const decidedAlready: Refusal = {
  code: 'decided-already',
  says: 'Somebody has decided this already. Look at what they said; nothing was changed.',
}

export const notDecided: Refusal = {
  code: 'not-decided',
  says: 'Nobody has decided this yet, so there is no answer to have read. Nothing was changed.',
}

export const notWhoAsked: Refusal = {
  code: 'not-who-asked',
  says: 'Whoever asked says that they have read the answer. Nothing was changed.',
}

export const againInThePast: Refusal = {
  code: 'againBy',
  says: 'That day has passed. Choose today or a later day. Nothing was changed.',
}
