import { nameParts } from './names.ts'
import { nameOf } from './organisation.ts'

/**
 * The words of a person's or an organisation's name by which they can be told from others: in lower case, without accents,
 * titles, initials, and what says only what kind of company it is.
 */
export function wordsOfName(full: string): ReadonlySet<string> {
  const { given, family } = nameParts(full)
  return new Set(
    nameOf(`${given} ${family}`)
      .split(' ')
      .filter(word => word.length > 1),
  )
}
