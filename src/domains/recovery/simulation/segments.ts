import { formatPounds } from '#values/money.ts'
import { bandsFrom, type Cell } from './cells.ts'
import { type Both, changes, isStep, outcomeOf } from './moves.ts'
import type { Segment, StepCount } from './result.ts'

/** What a band of balances is called: “£100.00 to £499.99”. */
export const bandName = (band: number): string => {
  const from = bandsFrom[band - 1]
  const to = bandsFrom[band]
  if (from === undefined) return `Less than ${formatPounds(bandsFrom[0])}`
  return to === undefined
    ? `${formatPounds(from)} or more`
    : `${formatPounds(from)} to ${formatPounds(to - 1n)}`
}

/** The same cells by type of debt, by stage and by what is owed: how many move of how many. */
export const segmentsOf = (cells: readonly Cell[], both: Both): Segment[] => [
  ...segment(cells, both, 'type of debt', ({ debtType }) => debtType),
  ...segment(cells, both, 'stage', ({ stage }) => stage),
  ...segment(
    cells.toSorted((a, b) => a.band - b.band),
    both,
    'balance',
    ({ band }) => bandName(band),
  ),
]

function segment(
  cells: readonly Cell[],
  both: Both,
  by: Segment['by'],
  valueOf: (cell: Cell) => string,
): readonly Segment[] {
  const found = new Map<string, Segment>()
  for (const cell of cells) {
    const value = valueOf(cell)
    const known = found.get(value)
    const moves = changes(cell, both)
    found.set(value, {
      by,
      value,
      accounts: (known?.accounts ?? 0) + cell.accounts,
      balance: (known?.balance ?? 0n) + cell.balance,
      moved: (known?.moved ?? 0) + (moves ? cell.accounts : 0),
      movedBalance: (known?.movedBalance ?? 0n) + (moves ? cell.balance : 0n),
    })
  }
  const segments = [...found.values()]
  // Bands are in the order of their amounts; the others by how many there are.
  return by === 'balance' ? segments : segments.sort((a, b) => b.accounts - a.accounts)
}

/** How many accounts have each step due under the one and under the other. */
export function stepsOf(cells: readonly Cell[], { before, after }: Both): StepCount[] {
  const found = new Map<string, StepCount>()
  const add = (
    { debtType }: Cell,
    step: string,
    counts: Partial<Omit<StepCount, 'debtType' | 'step'>>,
  ) => {
    if (!isStep(step)) return
    const key = JSON.stringify([debtType, step])
    const known = found.get(key)
    found.set(key, {
      debtType,
      step,
      before: (known?.before ?? 0) + (counts.before ?? 0),
      beforeBalance: (known?.beforeBalance ?? 0n) + (counts.beforeBalance ?? 0n),
      after: (known?.after ?? 0) + (counts.after ?? 0),
      afterBalance: (known?.afterBalance ?? 0n) + (counts.afterBalance ?? 0n),
    })
  }
  for (const cell of cells) {
    const { debtType, accounts, balance } = cell
    const was = outcomeOf(before, debtType, cell.before)
    add(cell, was, { before: accounts, beforeBalance: balance })
    const will = outcomeOf(after, debtType, cell.after)
    add(cell, will, { after: accounts, afterBalance: balance })
  }
  return [...found.values()].sort((a, b) => b.before + b.after - a.before - a.after)
}
