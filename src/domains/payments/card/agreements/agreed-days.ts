/** How often a payment is taken under an agreement, and what pages call it. */
export const howOften = { week: 'Every week', month: 'Every month' } as const
export type HowOften = keyof typeof howOften

/** The most payments that one agreement has: what a payer can oversee when they agree, and longer than any bill's year. */
export const mostTakings = 60

/** The days on which payments are taken: from a first day on, on the same day of each week or month, or the month's last where it is shorter. */
export const agreedDays = ({
  first,
  every,
  times,
}: {
  readonly first: Temporal.PlainDate
  readonly every: HowOften
  readonly times: number
}): readonly Temporal.PlainDate[] =>
  Array.from({ length: times }, (_, n) =>
    first.add(every === 'week' ? { weeks: n } : { months: n }),
  )

/**
 * How long after its day a payment may still be taken: a night that did not run is made up for, and a card that was agreed to
 * for one day is not surprised on another.
 */
export const stillTakenFor = 3

/** Whether today is a day on which what was agreed for `takeOn` is taken. */
export const isTakenOn = (takeOn: Temporal.PlainDate, today: Temporal.PlainDate): boolean => {
  const days = takeOn.until(today, { largestUnit: 'days' }).days
  return days >= 0 && days <= stillTakenFor
}
