import type { StatementLine } from '#debts'
import type { Pence } from '#values/money.ts'

/** A line of a statement of account that its person reads: what was charged or came off, in pence, and what was then left to pay. */
export type LineToRead = {
  readonly on: Temporal.PlainDate
  readonly what: string
  readonly charged: Pence | undefined
  readonly off: Pence | undefined
  readonly balance: Pence
}

/**
 * The lines of a statement of account in words for whoever owes it. What an officer wrote as their reason for putting something right is
 * not among them: it may name somebody else.
 */
export const linesToRead = (statement: readonly StatementLine[]): readonly LineToRead[] =>
  statement.map(line => ({
    on: line.effectiveOn,
    what: whatHappened(line),
    charged: line.amount > 0n ? line.amount : undefined,
    off: line.amount < 0n ? -line.amount : undefined,
    balance: line.balance,
  }))

function whatHappened({ kind, reversedKind, isWaiver, narrative }: StatementLine): string {
  if (isWaiver) return kind === 'reversal' ? 'We ask for this again' : 'We no longer ask for this'
  switch (kind) {
    case 'payment':
      return 'You paid, or somebody paid for you'
    case 'refund':
      return 'We paid this back to you'
    case 'transfer':
      return 'Moved from or to another account'
    case 'reversal':
      return reversedKind === 'payment'
        ? 'A payment was taken off: it was for another account, or did not reach us'
        : 'We put something right'
    default:
      return narrative
  }
}
