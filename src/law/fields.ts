import { z } from 'zod'
import { parsePounds, type Pence } from '#values/money.ts'

/** One thing a calculation asks: how it is put to a person, and how an answer is read or refused in a sentence. */
export type Field<T> = {
  readonly label: string
  readonly hint?: string
  readonly control: Control
  readonly optional: boolean
  readonly schema: z.ZodType<T>
}

/** How the page asks it. `rows` are lines of values in the order of their columns. */
export type Control =
  | { readonly kind: 'money' | 'day' | 'number' | 'text' }
  | { readonly kind: 'yes or no' }
  | { readonly kind: 'choice'; readonly choices: Readonly<Record<string, string>> }
  | { readonly kind: 'rows'; readonly columns: Readonly<Record<string, Field<unknown>>> }
  | { readonly kind: 'list'; readonly of: Field<unknown> }

type Told = { readonly hint?: string }

const field = <T>(
  label: string,
  control: Control,
  schema: z.ZodType<T>,
  { hint }: Told = {},
): Field<T> => ({ label, control, schema, optional: false, ...(hint && { hint }) })

/** The same, and nobody need answer it. */
export const optional = <T>(it: Field<T>): Field<T | undefined> => ({
  ...it,
  optional: true,
  schema: it.schema.optional(),
})

const largest = 1_000_000_000_00n

/** An amount of money, none or more, in pounds and pence as text: "1234.50". */
export const money = (label: string, told?: Told): Field<Pence> =>
  field(label, { kind: 'money' }, amount(label), told)

const amount = (label: string) =>
  z.string(`“${label}” is an amount as text, such as "75.50"`).transform((text, context): Pence => {
    const pence = parsePounds(text)
    if (pence !== undefined && pence <= largest) return pence
    context.addIssue({
      code: 'custom',
      message:
        pence !== undefined
          ? `“${label}” is more than a thousand million pounds`
          : text.startsWith('-')
            ? `“${label}” cannot be less than nothing`
            : `“${label}” is pounds and pence, such as 75.50, and “${text}” is not`,
    })
    return z.NEVER
  })

/** An amount above nothing. */
export const someMoney = (label: string, told?: Told): Field<Pence> =>
  field(
    label,
    { kind: 'money' },
    amount(label).refine(pence => pence > 0n, `“${label}” must be more than nothing`),
    told,
  )

/** A day that exists, as ISO text. */
export const day = (label: string, told?: Told): Field<Temporal.PlainDate> =>
  field(label, { kind: 'day' }, isoDay(label), told)

const isoDay = (label: string) =>
  z
    .string(`“${label}” is a day as text, such as "2026-04-01"`)
    .transform((text, context): Temporal.PlainDate => {
      try {
        if (/^\d{4}-\d{2}-\d{2}$/.test(text))
          return Temporal.PlainDate.from(text, { overflow: 'reject' })
      } catch {
        // Said below: there is no 30 February.
      }
      context.addIssue({
        code: 'custom',
        message: `“${label}” is a day that exists, such as 2026-04-01, and “${text}” is not`,
      })
      return z.NEVER
    })

/** A day, and the time of day where it matters. */
export type DayAndTime = {
  readonly day: Temporal.PlainDate
  readonly time?: Temporal.PlainTime
}

/** A day that exists, as ISO text, with or without a time: "2026-06-01" or "2026-06-01T16:29". */
export const dayAndTime = (label: string, told?: Told): Field<DayAndTime> =>
  field(
    label,
    { kind: 'text' },
    z
      .string(`“${label}” is a day as text, with or without a time, such as "2026-06-01T16:29"`)
      .transform((text, context): DayAndTime => {
        try {
          const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/.exec(text) ?? []
          if (day !== undefined)
            return {
              day: Temporal.PlainDate.from(day, { overflow: 'reject' }),
              ...(time !== undefined && {
                time: Temporal.PlainTime.from(time, { overflow: 'reject' }),
              }),
            }
        } catch {
          // Said below.
        }
        context.addIssue({
          code: 'custom',
          message: `“${label}” is a day that exists, with or without a time, such as 2026-06-01T16:29, and “${text}” is not`,
        })
        return z.NEVER
      }),
    told,
  )

/** A whole number within limits. */
export const count = (
  label: string,
  { least = 1, most = 1000, hint }: Told & { readonly least?: number; readonly most?: number } = {},
): Field<number> => {
  const says = `“${label}” is a whole number from ${least} to ${most}`
  return field(label, { kind: 'number' }, z.int(says).min(least, says).max(most, says), {
    ...(hint && { hint }),
  })
}

export const text = (label: string, told?: Told): Field<string> => {
  const says = `“${label}” is text of 1 to 200 characters`
  return field(label, { kind: 'text' }, z.string(says).min(1, says).max(200, says), told)
}

export const yesOrNo = (label: string, told?: Told): Field<boolean> =>
  field(label, { kind: 'yes or no' }, z.boolean(`“${label}” is true or false`), told)

/** One of several, each with the words a person chooses it by. */
export const choice = <const Choices extends Readonly<Record<string, string>>>(
  label: string,
  choices: Choices,
  told?: Told,
): Field<keyof Choices & string> => {
  const names = Object.keys(choices)
  return field(
    label,
    { kind: 'choice', choices },
    z
      .string(`“${label}” is text`)
      .refine(
        (name): name is keyof Choices & string => names.includes(name),
        `“${label}” is one of ${names.join(', ')}`,
      ),
    told,
  )
}

/** Several of one thing. */
export const list = <T>(
  label: string,
  of: Field<T>,
  told: Told & { readonly least?: number; readonly most?: number } = {},
): Field<readonly T[]> => field(label, { kind: 'list', of }, several(label, of.schema, told), told)

/** Several rows of named values, such as debts with their balances. */
export const rows = <const Columns extends Readonly<Record<string, Field<unknown>>>>(
  label: string,
  columns: Columns,
  told: Told & { readonly least?: number; readonly most?: number } = {},
): Field<
  readonly { readonly [Name in keyof Columns]: Columns[Name] extends Field<infer T> ? T : never }[]
> => {
  const shape = Object.fromEntries(
    Object.entries(columns).map(([name, { schema }]) => [name, schema]),
  )
  const row = z.strictObject(shape, `“${label}” has rows of ${Object.keys(columns).join(', ')}`)
  return field(
    label,
    { kind: 'rows', columns },
    several(label, row, told) as unknown as z.ZodType<never>,
    told,
  )
}

const several = <T>(
  label: string,
  schema: z.ZodType<T>,
  { least = 1, most = 200 }: { readonly least?: number; readonly most?: number },
) => {
  const says = `“${label}” has from ${least} to ${most}`
  return z.array(schema, `“${label}” is a list`).min(least, says).max(most, says)
}
