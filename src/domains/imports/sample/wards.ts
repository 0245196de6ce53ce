import type { SampleCouncil } from './councils.ts'
import { openLines } from './feed.ts'
import { wardsOfPlace } from './places.ts'

/**
 * Writes which ward each postcode of a sample council is in, as a council's own list has it. The codes are of a form that wards have, and of
 * numbers that have never been given.
 */
export async function writeWards(
  { id, nation, place }: SampleCouncil,
  path: string,
): Promise<void> {
  const lines = await openLines(path, 'utf-8')
  await lines.write('Postcode,Ward code,Ward name')
  for (const [postcode, ward] of wardsOfPlace(place)) {
    const code = `${nation.charAt(0)}05999${id}${String(place.wards.indexOf(ward) + 1).padStart(2, '0')}`
    await lines.write(`${postcode},${code},${ward}`)
  }
  await lines.close()
}
