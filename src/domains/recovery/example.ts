import { z } from 'zod'
import { formatPounds, parsePounds } from '#values/money.ts'
import { definitionOf, isFact } from './condition-schema.ts'
import { type Fact, type FactSheet, factList } from './facts.ts'
import type { FactDefinition } from './language.ts'

/** A fact as a document holds it: an amount as “£12.50”, a number of days or null, true or false, one of the options. */
export type FactValue = string | number | boolean | null

/** One case that a policy must decide as it says: the facts of an account, without anybody's name, and the rule. */
export type Example = {
  readonly name: string
  /** What is not said is as it is of an account about which there is nothing to say. */
  readonly facts: Readonly<Record<string, FactValue>>
  /** The name of the rule, or “Wait”. */
  readonly expect: string
}

/** Facts that are so unless somebody says otherwise. */
const usually: Partial<Readonly<Record<Fact, boolean>>> = { 'address known': true }

function usualValue(fact: Fact, definition: FactDefinition) {
  if (definition.kind === 'flag') return usually[fact] ?? false
  if (definition.kind === 'choice') return definition.options[0]
  return definition.kind === 'money' ? 0n : null
}

/** An account about which there is nothing to say: just billed, nothing owed, nothing known. */
export const unremarkable = Object.fromEntries(
  factList.map(([fact, definition]) => [fact, usualValue(fact, definition)]),
) as FactSheet

/** Whether a fact can have this value. */
export function suits(fact: Fact, value: FactValue): boolean {
  const definition = definitionOf(fact)
  if (definition.kind === 'flag') return typeof value === 'boolean'
  if (definition.kind === 'choice')
    return typeof value === 'string' && definition.options.includes(value)
  return definition.kind === 'money'
    ? typeof value === 'string' && parsed(value) !== undefined
    : value === null || Number.isInteger(value)
}

const parsed = (text: string): bigint | undefined => {
  const owed = text.startsWith('-') ? parsePounds(text.slice(1)) : parsePounds(text)
  return owed !== undefined && text.startsWith('-') ? -owed : owed
}

export const exampleSchema: z.ZodType<Example> = z.strictObject({
  name: z.string().min(1),
  facts: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .refine(
      given => Object.entries(given).every(([fact, value]) => isFact(fact) && suits(fact, value)),
      'an example states facts of the vocabulary, each with a value of its own kind',
    ),
  expect: z.string().min(1),
})

/** The fact sheet of an example. */
export const sheetOf = ({ facts }: Pick<Example, 'facts'>): FactSheet => ({
  ...unremarkable,
  ...Object.fromEntries(
    Object.entries(facts).map(([fact, value]) => [
      fact,
      isFact(fact) && definitionOf(fact).kind === 'money' && typeof value === 'string'
        ? (parsed(value) ?? 0n)
        : value,
    ]),
  ),
})

/** A fact sheet as an example holds it: only facts, nothing of who it is. */
export const factsOf = (sheet: FactSheet): Example['facts'] =>
  Object.fromEntries(
    factList.map(([fact]) => {
      const value = sheet[fact]
      return [fact, typeof value === 'bigint' ? amountInWords(value) : value]
    }),
  )

const amountInWords = (amount: bigint): string =>
  amount < 0n ? `-${formatPounds(-amount)}` : formatPounds(amount)
