import type { Refusal } from '#values/outcome.ts'
import type { HoldKind } from '#protections'
import { type Citation, formatCitation } from '#values/citation.ts'
import { formatPounds, type Pence } from '#values/money.ts'

/** Every way this part of the room says no. */
export const notInCredit: Refusal = {
  code: 'not-in-credit',
  says: 'This account is not in credit, so there is nothing to pay back. Nothing was changed.',
}
export const moreThanCredit = (left: Pence): Refusal => ({
  code: 'more-than-credit',
  says:
    left > 0n
      ? `That is more than can be paid back: ${formatPounds(left)} is in credit and not spoken for.`
      : 'All that is in credit is spoken for by a refund or a move that waits. Decide on that first.',
})
export const creditShrank = (credit: Pence): Refusal => ({
  code: 'credit-shrank',
  says: `The credit has shrunk since this was proposed: ${credit > 0n ? `${formatPounds(credit)} is left` : 'nothing is left'}. Nothing was posted. Refuse it, and it can be proposed again for what is left.`,
})
export const notLiable: Refusal = {
  code: 'not-liable',
  says: 'Money goes back to somebody who is liable for the account. Choose one of them.',
}
export const somebodyDied: Refusal = {
  code: 'somebody-died',
  says: 'Somebody who is liable for this account has died. Their money belongs to their estate: only the executor or administrator may have it, by the council’s bereavement route. Nothing was posted.',
}
export const insolvent: Refusal = {
  code: 'insolvent',
  says: 'Somebody who is liable for this account is insolvent, so this money may belong to their trustee, liquidator or supervisor. Ask the insolvency practitioner in writing who is to be paid. Nothing was posted.',
}
export const dissolved: Refusal = {
  code: 'dissolved',
  says: 'The company has been dissolved, so it has no bank account to be paid to. Ask the council’s solicitor whose this money is now. Nothing was posted.',
}
export const somebodyHidden: Refusal = {
  code: 'somebody-hidden',
  says: 'Somebody who is liable for this account has a restricted record. Ask a colleague who may open it to look at this credit.',
}
export const fileBeingApplied: Refusal = {
  code: 'file-being-applied',
  says: 'A file is being taken in at this moment and may tell of this account. Nothing was posted; try again in a minute.',
}
export const notWaiting: Refusal = {
  code: 'not-waiting',
  says: 'This was decided or withdrawn already. Nothing was changed.',
}
export const secondPerson: Refusal = {
  code: 'second-person',
  says: 'Somebody else has to agree: whoever proposed it cannot. Nothing was posted.',
}
export const ownProposal: Refusal = {
  code: 'own-proposal',
  says: 'Only whoever proposed it withdraws it. Refuse it instead, and say why.',
}
export const handInDetails: Refusal = {
  code: 'hand-in-details',
  says: 'You entered, changed or verified this person’s bank details in the last 30 days, so somebody else has to agree to pay them. Nothing was posted.',
}
export const joinedThem: Refusal = {
  code: 'joined-them',
  says: 'You joined this person’s records in the last 30 days, so somebody else has to agree to pay them. Nothing was posted.',
}
export const notVerified: Refusal = {
  code: 'not-verified',
  says: 'Nobody has made sure of the bank details yet. Somebody verifies them first, and a third person may then agree. Nothing was posted.',
}
export const verifiedAlready: Refusal = {
  code: 'verified-already',
  says: 'These bank details were verified already. Nothing was changed.',
}
export const sameAccount: Refusal = {
  code: 'same-account',
  says: 'Choose another account than the one that is in credit.',
}
export const differentPeople: Refusal = {
  code: 'different-people',
  says: 'The same people must be liable for both debts: nobody’s credit pays somebody else’s. Pay it back instead.',
}
export const notOwed: Refusal = {
  code: 'not-owed',
  says: 'Nothing is owed on that account, so there is nothing to set the credit off against.',
}
export const moreThanOwed = (owed: Pence): Refusal => ({
  code: 'more-than-owed',
  says: `That is more than is owed on that account: ${formatPounds(owed)}.`,
})
export const heldDebt = (kind: HoldKind): Refusal => ({
  code: 'held-debt',
  says: `${kind === 'breathing space' || kind === 'mental health crisis' ? `A ${kind} moratorium` : `A hold (${kind})`} is running on the debt that would be paid, so nothing is set off against it. The credit can be paid back, or wait until the hold has ended.`,
})
export const wantItBack = (law: Citation): Refusal => ({
  code: 'want-it-back',
  says: `They have asked to have it repaid, and then it must be: it is not set off. Law: ${formatCitation(law)}.`,
  law,
})
export const earlierDebt = (law: Citation): Refusal => ({
  code: 'earlier-debt',
  says: `Unless they ask for it themselves, a credit goes only to a later liability than the one it came from, and this debt is not known to be later. Ask them, or pay it back. Law: ${formatCitation(law)}.`,
  law,
})
export const noRule = (from: string, to: string): Refusal => ({
  code: 'no-rule',
  says: `No rule that is kept here lets the council put a credit of ${from} to a debt of ${to} by itself. Ask them: if they want it there, record what they asked. Otherwise pay it back.`,
})
export const nothingToList: Refusal = {
  code: 'nothing-to-list',
  says: 'Every refund that was agreed is on a list already. There is nothing to propose.',
}
export const listWaiting: Refusal = {
  code: 'list-waiting',
  says: 'Another list waits to be released. Release or withdraw it first.',
}
export const listNotWaiting: Refusal = {
  code: 'list-not-waiting',
  says: 'The list was released or withdrawn already. Nothing was changed.',
}
export const listChanged: Refusal = {
  code: 'list-changed',
  says: 'A refund on the list was stopped since it was proposed. Nothing was released: withdraw the list and propose it again.',
}
export const owesAgain: Refusal = {
  code: 'owes-again',
  says: 'The account owes money again, so that what would go is not in credit any more: a payment was taken back, or more was charged.',
}
export const listHasHeld: Refusal = {
  code: 'list-has-held',
  says: 'A refund on the list may not leave as things are now. Nothing was released: withdraw the list, and “Lists for finance” says which it is and why; the others are proposed again without it.',
}
export const noOutcomeYet: Refusal = {
  code: 'no-outcome-yet',
  says: 'Only a refund that is with finance is paid, and only one that was agreed and did not come back already comes back. Nothing was changed.',
}
export const whyCameBack: Refusal = {
  code: 'why-came-back',
  says: 'Say why it came back, as finance or the bank told it',
}
export const notPosted: Refusal = {
  code: 'not-posted',
  says: 'Only a set-off that is posted, and not undone already, is undone. Nothing was changed.',
}
export const whyUndone: Refusal = { code: 'why-undone', says: 'Say why it is undone' }
export const whyRefused: Refusal = { code: 'why-refused', says: 'Say why it is refused' }
