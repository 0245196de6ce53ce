import type { Database } from '#platform/db.ts'

/** Milliseconds that a piece of work took, and what it answered. */
export async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly milliseconds: number; readonly value: T }> {
  const started = performance.now()
  const value = await work()
  return { milliseconds: performance.now() - started, value }
}

/** The largest resident memory of this process so far, in megabytes. */
export const peakMegabytes = (): number => Math.round(process.resourceUsage().maxRSS / 1024)

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`

/** A line of the report: ours beside the floor on the same rows in the same run. */
export const ratio = (what: string, ours: number, floor: number): string =>
  `${what}: ours ${seconds(ours)}, floor ${seconds(floor)}, ratio ${(ours / floor).toFixed(2)}`

/** Fresh statistics, so that neither side is judged on a plan made for an empty table. */
export const settle = async (database: Database): Promise<void> => {
  await database.script('vacuum analyze')
}
