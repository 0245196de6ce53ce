import { formatPounds, type Pence } from '#values/money.ts'
import type { Refusal } from '#values/outcome.ts'

export const notApproved: Refusal = {
  code: 'not-approved',
  says: 'This supplier is not on the approved list for that. Nothing was spent. An approver adds suppliers.',
}
export const approvedByYou: Refusal = {
  code: 'approved-by-you',
  says: 'You approved this supplier, so somebody else writes down what is spent with it.',
}
export const overAtOnce = (most: Pence): Refusal => ({
  code: 'over-at-once',
  says:
    most > 0n
      ? `That is over the limit for one cost of this kind, ${formatPounds(most)}. Nothing was spent.`
      : 'Nothing may be spent on this yet: an approver sets how much.',
})
export const overAMonth = (left: Pence): Refusal => ({
  code: 'over-a-month',
  says: `That is over what may be spent on this in that month: ${formatPounds(left > 0n ? left : 0n)} is left of it. Nothing was spent.`,
})
export const alreadyWritten: Refusal = {
  code: 'already-written',
  says: 'This cost of the supplier is written down on this account already.',
}
export const dayToCome: Refusal = {
  code: 'day-to-come',
  says: 'That day is still to come.',
}
export const alreadyListed: Refusal = {
  code: 'already-listed',
  says: 'A supplier of this name is on the list already.',
}
export const notListed: Refusal = {
  code: 'not-listed',
  says: 'This supplier is not on the list any more.',
}
export const alreadyUndone: Refusal = {
  code: 'already-undone',
  says: 'This cost was taken off already.',
}
export const monthBelowOnce: Refusal = {
  code: 'month-below-once',
  says: 'The limit of a month is at least that of one cost.',
}
