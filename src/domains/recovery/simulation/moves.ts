import type { PolicyInForce } from '../policies-in-force.ts'
import { noPolicy, waiting } from '../rules.ts'
import type { Cell } from './cells.ts'
import type { Effect, Move } from './result.ts'

export type Both = {
  readonly before: readonly PolicyInForce[]
  readonly after: readonly PolicyInForce[]
}

/** What a rule of a policy leads to: an action, 'hold', 'wait', or 'none' where there is no policy. */
export const outcomeOf = (
  policies: readonly PolicyInForce[],
  debtType: string,
  rule: string,
): string => {
  if (rule === noPolicy) return 'none'
  if (rule === waiting) return 'wait'
  const policy = policies.find(policy => policy.debtType === debtType)
  return policy?.rules.find(({ name }) => name === rule)?.outcome ?? 'none'
}

/** Whether these accounts are decided otherwise: by a rule of another name, or of the same that leads elsewhere. */
export const changes = ({ debtType, ...cell }: Cell, { before, after }: Both): boolean =>
  cell.before !== cell.after ||
  outcomeOf(before, debtType, cell.before) !== outcomeOf(after, debtType, cell.after)

export const isStep = (outcome: string): boolean => !['none', 'hold', 'wait'].includes(outcome)

/** What it does to somebody that this outcome takes the place of that one. */
export function effectOf(from: string, to: string): Effect {
  if (isStep(to) && !isStep(from)) return 'sooner'
  if (isStep(from) && !isStep(to)) return 'later'
  return isStep(from) && from !== to ? 'another step' : 'nothing different'
}

/** How many sample accounts are kept of each move. */
const samplesOfAMove = 3

type Moving = Omit<Move, 'samples'> & { readonly accountIds: readonly string[] }

/** Which accounts are decided otherwise, most first, with a few of each to look at. */
export function movesOf(cells: readonly Cell[], both: Both): readonly Moving[] {
  const { before, after } = both
  const moves = new Map<string, Moving>()
  for (const cell of cells) {
    if (!changes(cell, both)) continue
    const { debtType } = cell
    const key = JSON.stringify([debtType, cell.before, cell.after])
    const from = { rule: cell.before, outcome: outcomeOf(before, debtType, cell.before) }
    const to = { rule: cell.after, outcome: outcomeOf(after, debtType, cell.after) }
    const known = moves.get(key)
    moves.set(key, {
      debtType,
      from,
      to,
      effect: effectOf(from.outcome, to.outcome),
      accounts: (known?.accounts ?? 0) + cell.accounts,
      balance: (known?.balance ?? 0n) + cell.balance,
      accountIds: [...new Set([...(known?.accountIds ?? []), cell.first, cell.last])],
    })
  }
  return [...moves.values()]
    .map(move => ({ ...move, accountIds: move.accountIds.toSorted().slice(0, samplesOfAMove) }))
    .sort((a, b) => b.accounts - a.accounts || (keyOf(a) < keyOf(b) ? -1 : 1))
}

const keyOf = ({ debtType, from, to }: Moving): string =>
  JSON.stringify([debtType, from.rule, to.rule])
