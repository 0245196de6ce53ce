import { z } from 'zod'
import { inCode, pence } from '#platform/rows.ts'
import type { FactDefinition, SheetIn, Vocabulary } from './language.ts'

const shapeOf = (fact: FactDefinition): z.ZodType => {
  if (fact.kind === 'money') return pence
  if (fact.kind === 'days') return z.number().nullable()
  return fact.kind === 'choice' ? z.enum(fact.options) : z.boolean()
}

/** The shape of the facts of a vocabulary in a row, by their columns' names in code. */
export const factShapes = (vocabulary: Vocabulary): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(Object.values(vocabulary).map(fact => [inCode(fact.column), shapeOf(fact)]))

/** The fact sheet that a row of that shape is, with what counts days moved on by so many. */
export const sheetOfRow = <V extends Vocabulary>(
  vocabulary: V,
  row: Readonly<Record<string, unknown>>,
  later = 0,
): SheetIn<V> =>
  Object.fromEntries(
    Object.entries(vocabulary).map(([fact, { column, kind }]) => {
      const value = row[inCode(column)]
      return [fact, kind === 'days' && typeof value === 'number' ? value + later : value]
    }),
  ) as SheetIn<V>
