import { z } from 'zod'
import { parsePounds } from '#values/money.ts'
import type { Condition } from './condition.ts'
import { type Fact, factList, facts } from './facts.ts'
import type { FactDefinition } from './language.ts'

const fact = z.enum(Object.keys(facts) as [Fact, ...Fact[]])

/** No amount is as much, in pence, and the database can count to it. */
const most = 1_000_000_000_00n

/** What the vocabulary says of a fact. */
export const definitionOf = (fact: Fact): FactDefinition => facts[fact]

/** Whether this is the name of a fact. */
export const isFact = (text: string): text is Fact => factList.some(([fact]) => fact === text)

const comparison = z
  .strictObject({
    fact,
    is: z.union([z.boolean(), z.string()]).optional(),
    atLeast: z.string().optional(),
    below: z.string().optional(),
  })
  .refine(({ fact, is, atLeast, below }) => {
    const given = [is, atLeast, below].filter(value => value !== undefined)
    const definition = definitionOf(fact)
    if (given.length !== 1) return false
    if (definition.kind === 'flag') return typeof is === 'boolean'
    if (definition.kind === 'choice')
      return typeof is === 'string' && definition.options.includes(is)
    const limit = atLeast ?? below
    if (limit === undefined) return false
    // Exactly what deciding can read: see `quantity` in language.ts.
    return definition.kind === 'money'
      ? limit.startsWith('£') && (parsePounds(limit) ?? most) < most
      : /^(1 day|\d{1,5} days)$/.test(limit)
  }, 'a fact is compared once, with a value of its own kind')

/** A condition as it was stored. Checks that the fact exists and that the comparison suits its kind. */
export const condition: z.ZodType<Condition> = z.lazy(() => {
  const many = z.array(condition).min(1)
  return z.union([
    comparison,
    z.strictObject({ all: many }),
    z.strictObject({ any: many }),
    z.strictObject({ not: condition }),
  ]) as unknown as z.ZodType<Condition>
})
