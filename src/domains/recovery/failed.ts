import { LetterRefused } from '#correspondence'
import type { Effect } from '#platform/effects.ts'

/** How often the writing of a letter may go wrong before it is given up, and a person is told. */
const attempts = 3

/** Our clock is behind the moment at which this was let go: whatever counts days may be wrong, so it waits. */
export class ClockBehind extends Error {}

/** A lock, a lost connection, a server going down, a clock that went back: trouble that is not the letter's. */
const mayPass = (problem: Error): boolean =>
  problem instanceof ClockBehind ||
  ('code' in problem && /^(08|40|53|55|57)/.test(String(problem.code)))

/** Whether a letter that could not be written is given up: at once when its text refuses, otherwise once it was tried often enough. */
export const hasFailed = (problem: unknown, effect: Effect): problem is Error =>
  problem instanceof Error &&
  !mayPass(problem) &&
  (problem instanceof LetterRefused || effect.attempts >= attempts)
