import { z } from 'zod'
import { pence } from '#platform/rows.ts'
import { facts, factList, type FactSheet } from './facts.ts'
import type { FactDefinition } from './language.ts'

const inCode = (column: string) =>
  column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const kept = (fact: FactDefinition): z.ZodType => {
  if (fact.kind === 'money') return pence
  if (fact.kind === 'days') return z.number().nullable()
  return 'options' in fact ? z.enum(fact.options) : z.boolean()
}

/** The facts as a kept decision has them, by its columns' names in code. */
export const keptFacts: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  factList.map(([, fact]) => [inCode(fact.column), kept(fact)]),
)

/** The fact sheet of a kept decision, with what counts days moved on by so many. */
export function sheetOf(row: Readonly<Record<string, unknown>>, later: number): FactSheet {
  const entries = factList.map(([fact, { column }]) => {
    const value = row[inCode(column)]
    const isDays = facts[fact].kind === 'days'
    return [fact, isDays && typeof value === 'number' ? value + later : value]
  })
  return Object.fromEntries(entries) as FactSheet
}
