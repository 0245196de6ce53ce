import type { Cell } from './cells.ts'
import { type Both, effectOf, outcomeOf } from './moves.ts'
import type { Characteristic, Group } from './result.ts'

/** A number of people smaller than this, and not nought, could show who they are. */
export const smallest = 10

/** What is held of people that equality is looked at by, each a division of the whole book; no two share a group. */
const characteristics = [
  {
    by: 'Age',
    groups: [
      ['under 25', 'Under 25'],
      ['25 to 34', '25 to 34'],
      ['35 to 49', '35 to 49'],
      ['50 to 64', '50 to 64'],
      ['65 and over', '65 and over'],
      ['not known', 'No date of birth held'],
      ['organisation', 'Organisations'],
    ],
    of: ({ age }: Cell) => age,
  },
  {
    by: 'Liability',
    groups: [
      ['sole', 'Liable alone'],
      ['joint', 'Jointly liable'],
    ],
    of: ({ isJoint }: Cell) => (isJoint ? 'joint' : 'sole'),
  },
  {
    by: 'Recorded need or protection',
    groups: [
      ['breathing space or crisis', 'Breathing space or mental health crisis'],
      ['support need', 'Support need recorded'],
      ['another hold', 'Another hold'],
      ['none', 'None recorded'],
    ],
    of: ({ need }: Cell) => need,
  },
] as const

/**
 * Whom the change reaches, by what is held of the people who lead the accounts: numbers of accounts, for the council's
 * regard to equality. Law: Equality Act 2010, s 149(1). Small numbers are never shown: see `withoutSmallNumbers`.
 */
export const equalityOf = (cells: readonly Cell[], both: Both): Characteristic[] =>
  characteristics.map(({ by, groups, of }) => ({
    by,
    groups: withoutSmallNumbers(
      groups.map(([key, name]) =>
        groupOf(
          name,
          cells.filter(cell => of(cell) === key),
          both,
        ),
      ),
    ),
  }))

function groupOf(group: string, cells: readonly Cell[], { before, after }: Both): Group {
  const counted = { accounts: 0, sooner: 0, later: 0, anotherStep: 0 }
  for (const cell of cells) {
    const { debtType, accounts } = cell
    const effect = effectOf(
      outcomeOf(before, debtType, cell.before),
      outcomeOf(after, debtType, cell.after),
    )
    counted.accounts += accounts
    if (effect === 'sooner') counted.sooner += accounts
    if (effect === 'later') counted.later += accounts
    if (effect === 'another step') counted.anotherStep += accounts
  }
  return { group, ...counted }
}

/** Every number that a reader has of a group, also those left over when the others are taken away. */
const numbersOf = ({ accounts, sooner, later, anotherStep }: Group): readonly number[] => [
  accounts,
  sooner,
  later,
  anotherStep,
  accounts - sooner - later - anotherStep,
  sooner + later,
  sooner + anotherStep,
  later + anotherStep,
  sooner + later + anotherStep,
  accounts - sooner,
  accounts - later,
  accounts - anotherStep,
]
const isSmall = (group: Group): boolean =>
  numbersOf(group).some(number => number > 0 && number < smallest)

/**
 * Puts groups together until no number of any is between 1 and 9. Since the groups still add up to the whole book,
 * whose own numbers are on the page, nothing is left to be worked out from what is missing, as there would be if a
 * number were blanked. A group goes with its smallest neighbour; empty groups are left out. When even the whole book
 * has a small number, no group is shown.
 */
export function withoutSmallNumbers(given: readonly Group[]): Group[] {
  const groups = given.filter(({ accounts }) => accounts > 0)
  for (;;) {
    const at = groups.findIndex(isSmall)
    const small = groups[at]
    if (small === undefined) return groups
    const [left, right] = [groups[at - 1], groups[at + 1]]
    if (!left && !right) return []
    const withLeft = left !== undefined && (!right || left.accounts <= right.accounts)
    const [one, other] = withLeft ? [left, small] : [small, right ?? small]
    groups.splice(withLeft ? at - 1 : at, 2, {
      group: `${one.group}; ${other.group}`,
      accounts: one.accounts + other.accounts,
      sooner: one.sooner + other.sooner,
      later: one.later + other.later,
      anotherStep: one.anotherStep + other.anotherStep,
    })
  }
}
