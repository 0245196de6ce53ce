import type { Refusal } from '#values/outcome.ts'

/** Every way this part of the room says no. */
export const notSetUp: Refusal = {
  code: 'not-set-up',
  says: 'Card payments are not set up for this council yet. Whoever runs Evenhand sets them up with “evenhand card-payments”.',
}
export const nothingChosen: Refusal = {
  code: 'nothing-chosen',
  says: 'Enter an amount for one account at least.',
}
export const tooMuch: Refusal = {
  code: 'too-much',
  says: 'A card payment is £100,000 at most. Take a part of it now, or offer a bank transfer.',
}
export const overBalance: Refusal = {
  code: 'over-balance',
  says: 'This is more than is owed. If that is right, say why.',
}
export const notTheirs: Refusal = {
  code: 'not-theirs',
  says: 'One of these accounts is not this person’s. Nothing was asked for.',
}
export const mustBeOffered: Refusal = {
  code: 'must-be-offered',
  says: 'A breathing space is running, so nobody may be asked to pay. Tick that they offered it themselves, or stop here.',
}
export const notWaiting: Refusal = {
  code: 'not-waiting',
  says: 'This payment was paid or cancelled already. Nothing was changed.',
}
export const beingPaid: Refusal = {
  code: 'being-paid',
  says: 'The payer is paying at this moment, so it cannot be cancelled. Look again in a minute.',
}
export const hasExpired: Refusal = {
  code: 'has-expired',
  says: 'The link has run out. Nothing was taken.',
}
export const nobodysNumber: Refusal = {
  code: 'nobodys-number',
  says: 'We cannot take a payment for that number here. Look at your bill or letter again: it may be mistyped. If it is right, call us. Nothing was taken.',
}
export const waitAWhile: Refusal = {
  code: 'wait-a-while',
  says: 'There were many tries from here. Wait 15 minutes, then try again. Nothing was taken.',
}
export const notOwedNow: Refusal = {
  code: 'not-owed-now',
  says: 'So much is not owed any more. Nothing was taken.',
}
export const notAskedNow: Refusal = {
  code: 'not-asked-now',
  says: 'A breathing space is running, and the payer did not offer this payment. Nothing was taken.',
}
export const tryAgain: Refusal = {
  code: 'try-again',
  says: 'The card service is not answering. No money was taken. Wait a minute and try again.',
}
export const isDecided: Refusal = {
  code: 'is-decided',
  says: 'Your payment is being checked. Do not pay again. Look here again in a few minutes.',
}
export const notPaid: Refusal = {
  code: 'not-paid',
  says: 'Only a card payment that succeeded is paid back.',
}
export const moreThanPaid: Refusal = {
  code: 'more-than-paid',
  says: 'That is more than was paid and not yet paid back.',
}
export const wentAlready: Refusal = {
  code: 'went-already',
  says: 'This account’s credit was paid back to a bank account, or put to another debt, since the payment came. Paid back to the card as well, the money would be out twice. Nothing was changed: look at the account’s credit.',
}
export const isDisputed: Refusal = {
  code: 'disputed',
  says: 'The payer asks their card’s bank to take this payment back, or the bank did. Paid back to the card as well, the money would be out twice. To let them have it, accept the dispute in GOV.UK Pay’s own pages.',
}
export const refundWaiting: Refusal = {
  code: 'refund-waiting',
  says: 'Another refund of this payment is not finished. Wait for it, or decide on it first.',
}
export const secondPerson: Refusal = {
  code: 'second-person',
  says: 'Somebody else has to agree: whoever asked cannot. Nothing was changed.',
}
export const nothingWaits: Refusal = {
  code: 'nothing-waits',
  says: 'No refund waits for agreement: it was decided already.',
}
export const tooManyTakings: Refusal = {
  code: 'too-many-takings',
  says: 'An agreement has from 1 to 60 payments after the first.',
}
export const firstDayToCome: Refusal = {
  code: 'first-day-to-come',
  says: 'The first day on which a payment is taken must be after today. What is paid today is paid on the card page.',
}
export const moreThanOwed: Refusal = {
  code: 'more-than-owed',
  says: 'Altogether that is more than is owed. Choose fewer payments, or a smaller amount.',
}
export const hasAgreement: Refusal = {
  code: 'has-agreement',
  says: 'This account has a card agreement already. Cancel that one first, so that nothing is taken twice.',
}
export const agreementOver: Refusal = {
  code: 'agreement-over',
  says: 'This agreement was cancelled already. Nothing was changed.',
}
export const cannotGoOn: Refusal = {
  code: 'cannot-go-on',
  says: 'This agreement cannot go on: it was not stopped, or its card cannot be used any more. Cancel it, and let the payer agree again.',
}
