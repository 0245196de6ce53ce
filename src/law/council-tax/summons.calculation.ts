import { formatDate } from '#values/dates.ts'
import type { Worked } from '../calculation.ts'
import { choice, day, optional } from '../fields.ts'
import type { Parameter } from '../parameter.ts'
import { summonsDays } from './liability-orders.ts'
import { type Elapsed, hearingOf } from './summons.ts'

/** What is asked of a summons, wherever one may follow. */
export const summonsFields = {
  summons_posted_first_class: optional(day('Day the summons was posted, first class')),
  days_after_summons: optional(
    choice('The earliest hearing is', {
      fifteenth: 'The fifteenth day after service (kinder)',
      fourteenth: 'The fourteenth, as some courts list',
    }),
  ),
}

const elapsed: Readonly<Record<'fifteenth' | 'fourteenth', Elapsed>> = {
  fifteenth: 'the day after',
  fourteenth: 'the last day',
}

/** The hearing, if a summons was asked about: what it adds to an answer. */
export function withHearing(
  worked: Worked,
  asked: {
    readonly summons_posted_first_class?: Temporal.PlainDate | undefined
    readonly days_after_summons?: 'fifteenth' | 'fourteenth' | undefined
    readonly earliestComplaint: Temporal.PlainDate
    readonly of?: Parameter<number>
  },
): Worked {
  const {
    summons_posted_first_class: posted,
    days_after_summons: reading,
    of = summonsDays,
  } = asked
  if (posted === undefined) return worked
  const { served, earliestHearing } = hearingOf(posted, {
    earliestComplaint: asked.earliestComplaint,
    elapsed: reading && elapsed[reading],
    of,
  })
  const { value: days, source } = of.on(served)
  return {
    ...worked,
    answer: {
      ...worked.answer,
      summons_deemed_served: served,
      earliest_hearing: earliestHearing,
    },
    working: [
      ...worked.working,
      `A summons posted on ${formatDate(posted)} counts as served on ${formatDate(served)}.`,
      `${days} days must have elapsed since, so the earliest hearing on a working day is ${formatDate(earliestHearing)}.`,
    ],
    sources: [...worked.sources, source],
  }
}
