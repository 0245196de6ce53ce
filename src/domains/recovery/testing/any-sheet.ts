import fc from 'fast-check'
import type { FactDefinition, SheetIn, Vocabulary } from '../language.ts'

/** Any value that a fact can have; days and money near where rules tell them apart when `around` says where that is. */
const anyOf = (fact: FactDefinition, around: readonly number[]): fc.Arbitrary<unknown> => {
  if (fact.kind === 'money') return fc.bigInt({ min: -20n, max: 20n }).map(pounds => pounds * 100n)
  if (fact.kind === 'days')
    return fc.option(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(0, ...around)))
  return 'options' in fact ? fc.constantFrom(...fact.options) : fc.boolean()
}

/** Any fact sheet of a vocabulary, whatever facts it has. */
export const anySheet = <V extends Vocabulary>(
  vocabulary: V,
  around: readonly number[] = [],
): fc.Arbitrary<SheetIn<V>> =>
  fc.record(
    Object.fromEntries(
      Object.entries(vocabulary).map(([fact, definition]) => [fact, anyOf(definition, around)]),
    ),
  ) as unknown as fc.Arbitrary<SheetIn<V>>

/** A fact sheet as a row of JSON, by its columns. */
export const rowOfSheet = <V extends Vocabulary>(
  vocabulary: V,
  sheet: SheetIn<V>,
): Readonly<Record<string, unknown>> => {
  const values: Readonly<Record<string, unknown>> = sheet
  return Object.fromEntries(
    Object.entries(vocabulary).map(([fact, { column }]) => {
      const value = values[fact]
      return [column, typeof value === 'bigint' ? Number(value) : value]
    }),
  )
}
