import type { Refund } from './refund.ts'
import type { SetOff } from './set-off.ts'

/** Everybody who did something about these refunds, for their names. */
export const namesOn = (refunds: readonly Refund[]): readonly string[] =>
  refunds
    .flatMap(({ proposedBy, enteredBy, verifiedBy, decidedBy, outcomeBy }) => [
      proposedBy,
      enteredBy,
      verifiedBy,
      decidedBy,
      outcomeBy,
    ])
    .filter(id => id !== null)

/** Everybody who did something about these set-offs. */
export const namesOnSetOffs = (setOffs: readonly SetOff[]): readonly string[] =>
  setOffs
    .flatMap(({ proposedBy, decidedBy, undoneBy }) => [proposedBy, decidedBy, undoneBy])
    .filter(id => id !== null)
