import type { Refund } from './refund.ts'

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
