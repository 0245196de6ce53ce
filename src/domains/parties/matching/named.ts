import { monthAndNames } from './keys.ts'
import { standardise } from './person.ts'

/** Somebody as a public register names them, in standard form: a name, and the month of birth where it is said. */
export type Named = {
  readonly given: string
  readonly family: string
  /** Six digits, YYYYMM; empty where it is not said. */
  readonly bornIn: string
}

/** “SMITH, John Andrew” and “1971-03” in standard form. */
export function namedIn(name: string, bornIn: string | null): Named {
  const { given, family } = standardise({ full_name: name })
  return { given, family, bornIn: (bornIn ?? '').replaceAll('-', '') }
}

/** What a council’s standard records of that month and a name that sounds so are found by; undefined where the month is not said. */
export const namedKey = ({ given, family, bornIn }: Named): string | undefined =>
  monthAndNames({ given, family, birth: bornIn })[0]

/**
 * Whether somebody may be who a register names, if an officer says so: the family name and the first given name are the
 * same (registers write the others out, and our sources seldom do), and two months of birth are not said to differ.
 */
export const mayBeNamed = (one: Named, other: Named): boolean =>
  one.family !== '' &&
  one.family === other.family &&
  firstOf(one) !== '' &&
  firstOf(one) === firstOf(other) &&
  (one.bornIn === '' || other.bornIn === '' || one.bornIn === other.bornIn)

const firstOf = ({ given }: Named): string => given.split(' ')[0] ?? ''
