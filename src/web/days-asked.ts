import { z } from 'zod'
import { isBefore } from '#values/dates.ts'
import { type Errors, maybeDate } from './form.ts'

export type Days = { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate }

/** What a page that is about the days from one to another is asked with. */
export const daysQuery = z.object({ from: z.string().optional(), to: z.string().optional() })

const wrong = 'The day must be a real date, like 27/3/2026'
const read = (text: string | undefined) => maybeDate(wrong).safeParse(text ?? '')

/**
 * The days that a page is asked for, each as `usual` where it is left empty. Where they make no sense, what is wrong with which,
 * and the usual days to show meanwhile.
 */
export function daysAsked(
  query: z.infer<typeof daysQuery>,
  usual: Days,
): { readonly days: Days; readonly errors: Errors | undefined } {
  const [from, to] = [read(query.from), read(query.to)]
  const days = { from: from.data ?? usual.from, to: to.data ?? usual.to }
  const errors = {
    ...(!from.success && { from: wrong }),
    ...(!to.success && { to: wrong }),
    ...(isBefore(days.to, days.from) && { to: 'The last day is before the first' }),
  }
  return Object.keys(errors).length > 0 ? { days: usual, errors } : { days, errors: undefined }
}
