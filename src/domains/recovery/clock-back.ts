/** How far a clock may go back, as clocks that are set right do, before what counts days waits until it has caught up. */
const minutesBack = 2

/** Why nothing goes on: our clock is behind a moment that it showed before, so that days may be counted wrong. Undefined when it is not. */
export function clockWentBack(
  now: Temporal.Instant,
  seen: Temporal.Instant | null,
): string | undefined {
  const back = seen ? now.until(seen).total('minutes') : 0
  return back > minutesBack
    ? `The clock of this machine went back ${Math.round(back)} minutes. It goes on when it has caught up; have the clock looked at`
    : undefined
}
