import { z } from 'zod'

// The shapes of columns, for checking rows against what a query promises.
export const date = z.instanceof(Temporal.PlainDate)
export const instant = z.instanceof(Temporal.Instant)
export const pence = z.bigint()
/** A count that PostgreSQL gives as bigint, as a number. */
export const count = z.union([z.number(), z.bigint()]).transform(Number)
