import type { Pence } from '#values/money.ts'
import type { AccountFeed } from './councils.ts'
import type { Day } from './days.ts'
import type { Row } from './feed.ts'
import type { Random } from '#values/random.ts'

/** One debt, as the source system has it, without saying who owes it. */
export type Owed = {
  readonly feed: AccountFeed
  readonly account: Row
  readonly movements: readonly Movement[]
  /** Two people are liable for it. */
  readonly isJoint: boolean
  /** The home it is for, where it is for one. */
  readonly property?: 'home' | 'former home'
}

/** Something that happened on an account after it was billed. */
export type Movement = {
  readonly kind: 'payment' | 'costs' | 'adjustment up' | 'adjustment down' | 'refund'
  readonly amount: Pence
  readonly on: Day
  readonly narrative: string
  readonly method?: string
}

/** An amount between two, to the penny. */
export const anAmount = (random: Random, from: number, to: number): Pence =>
  BigInt(random.int(from * 100, to * 100))

/**
 * What the source system is holding recovery for, now and then. Of those who are behind, some dispute it, some pay by an
 * arrangement made there, and some are in breathing space (60 days from the day it began).
 */
export function sourceHolds(random: Random, today: Day): Row {
  const since = today - random.int(3, 50)
  const inBreathingSpace = random.chance(0.02)
  return {
    inDispute: random.chance(0.03),
    arrangement: random.chance(0.05),
    ...(inBreathingSpace ? { breathingSpaceFrom: since, breathingSpaceTo: since + 59 } : {}),
  }
}

export const noHolds: Row = { inDispute: false, arrangement: false }
