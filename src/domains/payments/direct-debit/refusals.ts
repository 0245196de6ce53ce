import type { Refusal } from '#values/outcome.ts'

/** Every way this part of the room says no. */
export const noServiceUser: Refusal = {
  code: 'no-service-user',
  says: 'This council’s service user number is not set up yet, so nothing can be collected. Whoever runs Evenhand sets it up with “evenhand service-user”.',
}
export const noModulusTable: Refusal = {
  code: 'no-modulus-table',
  says: 'Account numbers cannot be checked until the modulus table is loaded, so nothing was kept. Whoever runs Evenhand loads it with “evenhand modulus-table”.',
}
export const notThatAccount: Refusal = {
  code: 'fails-modulus',
  says: 'That account number is not one of that sort code’s. Check both with the payer; nothing was kept.',
}
export const alreadyMandated: Refusal = {
  code: 'already-mandated',
  says: 'This account is paid by direct debit already. Change that mandate’s bank details, or cancel it first.',
}
export const notLiable: Refusal = {
  code: 'not-liable',
  says: 'The payer must be somebody who is liable for the account: notice can only be sent to them.',
}
export const payerDied: Refusal = {
  code: 'payer-died',
  says: 'The payer has died, so no direct debit is set up. Follow the council’s bereavement route.',
}
export const nameNotCarried: Refusal = {
  code: 'name-not-carried',
  says: 'Give the name on the bank account in letters that banks carry: A to Z.',
}
export const noReferenceLeft: Refusal = {
  code: 'no-reference',
  says: 'No direct debit reference can be made of this account’s. Nothing was kept; tell whoever runs Evenhand.',
}
export const notLive: Refusal = {
  code: 'not-live',
  says: 'The mandate has ended, so it cannot be changed. Set up a new one.',
}
export const sameDetails: Refusal = {
  code: 'same-details',
  says: 'These are the bank details that the mandate has already. Nothing was changed.',
}
export const alreadyWaiting: Refusal = {
  code: 'already-waiting',
  says: 'Other new bank details wait for somebody’s agreement. Decide on them first.',
}
export const nothingWaits: Refusal = {
  code: 'nothing-waits',
  says: 'No new bank details wait for agreement: they were decided already.',
}
export const secondPerson: Refusal = {
  code: 'second-person',
  says: 'Somebody else has to agree: whoever asked cannot. Nothing was changed.',
}
export const nothingToSend: Refusal = {
  code: 'nothing-to-send',
  says: 'Nothing is to be collected on that day, and no instruction waits. There is no file to propose.',
}
export const noSuchDay: Refusal = {
  code: 'no-such-day',
  says: 'Banks take no direct debits on that day. Choose a working day.',
}
export const tooLate = (input: string): Refusal => ({
  code: 'too-late',
  says: `The file had to be with Bacs on ${input}. It is too late for that day: what was to be collected is planned again with fresh notice.`,
})
export const oneADay: Refusal = {
  code: 'one-a-day',
  says: 'There is a file for that day already. A day has one, so that nothing is taken twice.',
}
export const changedSince: Refusal = {
  code: 'changed-since',
  says: 'What is to be collected has changed since the file was proposed. Nothing was released: withdraw it and propose it again.',
}
export const notProposed: Refusal = {
  code: 'not-proposed',
  says: 'The file was released or withdrawn already. Nothing was changed.',
}
export const cannotPresentAgain: Refusal = {
  code: 'cannot-present-again',
  says: 'It cannot be presented again: that may be done once, for want of money only, and within a month of the first time with notice before it.',
}
export const paidOtherwise: Refusal = {
  code: 'paid-otherwise',
  says: 'So much is not owed by the day that it could be taken: it was paid in another way since, or less was charged. Nothing is taken.',
}
