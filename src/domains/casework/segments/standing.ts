import { isBefore } from '#values/dates.ts'
import type { Segment, WorkedOut } from './rules.ts'

export const eventKinds = ['overridden', 'taken back', 'contested', 'answered'] as const
export type EventKind = (typeof eventKinds)[number]

/** What somebody said of a segment last: enough to say what stands. */
export type Said = {
  readonly kind: EventKind
  /** What an officer says it is; null: what the facts come to. */
  readonly segment: Segment | null
  readonly until: Temporal.PlainDate | null
}

/** Which segment stands, and by whose word. */
export type Standing = {
  readonly segment: Segment
  readonly by: 'the facts' | 'an officer' | 'a contest'
}

/**
 * What stands of an account: while it is contested nothing is known; what an officer said stands through its last day, or until it
 * is taken back; otherwise what the facts come to. `report.ts` says the same in SQL.
 */
export function standingOf(
  said: Said | undefined,
  worked: Pick<WorkedOut, 'segment'>,
  today: Temporal.PlainDate,
): Standing {
  if (said?.kind === 'contested') return { segment: 'not known', by: 'a contest' }
  if (said && said.segment !== null && !isOver(said, today))
    return { segment: said.segment, by: 'an officer' }
  return { segment: worked.segment, by: 'the facts' }
}

/** Whose word a person contests: somebody else answers. Undefined where they contest what the facts come to, or nothing. */
export function contestedWordOf(
  said: readonly (Said & { readonly saidBy: string })[],
): string | undefined {
  const [last, before] = said
  return last?.kind === 'contested' && before && before.segment !== null ? before.saidBy : undefined
}

/** Whether the last day of what an officer said has passed. */
export const isOver = ({ until }: Pick<Said, 'until'>, today: Temporal.PlainDate): boolean =>
  until !== null && isBefore(until, today)
