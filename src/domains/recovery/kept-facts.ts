import { factShapes, sheetOfRow } from './fact-rows.ts'
import { facts, type FactSheet } from './facts.ts'

/** The facts as a kept decision has them, by its columns' names in code. */
export const keptFacts = factShapes(facts)

/** The fact sheet of a kept decision, with what counts days moved on by so many. */
export const sheetOf = (row: Readonly<Record<string, unknown>>, later: number): FactSheet =>
  sheetOfRow(facts, row, later)
