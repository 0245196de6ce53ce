import type { Control, Field } from '#law/fields.ts'
import { someDate, type Typed } from '#web/form.ts'

/**
 * What was typed into a calculator's form, as its calculation reads it. Text that is none of what was asked goes on as it
 * is, so that the calculation says what is wrong with it.
 */
export const toInput = (
  fields: Readonly<Record<string, Field<unknown>>>,
  typed: Typed,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, { control }]) => [name, toValue(control, (typed[name] ?? '').trim())] as const)
      .filter(([, value]) => value !== undefined),
  )

const spokenDay = someDate({ missing: '', wrong: '' })

function toValue(control: Control, text: string): unknown {
  if (text === '') return undefined
  switch (control.kind) {
    case 'day': {
      const read = spokenDay.safeParse(text)
      return read.success ? read.data.toString() : text
    }
    case 'number':
      return /^\d{1,9}$/.test(text) ? Number(text) : text
    case 'yes or no':
      return text === 'yes' ? true : text === 'no' ? false : text
    case 'list':
      return lines(text).map(line => toValue(control.of.control, line))
    case 'rows':
      return lines(text).map(line => toRow(control.columns, line))
    default:
      return text
  }
}

const lines = (text: string): readonly string[] =>
  text
    .split(/[\n;]+/)
    .map(line => line.trim())
    .filter(line => line !== '')

/** A line's values, in the order of the columns. More of them than columns are kept, to be refused by name. */
function toRow(
  columns: Readonly<Record<string, Field<unknown>>>,
  line: string,
): Readonly<Record<string, unknown>> {
  const names = Object.entries(columns)
  return Object.fromEntries(
    line
      .split(',')
      .map((cell, n) => {
        const [name, field] = names[n] ?? [`value ${n + 1}`, undefined]
        const text = cell.trim()
        return [name, field ? toValue(field.control, text) : text] as const
      })
      .filter(([, value]) => value !== undefined),
  )
}
