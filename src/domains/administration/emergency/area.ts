import { z } from 'zod'
import { inAList } from '#values/text.ts'

const district = '[A-Z]{1,2}[0-9][A-Z0-9]?'
const asWritten = new RegExp(`^(${district})(?: ?([0-9][A-Z]{2})| ([0-9]))?$`)

/** The most areas one stop may name: beyond that it is everywhere. */
const most = 50

/**
 * The areas that somebody typed, with a comma or a new line between them: districts (TN4), sectors (TN4 8, with the space) and whole
 * postcodes (TN4 8AB). Undefined for what is none of these.
 */
const areaOf = (typed: string): string | undefined => {
  const found = asWritten.exec(typed.trim().toUpperCase().replaceAll(/\s+/g, ' '))
  if (!found) return undefined
  const [, outward, inward, sector] = found
  const second = inward ?? sector
  return second === undefined ? outward : `${outward} ${second}`
}

/** A field of areas: at least one, each understood. */
export const someAreas = z
  .string({ error: 'Enter at least one postcode district, such as TN4' })
  .transform((text, context): readonly string[] => {
    const typed = text.split(/[,;\n\r]+/).filter(part => part.trim() !== '')
    const wrong = typed.find(part => areaOf(part) === undefined)
    const says =
      typed.length === 0
        ? 'Enter at least one postcode district, such as TN4'
        : typed.length > most
          ? `Name at most ${most} areas, or stop everything`
          : wrong === undefined
            ? undefined
            : `“${wrong.trim()}” is not a district (TN4), a sector (TN4 8) or a postcode (TN4 8AB)`
    if (says === undefined) return [...new Set(typed.flatMap(part => areaOf(part) ?? []))]
    context.addIssue({ code: 'custom', message: says })
    return z.NEVER
  })

/** “everywhere”, or “in Riverside ward, TN4 8 and TN11”. */
export function whereInWords({
  areas,
  wardNames,
}: {
  readonly areas: readonly string[]
  readonly wardNames: readonly string[]
}): string {
  const places = [...wardNames.map(name => `${name} ward`), ...areas]
  return places.length === 0 ? 'everywhere' : `in ${inAList(places)}`
}
