/** A day as its number since 1 January 1970: a million accounts need many, and a number is cheap. */
export type Day = number

const first = Temporal.PlainDate.from('1970-01-01')

export const dayOf = (date: Temporal.PlainDate): Day => first.until(date).days
export const dateOf = (day: Day): Temporal.PlainDate => first.add({ days: day })

const isoOf = (day: Day): string => dateOf(day).toString()

/** The day, or the Monday after when it is a Saturday or Sunday: councils post notices on working days. */
export function weekday(day: Day): Day {
  // 1 January 1970 was a Thursday.
  const sinceMonday = (((day + 3) % 7) + 7) % 7
  return sinceMonday < 5 ? day : day + 7 - sinceMonday
}

/** 1 April of the financial year that the date is in. */
export const financialYearOf = (date: Temporal.PlainDate): number =>
  date.month >= 4 ? date.year : date.year - 1

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const forms = new Map<string, Map<Day, string>>()

/**
 * The day as a source system writes it; only the forms that the sample's own profiles declare. Each is worked out once:
 * there are only so many days in a life.
 */
export function written(day: Day, format: string): string {
  let known = forms.get(format)
  if (known === undefined) {
    known = new Map()
    forms.set(format, known)
  }
  let text = known.get(day)
  if (text === undefined) {
    text = inForm(isoOf(day), format)
    known.set(day, text)
  }
  return text
}

function inForm(iso: string, format: string): string {
  const [yyyy = '', mm = '', dd = ''] = iso.split('-')
  switch (format) {
    case 'yyyy-mm-dd':
      return iso
    case 'yyyymmdd':
      return yyyy + mm + dd
    case 'dd/mm/yyyy':
      return `${dd}/${mm}/${yyyy}`
    case 'dd-mmm-yyyy':
      return `${dd}-${months[Number(mm) - 1]}-${yyyy}`
    case 'dd mmm yyyy':
      return `${dd} ${months[Number(mm) - 1]} ${yyyy}`
    default:
      throw new Error(`the sample does not write dates as ${format}`)
  }
}
