// PostgreSQL's types become ours, once and here, for both engines:
// bigint is Pence, a date is a Temporal.PlainDate, a moment is a Temporal.Instant, nothing is a Date.

/** PostgreSQL's numbers for the types that we read ourselves. */
const oid = { int8: 20, int8Array: 1016, date: 1082, dateArray: 1182, timestamptz: 1184 } as const

const plainDate = (text: string) => Temporal.PlainDate.from(text)

/** `{1,2}`: the elements of an array whose elements need no quoting. */
const elements = (text: string): readonly string[] =>
  text === '{}' ? [] : text.slice(1, -1).split(',')

export const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [oid.int8]: BigInt,
  [oid.int8Array]: text => elements(text).map(BigInt),
  [oid.date]: plainDate,
  [oid.dateArray]: text => elements(text).map(plainDate),
  [oid.timestamptz]: text => Temporal.Instant.from(text.replace(' ', 'T')),
}

/** A value as a driver may send it: ours become text, which PostgreSQL reads as the type it expects. */
export const toPostgres = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(toPostgres)
  const isOurs =
    typeof value === 'bigint' ||
    value instanceof Temporal.PlainDate ||
    value instanceof Temporal.Instant
  return isOurs ? value.toString() : value
}
