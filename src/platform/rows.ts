import { z } from 'zod'

// The shapes of columns, for checking rows against what a query promises.
export const date = z.instanceof(Temporal.PlainDate)
export const instant = z.instanceof(Temporal.Instant)
export const pence = z.bigint()
/** A count that PostgreSQL gives as bigint, as a number. */
export const count = z.union([z.number(), z.bigint()]).transform(Number)

/** A column's name as rows have it in code. */
export const inCode = (column: string): string =>
  column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
