import { z } from 'zod'
import { parsePounds } from '#values/money.ts'

/** What is wrong, by field, in the words a person reads beside the field. */
export type Errors = Readonly<Record<string, string | undefined>>

export type Typed = Readonly<Record<string, string | undefined>>

/** A form as it came back: either what it means, or what was typed and what is wrong with it. */
export type Submitted<T> =
  | { readonly ok: true; readonly value: T; readonly typed: Typed }
  | { readonly ok: false; readonly errors: Errors; readonly typed: Typed }

/** The one character that no text in a database can have; it comes from pasted files and from mischief. */
const nul = '\u0000'

export function submitted<T>(schema: z.ZodType<T>, typed: Typed): Submitted<T> {
  const unkept = Object.keys(typed).filter(field => String(typed[field]).includes(nul))
  if (unkept.length > 0) {
    const without = unkept.map(field => [field, String(typed[field]).replaceAll(nul, '')])
    const says = 'A character that cannot be kept was taken out: look at it again'
    return {
      ok: false,
      errors: Object.fromEntries(unkept.map(field => [field, says])),
      typed: { ...typed, ...Object.fromEntries(without) },
    }
  }
  const result = schema.safeParse(typed)
  if (result.success) return { ok: true, value: result.data, typed }

  const errors: Record<string, string> = {} // One for each field, the first, in the order of the form.
  for (const { path, message } of result.error.issues) errors[path.join('-')] ??= message
  return { ok: false, errors, typed }
}

/** For routes that take no form: a form all the same is refused, whatever is in it. */
export const noForm = z.strictObject({})

/** Text of at most `longest` characters as people count them; empty is what `missing` says, or fine without it. */
export const someText = ({ longest, missing }: { longest: number; missing?: string }) =>
  z
    .string({ error: missing ?? 'Enter some text' })
    .trim()
    .refine(text => missing === undefined || text !== '', { error: missing ?? '' })
    .refine(text => Array.from(text).length <= longest, {
      error: `Use ${longest} characters or fewer`,
    })

/** Pounds and pence, more than nothing. `missing` and `wrong` follow GOV.UK's wording for error messages. */
export const amountOfMoney = ({ missing, wrong }: { missing: string; wrong: string }) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, { error: missing, abort: true })
    .transform((text, context) => {
      const amount = parsePounds(text)
      if (amount !== undefined && amount > 0n) return amount
      context.addIssue({ code: 'custom', message: wrong })
      return z.NEVER
    })

/** What somebody may do alone, in pounds and pence: nothing, or up to ten million pounds. */
export const limitOfMoney = (
  wrong = 'Enter an amount in pounds and pence, like 50 or 52.50; 0 for none',
) =>
  z.string({ error: wrong }).transform((text, context) => {
    const amount = parsePounds(text)
    if (amount !== undefined && amount <= 10_000_000_00n) return amount
    context.addIssue({ code: 'custom', message: wrong })
    return z.NEVER
  })

/** A whole number between two, both allowed: days, weeks, per cent. */
export const wholeNumber = (least: number, most: number) => {
  const error = `Enter a whole number from ${least} to ${most}`
  return z
    .string({ error })
    .regex(/^\s*\d{1,6}\s*$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error))
}

/** Boxes of one name, none, one or several of them ticked: a list of what each stands for. */
export const boxes = <T>(each: z.ZodType<T, string>) =>
  z.union([each.transform(one => [one]), z.array(each)]).default([])

/** The boxes of a name that were ticked, of a form that did or did not make sense: for showing it again. */
export const tickedIn = (typed: Typed, field: string): readonly string[] =>
  [typed[field] ?? []].flat()

/** A date typed as 27/3/2026, 27 3 2026 or as a date picker sends it; never rolled over, never guessed. */
export const someDate = ({ missing, wrong }: { missing: string; wrong: string }) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, { error: missing, abort: true })
    .transform((text, context) => {
      const spoken = /^(\d{1,2})[/ -](\d{1,2})[/ -](\d{4})$/.exec(text)
      const iso = spoken
        ? `${spoken[3]}-${spoken[2]?.padStart(2, '0')}-${spoken[1]?.padStart(2, '0')}`
        : text
      try {
        if (/^\d{4}-\d{2}-\d{2}$/.test(iso))
          return Temporal.PlainDate.from(iso, { overflow: 'reject' })
      } catch {
        // Not a day that exists: said below, beside the field.
      }
      context.addIssue({ code: 'custom', message: wrong })
      return z.NEVER
    })

/** The same where it may be left empty. */
export const maybeDate = (wrong: string) =>
  z.union([z.literal('').transform(() => undefined), someDate({ missing: wrong, wrong })], {
    error: wrong,
  })
