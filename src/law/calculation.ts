import type { z } from 'zod'
import { type Citation, formatCitation } from '#values/citation.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { formatAmount, type Pence } from '#values/money.ts'
import type { Field } from './fields.ts'
import { NotAnswered } from './refuse.ts'

/** What an answer is made of. Pence and days are written as "0.00" and ISO dates when it leaves. */
export type Answer =
  | Pence
  | Temporal.PlainDate
  | string
  | number
  | boolean
  /** There is none. */
  | null
  | readonly Answer[]
  | { readonly [name: string]: Answer }

export type Worked = {
  /** What was asked for, under the names that `evenhand law` writes: another program relies on just these. */
  readonly answer: Readonly<Record<string, Answer>>
  /** What else is good for a person to know: shown on the page. */
  readonly also?: Readonly<Record<string, Answer>>
  /** How it was worked out, a sentence a step: what letters, diaries and the page quote. */
  readonly working: readonly string[]
  readonly sources: readonly Citation[]
}

/** A rule as somebody can ask it: its fields, and what becomes of them. */
export type Calculation = {
  /** Its address on the page: short, lower case. */
  readonly slug: string
  readonly title: string
  readonly fields: Readonly<Record<string, Field<unknown>>>
  readonly work: (question: Readonly<Record<string, unknown>>) => Worked
}

/** One or more calculations under the name that `evenhand law` knows. */
export type Family = {
  readonly name: string
  readonly title: string
  /** What it is for and when an officer would use it, in a sentence or two. */
  readonly about: string
  readonly calculations: readonly Calculation[]
}

type Question<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends Field<infer T> ? T : never
}

/** Ties the fields' types to the rule that takes them. */
export const calculation = <const Fields extends Readonly<Record<string, Field<unknown>>>>(it: {
  readonly slug: string
  readonly title: string
  readonly fields: Fields
  readonly work: (question: Question<Fields>) => Worked
}): Calculation => it as unknown as Calculation

/** What was wrong with a question: a sentence, and the field it is about. */
export type Problem = { readonly field?: string; readonly says: string }

export type Reading =
  | { readonly ok: true; readonly question: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Reads every field, or says what is wrong with each. A field that the calculation does not have is refused. */
export function read({ fields }: Calculation, input: Readonly<Record<string, unknown>>): Reading {
  const problems: Problem[] = Object.keys(input)
    .filter(name => !Object.hasOwn(fields, name))
    .map(name => ({ field: name, says: `“${name}” is not something this calculation asks for` }))
  const question: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const result = field.schema.safeParse(input[name])
    if (result.success) question[name] = result.data
    else problems.push({ field: name, says: sentence(field, input[name], result.error) })
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, question }
}

function sentence(field: Field<unknown>, given: unknown, { issues }: z.ZodError): string {
  if (given === undefined) return `“${field.label}” is needed`
  const [first] = issues
  if (!first) return `“${field.label}” cannot be read`
  const [row] = first.path
  return typeof row === 'number' ? `in row ${row + 1}, ${first.message}` : first.message
}

/** Answers a family's question in the form that `evenhand law` writes. Whatever cannot be answered is a sentence. */
export function ask(family: Family, input: unknown): Outcome<Worked> {
  if (!isObject(input)) return notAnswered('The input must be an object of named fields.')
  const chosen = meant(family, input)
  return chosen
    ? work(chosen, input)
    : notAnswered(`“${family.title}” has no calculation, so nothing can be asked.`)
}

// Not a zod record, which leaves out `__proto__`: whatever was asked that we do not know is refused.
const isObject = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

/** Works one calculation, as the page does, which knows which one it asks. */
export function work(
  calculation: Calculation,
  input: Readonly<Record<string, unknown>>,
): Outcome<Worked> {
  const reading = read(calculation, input)
  if (!reading.ok)
    return notAnswered(
      `${reading.problems.map(({ field, says }) => (field ? `${field}: ${says}` : says)).join('; ')}.`,
    )
  try {
    return done(calculation.work(reading.question))
  } catch (error) {
    if (error instanceof NotAnswered) return notAnswered(error.message)
    throw error
  }
}

const notAnswered = (says: string): Outcome<never> => refused({ code: 'not-answered', says })

/**
 * The calculation whose fields are those given, or the one that most of them belong to. Where several have the same fields,
 * a choice that only one of them has tells which is meant.
 */
function meant(
  { calculations }: Family,
  input: Readonly<Record<string, unknown>>,
): Calculation | undefined {
  const given = Object.keys(input)
  const fit = ({ fields }: Calculation) => {
    const strange = given.filter(name => !Object.hasOwn(fields, name)).length
    const missing = Object.entries(fields).filter(
      ([name, field]) => !field.optional && !Object.hasOwn(input, name),
    ).length
    const otherChoices = Object.entries(fields).filter(
      ([name, { control }]) =>
        control.kind === 'choice' &&
        Object.hasOwn(input, name) &&
        !Object.hasOwn(control.choices, String(input[name])),
    ).length
    return strange * 100 + otherChoices * 10 + missing
  }
  return calculations.toSorted((a, b) => fit(a) - fit(b))[0]
}

/** Money as "0.00", days as ISO, all else as it is. */
export function written(answer: Answer): unknown {
  if (typeof answer === 'bigint') return formatAmount(answer)
  if (answer instanceof Temporal.PlainDate) return answer.toString()
  if (Array.isArray(answer)) return answer.map(written)
  if (typeof answer === 'object' && answer !== null)
    return Object.fromEntries(Object.entries(answer).map(([name, part]) => [name, written(part)]))
  return answer
}

/** The working as it is quoted in a letter or a case diary: the steps, then what the law is. */
export const inText = ({ working, sources }: Worked): string =>
  [
    ...working,
    ...(sources.length > 0 ? [`Law: ${sources.map(formatCitation).join('; ')}.`] : []),
  ].join('\n')
