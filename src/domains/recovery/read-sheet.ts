import { z } from 'zod'
import { pence } from '#platform/rows.ts'
import { type Fact, factList, type FactSheet } from './facts.ts'

const fieldOf = (column: string): string =>
  column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** A row of the fact sheet as the database gives it: one field for each fact, and no other. */
export const sheetRow: z.ZodType<FactSheet> = z
  .object(
    Object.fromEntries(
      factList.map(([, fact]) => {
        const field = fieldOf(fact.column)
        if (fact.kind === 'choice') return [field, z.enum(fact.options)]
        if (fact.kind === 'money') return [field, pence]
        return [field, fact.kind === 'days' ? z.number().nullable() : z.boolean()]
      }),
    ),
  )
  .transform(
    row =>
      Object.fromEntries(
        factList.map(([fact, { column }]) => [fact, row[fieldOf(column)]]),
      ) as FactSheet,
  )

/** A fact sheet as it is kept in a row of its own: amounts as text, so that none is rounded. */
export const keptSheet = (sheet: FactSheet): string =>
  JSON.stringify(sheet, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )

/** The same read again. A fact that the vocabulary did not have by then is left out. */
export const sheetFromKept = (kept: unknown): Partial<FactSheet> => {
  const row = z.record(z.string(), z.unknown()).parse(kept)
  return Object.fromEntries(
    factList.flatMap(([fact, { kind }]: readonly [Fact, { kind: string }]) => {
      const value = row[fact]
      if (value === undefined) return []
      return [[fact, kind === 'money' ? BigInt(z.string().parse(value)) : value]]
    }),
  )
}
