import { done, type Outcome, refused } from '#values/outcome.ts'

/** One for each digit of the sort code and the account number: fourteen. */
export type Weights = readonly number[]

export type WeightLine = {
  /** The sort codes it is for, first and last. */
  readonly from: string
  readonly to: string
  readonly method: 'MOD10' | 'MOD11' | 'DBLAL'
  readonly weights: Weights
  readonly exception: number | undefined
}

/** The weights that account numbers are checked with, in their order; and the sort codes that stand in for others. */
export type ModulusTable = {
  readonly lines: readonly WeightLine[]
  readonly substitutes: ReadonlyMap<string, string>
}

export const isIn = ({ from, to }: WeightLine, sortCode: string): boolean =>
  from <= sortCode && sortCode <= to

const shape = /^(\d{6}) (\d{6}) (MOD10|MOD11|DBLAL)((?: +-?\d{1,3}){14})(?: +(\d{1,2}))?\s*$/
const lastException = 14

/**
 * Reads the table as Pay.UK publishes it (`valacdos.txt`) and its substitutions (`scsubtab.txt`). Refuses a line that is
 * neither empty nor of that shape, an exception whose rule we do not know, and a sort code with more than two checks:
 * half a table would pass wrong numbers.
 */
export function readModulusTable(weights: string, substitutions = ''): Outcome<ModulusTable> {
  const lines: WeightLine[] = []
  for (const [number, text] of linesOf(weights)) {
    const [, from = '', to = '', method = '', each = '', exception] = shape.exec(text) ?? []
    if (from === '' || from > to) return wrong('weights', number)
    if (exception !== undefined && (Number(exception) < 1 || Number(exception) > lastException)) {
      return refused({
        code: 'unknown-exception',
        says: `Line ${number} of the modulus weights has exception ${exception}, whose rule is not known here. The table was not taken; the one before it stays in use.`,
      })
    }
    lines.push({
      from,
      to,
      // The shape allows no other.
      method: method as WeightLine['method'],
      weights: each.trim().split(/ +/).map(Number),
      exception: exception === undefined ? undefined : Number(exception),
    })
  }
  const crowded = lines.find(({ from }) => lines.filter(line => isIn(line, from)).length > 2)
  if (crowded) {
    return refused({
      code: 'more-than-two-checks',
      says: `The modulus weights have more than two checks for sort code ${crowded.from}. The table was not taken; the one before it stays in use.`,
    })
  }
  if (lines.length === 0)
    return refused({
      code: 'no-weights',
      says: 'There is no line in the modulus weights. The table was not taken.',
    })
  const substitutes = new Map<string, string>()
  for (const [number, text] of linesOf(substitutions)) {
    const [, from, to] = /^(\d{6}) +(\d{6})\s*$/.exec(text) ?? []
    if (from === undefined || to === undefined) return wrong('sort code substitutions', number)
    substitutes.set(from, to)
  }
  return done({ lines, substitutes })
}

const linesOf = (text: string): readonly (readonly [number, string])[] =>
  text
    .split(/\r?\n/)
    .map((line, n) => [n + 1, line] as const)
    // The published files end with the character that ended files long ago.
    .filter(([, line]) => line.replaceAll('\u001A', '').trim() !== '')

const wrong = (what: string, line: number): Outcome<never> =>
  refused({
    code: 'not-a-modulus-table',
    says: `Line ${line} of the ${what} is not as Pay.UK publishes them. The table was not taken; the one before it stays in use.`,
  })
