import type { Refusal } from '#values/outcome.ts'

export const decidedAlready: Refusal = {
  code: 'parties/detail-decided',
  says: 'It does not wait for a decision any more: somebody decided it, or its source says otherwise now. Nothing was changed.',
}

export const mayNotBeUsed = (source: string): Refusal => ({
  code: 'parties/detail-may-not-be-used',
  says: `${source} does not let it be used for recovery, so it was not accepted. Ask them, or ask the person.`,
})

export const needsGateway: Refusal = {
  code: 'parties/detail-needs-gateway',
  says: 'Its source has not said whether it may be used for recovery. Ask them, and say by what right it may.',
}

export const markedAlready: Refusal = {
  code: 'parties/detail-marked',
  says: 'It is marked so already. Nothing was changed.',
}

export const acceptedIsTheirs: Refusal = {
  code: 'parties/detail-accepted',
  says: 'Somebody accepted it as theirs. Take that back first; nothing was changed.',
}

export const noSuchDetail: Refusal = {
  code: 'parties/no-such-detail',
  says: 'That is not one of this person’s details any more. Nothing was changed.',
}

export const knownAlready: Refusal = {
  code: 'parties/detail-known',
  says: 'That is known already, or marked as not theirs: look at it in the list. Nothing was kept.',
}

export const notReachable = {
  address: {
    code: 'parties/not-an-address',
    says: 'Enter the address, a line each, with the postcode last.',
  },
  telephone: {
    code: 'parties/not-a-telephone',
    says: 'Enter a telephone number with its area code, like 01632 960001.',
  },
  email: {
    code: 'parties/not-an-email',
    says: 'Enter an e-mail address, like name@example.com.',
  },
} as const satisfies Readonly<Record<string, Refusal>>

export const toldLater: Refusal = {
  code: 'parties/told-later',
  says: 'The day it is so from cannot be after today.',
}

export const addressOnly: Refusal = {
  code: 'parties/mark-of-address-only',
  says: 'Only an address can be gone away or confidential. Nothing was changed.',
}

export const onlyLetters: Refusal = {
  code: 'parties/address-for-letters-only',
  says: 'Only letters can be told to go to one address. Choose “letters only”, or no address.',
}
