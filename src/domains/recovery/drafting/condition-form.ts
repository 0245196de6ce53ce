import type { Errors, Typed } from '#web/form.ts'
import { formatAmount, parsePounds } from '#values/money.ts'
import type { Condition } from '../condition.ts'
import { condition as conditionSchema, definitionOf, isFact } from '../condition-schema.ts'
import type { Fact } from '../facts.ts'

/*
 * Conditions as a form has them: a tree of lines, each kept as it was typed until it can be read. A line's place is its
 * field’s name: “when-0” is the first, “when-0-1” the second within it. So a form that was sent is the tree again, and a
 * page that works without a script can add a line or take one away and lose nothing of the others.
 */

/** How several conditions hang together, as people choose it. */
export const groups = {
  any: 'Either of these',
  all: 'All of these',
  not: 'It is not so that',
} as const
export type GroupKind = keyof typeof groups

export type Line =
  | { readonly kind: 'fact'; readonly fact: Fact; readonly how: string; readonly value: string }
  | { readonly kind: GroupKind; readonly lines: readonly Line[] }

const isGroup = (text: string | undefined): text is GroupKind =>
  text !== undefined && Object.hasOwn(groups, text)

/** Deeper than a person reads, and than any policy of ours goes. */
const deepest = 5

/** Conditions as lines of a form. */
export const linesOf = (conditions: readonly Condition[]): readonly Line[] => conditions.map(lineOf)

function lineOf(condition: Condition): Line {
  if ('all' in condition) return { kind: 'all', lines: linesOf(condition.all) }
  if ('any' in condition) return { kind: 'any', lines: linesOf(condition.any) }
  if ('not' in condition) return { kind: 'not', lines: [lineOf(condition.not)] }
  const { fact } = condition
  if ('is' in condition) {
    const value = typeof condition.is === 'string' ? condition.is : condition.is ? 'yes' : 'no'
    return { kind: 'fact', fact, how: 'is', value }
  }
  const [how, limit] =
    'atLeast' in condition ? ['atLeast', condition.atLeast] : ['below', condition.below]
  return { kind: 'fact', fact, how, value: limit.replace(/^£| days?$/g, '') }
}

/** The lines of a form that was sent, as they were typed. What names no fact is left out: no page of ours sends it. */
export function linesTyped(typed: Typed, at = 'when', depth = 0): readonly Line[] {
  const lines: Line[] = []
  for (let n = 0; typed[`${at}-${n}-kind`] !== undefined && depth <= deepest; n += 1) {
    const place = `${at}-${n}`
    const kind = typed[`${place}-kind`]
    const fact = typed[`${place}-fact`] ?? ''
    if (isGroup(kind)) lines.push({ kind, lines: linesTyped(typed, place, depth + 1) })
    else if (isFact(fact))
      lines.push({
        kind: 'fact',
        fact,
        how: typed[`${place}-how`] ?? 'is',
        value: typed[`${place}-value`] ?? '',
      })
  }
  return lines
}

/**
 * What pressing a button does to the lines: “add:when-0” puts what was chosen there at the end of that group,
 * “remove:when-0-1” takes a line away. Undefined when the button is another.
 */
export function changeLines(
  lines: readonly Line[],
  pressed: string,
  typed: Typed,
): readonly Line[] | undefined {
  const [, does, place] = /^(add|remove):(when[-\d]*)$/.exec(pressed) ?? []
  if (place === undefined) return undefined
  const path = place.split('-').slice(1).map(Number)
  if (does === 'remove') return withoutLine(lines, path)
  const chosen = typed[`${place}-add`] ?? ''
  const added: Line | undefined = isGroup(chosen)
    ? { kind: chosen, lines: [] }
    : isFact(chosen)
      ? { kind: 'fact', fact: chosen, how: '', value: '' }
      : undefined
  return added ? withLine(lines, path, added) : lines
}

function withLine(lines: readonly Line[], path: readonly number[], added: Line): readonly Line[] {
  const [at, ...rest] = path
  if (at === undefined) return [...lines, added]
  return lines.map((line, n) =>
    n === at && line.kind !== 'fact' ? { ...line, lines: withLine(line.lines, rest, added) } : line,
  )
}

function withoutLine(lines: readonly Line[], path: readonly number[]): readonly Line[] {
  const [at, ...rest] = path
  if (rest.length === 0) return lines.filter((_, n) => n !== at)
  return lines.map((line, n) =>
    n === at && line.kind !== 'fact' ? { ...line, lines: withoutLine(line.lines, rest) } : line,
  )
}

export type ReadLines =
  | { readonly ok: true; readonly conditions: readonly Condition[] }
  | { readonly ok: false; readonly errors: Errors }

/** The conditions that lines come to, or what is wrong with each, by field. */
export function readLines(lines: readonly Line[], at = 'when'): ReadLines {
  const errors: Record<string, string> = {}
  const conditions = lines.flatMap((line, n) => {
    const read = readLine(line, `${at}-${n}`, errors)
    return read ? [read] : []
  })
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, conditions }
}

function readLine(
  line: Line,
  place: string,
  errors: Record<string, string>,
): Condition | undefined {
  if (line.kind === 'fact') {
    const read = conditionSchema.safeParse(comparisonOf(line))
    if (read.success) return read.data
    errors[`${place}-value`] = wrongValue(line.fact)
    return undefined
  }
  const parts = line.lines.flatMap((part, n) => readLine(part, `${place}-${n}`, errors) ?? [])
  const [first] = parts
  if (!first || (line.kind === 'not' && parts.length > 1)) {
    if (line.lines.length !== 1 || line.kind !== 'not')
      errors[`${place}-add`] =
        line.lines.length === 0
          ? `Add what belongs under “${groups[line.kind]}”, or take it out`
          : `Put one thing under “${groups[line.kind]}”: several go into a group of their own`
    return undefined
  }
  const some = [first, ...parts.slice(1)] as const
  if (line.kind === 'not') return { not: first }
  return line.kind === 'any' ? { any: some } : { all: some }
}

function comparisonOf({ fact, how, value }: Extract<Line, { kind: 'fact' }>): unknown {
  const { kind } = definitionOf(fact)
  const text = value.trim()
  if (kind === 'flag')
    return { fact, is: text === 'yes' ? true : text === 'no' ? false : undefined }
  if (kind === 'choice') return { fact, is: text }
  const side = how === 'below' ? 'below' : 'atLeast'
  if (kind === 'days') {
    const days = /^\d{1,5}$/.test(text) ? Number(text) : undefined
    return { fact, [side]: days === undefined ? undefined : days === 1 ? '1 day' : `${days} days` }
  }
  const amount = parsePounds(text)
  return { fact, [side]: amount === undefined ? undefined : `£${formatAmount(amount)}` }
}

const wrongValue = (fact: Fact): string => {
  const { kind, says } = definitionOf(fact)
  if (kind === 'money') return `Enter an amount in pounds for ${says}, like 50 or 52.50`
  if (kind === 'days') return `Enter a whole number of days since ${says}, like 14`
  return `Choose what has to be so of ${kind === 'choice' ? says : `“${fact}”`}`
}
