import { hasOddCharacters, readReference } from './cells.ts'
import type { JudgedRow } from './judge.ts'
import type { Profile } from './profile.ts'
import type { RowReaders } from './row-readers.ts'

/** A property on a published list: who is liable, and for what, with no money. */
export function registerRow(read: RowReaders, { source }: Profile): JudgedRow['fields'] {
  const rateable = read.money('rateableValue')
  const reference = read.get('reference', readReference)
  const lines = linesOf(read.text('address'))
  read.flag('occupied')
  const postcode = (read.text('postcode', 20) ?? '').toUpperCase()
  return {
    source,
    reference,
    debt_type: 'business rates',
    person_number: reference,
    ...partyNamed(read, read.text('name') ?? ''),
    lines,
    postcode,
    property_reference: reference,
    property_address: lines.join(', '),
    property_postcode: postcode,
    property_description: read.text('description'),
    rateable_value: rateable,
    period_from: read.day('liableFrom', 1900, read.thisYear + 1),
    source_in_dispute: false,
    source_arrangement: false,
  }
}

/** The parts of an address that came in one cell. */
export const linesOf = (address: string | null): readonly string[] =>
  (address ?? '')
    .split(',')
    .map(line => line.trim())
    .filter(line => line !== '')

/** Who a row names: a person unless the file or the name says otherwise, and nobody when it is a placeholder. */
export const partyNamed = (
  { isPlaceholder }: RowReaders,
  name: string,
  { isOrganisation = false }: { readonly isOrganisation?: boolean } = {},
): JudgedRow['fields'] => ({
  name: name === '' ? 'Name not published' : name,
  party_kind: isOrganisation || looksLikeCompany(name) ? 'organisation' : 'person',
  is_placeholder: isPlaceholder(name),
  has_odd_characters: hasOddCharacters(name),
})

const looksLikeCompany = (name: string): boolean =>
  /\b(ltd|limited|plc|llp|cic|cyf)\b\.?/i.test(name)
