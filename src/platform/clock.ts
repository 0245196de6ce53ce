/** The one source of the present. Rules never read it: they are given `today`. */
export type Clock = { now(): Temporal.Instant }

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that stands still, for tests and for replaying a day. */
export const clockAt = (moment: string): Clock => ({ now: () => Temporal.Instant.from(moment) })

/** The business date: the day it is in London, whatever the machine's own zone. */
export const londonDate = (moment: Temporal.Instant): Temporal.PlainDate =>
  moment.toZonedDateTimeISO('Europe/London').toPlainDate()

export const todayIn = (clock: Clock): Temporal.PlainDate => londonDate(clock.now())
