import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Move, Simulation } from './result.ts'

const accounts = (count: number): string =>
  `${count.toLocaleString('en-GB')} account${count === 1 ? '' : 's'}`

/** Which rule an account goes from and to, in a line. */
export const moveInWords = ({ from, to }: Pick<Move, 'from' | 'to'>): string =>
  `from “${from.rule}” (${from.outcome}) to “${to.rule}” (${to.outcome})`

/** What a simulation came to, as plain text. */
export function simulationInText(simulation: Simulation): string {
  const { asAt, moved, moves, steps } = simulation
  const lines = [
    `As at ${formatDate(asAt)}: ${accounts(simulation.accounts)} decided under both, ${accounts(moved)} decided by another rule. Nothing live was changed.`,
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
