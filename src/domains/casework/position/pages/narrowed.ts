import { allDimensions, type Dimension } from '../cells.ts'
import type { Narrowed } from '../position.ts'

const fields: Readonly<Record<Dimension, string>> = {
  'debt type': 'debtType',
  stage: 'stage',
  age: 'age',
  collectability: 'collectability',
  area: 'area',
  ward: 'ward',
  service: 'service',
}

/** Where a page about a part of the debt is. Nothing in it is about a person. */
export function addressOf(
  path: '/position' | '/position/accounts',
  narrowed: Narrowed,
  more: Readonly<Record<string, string>> = {},
): string {
  const asked = new URLSearchParams()
  for (const dimension of allDimensions) {
    const value = narrowed[dimension]
    if (value !== undefined) asked.set(fields[dimension], value)
  }
  for (const [field, value] of Object.entries(more)) asked.set(field, value)
  return asked.size === 0 ? path : `${path}?${asked}`
}

/** “council tax, stage final notice”; “all of it” */
export const inWords = (narrowed: Narrowed): string =>
  allDimensions
    .filter(dimension => narrowed[dimension] !== undefined)
    .map(dimension =>
      dimension === 'debt type' ? narrowed[dimension] : `${dimension} ${narrowed[dimension]}`,
    )
    .join(', ') || 'all of it'
