import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Move, Simulation } from './result.ts'
import { smallest } from '#values/small-numbers.ts'

export const formatCount = (count: number): string => count.toLocaleString('en-GB')

/** How numbers of accounts, and what so many of them owe, are said to whoever looks. */
export type Counts = {
  readonly count: (accounts: number) => string
  readonly owing: (balance: bigint, accounts: number) => string
}

/**
 * Whoever may open accounts reads every number. For others a number between 1 and 9 could show who they are, so it is
 * not said, nor what they owe.
 */
export function countsFor({ mayOpenAccounts }: { readonly mayOpenAccounts: boolean }): Counts {
  const isSmall = (count: number) => !mayOpenAccounts && count > 0 && count < smallest
  return {
    count: accounts => (isSmall(accounts) ? `fewer than ${smallest}` : formatCount(accounts)),
    owing: (balance, accounts) => (isSmall(accounts) ? 'not shown' : formatPounds(balance)),
  }
}

const accounts = (count: number): string => `${formatCount(count)} account${count === 1 ? '' : 's'}`

/** A rule and what it leads to: a rule of the same name may lead elsewhere. */
export const ruleInWords = ({ rule, outcome }: Move['from']): string => `“${rule}” (${outcome})`

/** Which rule an account goes from and to, in a line. */
export const moveInWords = ({ from, to }: Pick<Move, 'from' | 'to'>): string =>
  `from ${ruleInWords(from)} to ${ruleInWords(to)}`

/** What a simulation came to, as plain text. */
export function simulationInText(simulation: Simulation): string {
  const { asAt, moved, moves, steps } = simulation
  const lines = [
    `As at ${formatDate(asAt)}: ${accounts(simulation.accounts)} decided under both, ${accounts(moved)} decided otherwise. Nothing live was changed.`,
    ...moves.map(
      move =>
        `  ${move.debtType}: ${accounts(move.accounts)}, ${formatPounds(move.balance)}, ${moveInWords(move)}: ${move.effect}`,
    ),
    ...steps.map(
      ({ debtType, step, before, after }) =>
        `  ${debtType}: ${step} due for ${accounts(before)} now, for ${accounts(after)} then`,
    ),
  ]
  return lines.join('\n')
}
