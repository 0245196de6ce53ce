import type { Cell } from './cells.ts'
import { type Both, effectOf, outcomeOf } from './moves.ts'
import type { Characteristic, Group } from './result.ts'
import { withoutSmallParts } from '#values/small-numbers.ts'

/** Ages as `ageSql` tells them, and what they are called. */
export const ageGroups = [
  ['under 25', 'Under 25'],
  ['25 to 34', '25 to 34'],
  ['35 to 49', '35 to 49'],
  ['50 to 64', '50 to 64'],
  ['65 and over', '65 and over'],
  ['not known', 'No date of birth held'],
  ['organisation', 'Organisations'],
] as const
export const liabilityGroups = [
  ['sole', 'Liable alone'],
  ['joint', 'Jointly liable'],
] as const

/** What is held of people that equality is looked at by, each a division of the whole book; no two share a group. */
const characteristics = [
  {
    by: 'Age',
    groups: ageGroups,
    of: ({ age }: Cell) => age,
  },
  {
    by: 'Liability',
    groups: liabilityGroups,
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

/** Groups put together until none of their numbers is small: see `withoutSmallParts`. */
export const withoutSmallNumbers = (groups: readonly Group[]): Group[] =>
  withoutSmallParts(
    groups.map(({ group, accounts, sooner, later, anotherStep }) => ({
      group,
      parts: [sooner, later, anotherStep, accounts - sooner - later - anotherStep],
    })),
  ).map(({ group, parts: [sooner = 0, later = 0, anotherStep = 0, unchanged = 0] }) => ({
    group,
    accounts: sooner + later + anotherStep + unchanged,
    sooner,
    later,
    anotherStep,
  }))
