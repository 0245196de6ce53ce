import { soundOf } from './blocking.ts'
import type { Organisation } from './organisation.ts'
import type { Person } from './person.ts'

const key = (kind: string, ...parts: readonly string[]): readonly string[] =>
  parts.includes('') ? [] : [`${kind} ${parts.join(' ')}`]

/**
 * What a council's record is found by when another comes: few enough share each key that a file costs what is in it, and
 * one mistake in any of them leaves others to meet by.
 */
export function keysOf(person: Person): readonly string[] {
  const { birth, identifier, phone, email, postcode, line1 } = person
  const { first, last } = soundsOf(person)
  const names = inEitherOrder(first, last)
  return [
    ...key('identifier', identifier),
    ...key('telephone and sound', phone, last),
    ...key('e-mail', email),
    ...key('birth and sound', birth, last),
    ...key('birth and given', birth, first),
    ...monthAndNames(person),
    ...key('names and postcode', names, postcode),
    ...key('names and line', names, line1),
    ...key('family and home', last, line1, postcode.slice(0, -2)),
    ...key('sounds', last, first),
    ...key('sounds', last),
  ]
}

type NamedAndBorn = Pick<Person, 'given' | 'family' | 'birth'>

/** By the month of birth and how both names sound; nothing where a part of that is not known. */
export const monthAndNames = (person: NamedAndBorn): readonly string[] => {
  const { first, last } = soundsOf(person)
  return key('month and names', person.birth.slice(0, 6), inEitherOrder(first, last))
}

const soundsOf = ({ given, family }: Pick<Person, 'given' | 'family'>) => ({
  first: given === '' ? '' : soundOf(given.split(' ')[0] ?? ''),
  last: family === '' ? '' : soundOf(family),
})

const inEitherOrder = (first: string, last: string): string =>
  first !== '' && last !== '' ? [first, last].sort().join(' ') : ''

/** The same for an organisation. None of them is a person's. */
export function organisationKeysOf(organisation: Organisation): readonly string[] {
  const { name, trade, number, phone, email, postcode, line1, town } = organisation
  const first = name.split(' ')[0] ?? ''
  const called = [...new Set([name, trade])].filter(name => name !== '')
  return [
    ...key('company number', number),
    ...key('company telephone', phone),
    ...key('company e-mail', email),
    ...called.flatMap(name => [
      ...key('company name', name),
      ...key('company and town', name, town),
      ...key('company and postcode', name, postcode),
    ]),
    ...key('company word and postcode', first, postcode),
    ...key('company word and line', first, line1),
  ]
}

/** The keys of a name that was typed, in either order, as it sounds; of one word, as a family name. */
export function soundKeys(words: readonly string[]): readonly string[] {
  const [one, other] = [words[0], words.at(-1)].map(word => (word ? soundOf(word) : ''))
  if (!one || !other) return []
  if (words.length === 1) return [`sounds ${one}`]
  return [`sounds ${other} ${one}`, `sounds ${one} ${other}`]
}
