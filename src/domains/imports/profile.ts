import iconv from 'iconv-lite'
import { z } from 'zod'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Field, fieldsOf, neededBy, sourceStages, transactionKinds } from './fields.ts'

/**
 * The ways of writing a date that a profile may declare. `d` and `m` alone allow one figure or two; `mmm` is `Apr`,
 * `mmmm` is `April`, in either case. The American order is read only where it is declared.
 */
export const dateFormats = [
  'yyyy-mm-dd',
  'yyyymmdd',
  'dd/mm/yyyy',
  'd/m/yyyy',
  'd/m/yy',
  'dd-mm-yyyy',
  'dd.mm.yyyy',
  'ddmmyyyy',
  'dd-mmm-yyyy',
  'dd-mmm-yy',
  'dd mmm yyyy',
  'd mmmm yyyy',
  'mm/dd/yyyy',
  'yyyy-mm-dd hh:mm:ss',
  'dd/mm/yyyy hh:mm:ss',
] as const
export type DateFormat = (typeof dateFormats)[number]

const dateFormat = z.enum(dateFormats)
const header = z.string().min(1, 'is empty: give the header as it is in the file')
const column = z.union([
  header,
  z.strictObject({ columns: z.array(header).min(1), join: z.string().default(', ') }),
  z.strictObject({ constant: z.string().min(1) }),
])
const index = z.int().min(0, 'counts columns from 0')
/** From what the file says, trimmed and otherwise exact, to what we say. */
const wordsFor = <Word extends z.ZodType<string>>(word: Word) => z.record(z.string(), word)

const shape = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'is small letters, figures and hyphens, beginning with a letter'),
  title: z.string().min(1),
  version: z.literal(1, 'is 1, the only version of this format'),
  source: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'is small letters, figures and hyphens, beginning with a letter'),
  kind: z.enum(['accounts', 'transactions', 'register']),
  file: z.strictObject({
    encoding: z
      .string()
      .refine(
        name => iconv.encodingExists(name),
        'is no character encoding that is known here: try utf-8, windows-1252, cp437 or cp850',
      )
      .default('utf-8'),
    delimiter: z.string().length(1, 'is one character, such as "," or "|" or "\\t"').default(','),
    quote: z.string().max(1, 'is one character, or "" where nothing is quoted').default('"'),
    header: z
      .literal(true, 'is true: columns are found by their header, never by counting')
      .default(true),
    skipLines: z.int().min(0).default(0),
    trailer: z
      .strictObject({ marker: z.string().min(1), rows: index, total: index })
      .nullable()
      .default(null),
    trailerRequired: z.boolean().default(false),
    notRecords: z.array(z.string()).default([]),
  }),
  dates: z
    .union([
      dateFormat.transform((format): readonly DateFormat[] => [format]),
      z.array(dateFormat).min(1).readonly(),
    ])
    .default(['yyyy-mm-dd']),
  money: z
    .strictObject({
      unit: z.enum(['pounds', 'pence']).default('pounds'),
      thousands: z.boolean().default(false),
      currencySign: z.boolean().default(false),
      negative: z
        .enum(['refuse', 'minus', 'trailing minus', 'parentheses', 'CR'])
        .default('refuse'),
      zero: z.enum(['refuse', 'allow']).default('refuse'),
      /** Whole pounds. A figure above it is a slip, or another column. */
      largest: z.int().positive().max(1_000_000_000).optional(),
    })
    .prefault({}),
  columns: z.record(z.string(), column),
  optional: z.array(z.string()).default([]),
  ignore: z.union([z.literal('others'), z.array(header)]).default([]),
  values: z
    .strictObject({
      debtType: wordsFor(z.string().min(1)).optional(),
      liability: wordsFor(z.enum(['sole', 'joint'])).optional(),
      stage: wordsFor(z.enum(sourceStages)).optional(),
      transactionKind: wordsFor(z.enum(transactionKinds)).optional(),
      flags: wordsFor(z.enum(['yes', 'no'])).optional(),
    })
    .prefault({}),
  key: z.array(z.string()).min(1, 'names at least one field').optional(),
  council: z
    .strictObject({ column: header, is: z.string().min(1) })
    .nullable()
    .default(null),
  placeholderNames: z.array(z.string().min(1)).default([]),
})

export type Column =
  | string
  | { readonly columns: readonly string[]; readonly join: string }
  | { readonly constant: string }

/**
 * A mapping profile: how one source system writes one file, as data. docs/mapping-profiles.md says what each part means.
 *
 * Headers are compared after the spaces at their ends are taken off (`sameHeader`), and otherwise exactly. A file must
 * have every column the profile names; with `ignore` as a list, it may have no column that neither list names. A trailer
 * is the row whose first column is `marker`; `rows` and `total` are its columns, from 0, and the total is written as
 * `money` says. `notRecords` are texts that mean "no value" (`NaN`, `#N/A`). `values` turns the source's words into
 * ours; a word that a list does not have puts the row aside. `key` is what makes a row the same row in another file.
 */
export type Profile = Readonly<
  Omit<z.infer<typeof shape>, 'columns' | 'key' | 'money' | 'optional' | '$schema'> & {
    money: z.infer<typeof shape>['money'] & { readonly largest: number }
    columns: Readonly<Partial<Record<Field, Column>>>
    key: readonly Field[]
    optional: readonly Field[]
  }
>

/** The two texts are one header: spaces at the ends do not count, everything else does. */
export const sameHeader = (one: string, other: string): boolean =>
  one.trim().normalize('NFC') === other.trim().normalize('NFC')

/** Every header that a profile reads or knows and leaves, in the order written. */
export const headersOf = ({ columns, council, ignore }: Profile): readonly string[] => [
  ...new Set([
    ...(council === null ? [] : [council.column]),
    ...Object.values(columns).flatMap(column => {
      if (typeof column === 'string') return [column]
      return 'columns' in column ? column.columns : []
    }),
    ...(ignore === 'others' ? [] : ignore),
  ]),
]

/** Reads the text of a profile, or says in sentences everything that is wrong with it. */
export function readProfile(text: string): Outcome<Profile> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    return bad([`The text is not JSON: ${cause instanceof Error ? cause.message : 'unreadable'}.`])
  }
  const parsed = shape.safeParse(json)
  if (!parsed.success) return bad(parsed.error.issues.flatMap(sentences))
  const { $schema: _, ...profile } = parsed.data
  const largest =
    profile.money.largest ?? (profile.kind === 'register' ? 1_000_000_000 : 10_000_000)
  const key = profile.key ?? [
    profile.kind === 'transactions' ? 'transactionReference' : 'reference',
  ]
  const faults = faultsOf({ ...profile, key })
  return faults.length === 0
    ? done({ ...profile, money: { ...profile.money, largest }, key } as Profile)
    : bad(faults)
}

const bad = (faults: readonly string[]): Outcome<never> =>
  refused({
    code: 'imports.profile-is-not-valid',
    says: `The mapping profile cannot be used, and nothing was loaded. ${faults.join(' ')}`,
  })

function sentences(issue: z.core.$ZodIssue): readonly string[] {
  const where = issue.path.map(String).join('.') || 'The profile'
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => `${[...issue.path, key].join('.')} is not part of a profile.`)
  if (issue.code === 'invalid_value' && issue.values.length > 1)
    return [`${where} is one of ${issue.values.map(value => `"${String(value)}"`).join(', ')}.`]
  if (issue.code === 'invalid_type') {
    const isMissing = issue.message.endsWith('undefined')
    return [isMissing ? `${where} is missing.` : `${where} is not ${article(issue.expected)}.`]
  }
  if (issue.code !== 'invalid_union') return [`${where} ${issue.message}.`]
  if (where.startsWith('columns.'))
    return [
      `${where} is a header, or {"columns": […], "join": ", "}, or {"constant": "…"}, and is none of them.`,
    ]
  if (where === 'dates')
    return [`dates is one of ${dateFormats.map(format => `"${format}"`).join(', ')}.`]
  return [`${where} is "others", or the list of headers that are known and not used.`]
}

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`)

type Parsed = Omit<z.infer<typeof shape>, 'key'> & { readonly key: readonly string[] }

/** What is well formed and still makes no sense. */
function faultsOf(profile: Parsed): readonly string[] {
  const { kind, columns, optional, key, values, file } = profile
  const known: Readonly<Record<string, string>> = fieldsOf[kind]
  const isKnown = (field: string) => Object.hasOwn(known, field)
  const isMapped = (field: string) => Object.hasOwn(columns, field)
  const faults: string[] = []

  for (const field of Object.keys(columns).filter(field => !isKnown(field)))
    faults.push(
      `columns.${field} is not a field of ${kind}; the fields are ${Object.keys(known).join(', ')}.`,
    )
  for (const field of neededBy[kind].fields.filter(field => !isMapped(field)))
    faults.push(`columns.${field} is missing: ${kind} need it.`)
  for (const group of neededBy[kind].oneOf.filter(group => !group.some(isMapped)))
    faults.push(
      `One of ${group.map(field => `columns.${field}`).join(', ')} is missing: ${kind} need it.`,
    )
  for (const field of optional.filter(field => !isMapped(field)))
    faults.push(`optional has ${field}, which columns does not.`)
  for (const field of key.filter(field => !isMapped(field) || optional.includes(field)))
    faults.push(`key has ${field}, which columns does not, or which may be empty.`)
  if (file.trailerRequired && file.trailer === null)
    faults.push('file.trailerRequired is true, and file.trailer does not say what a trailer is.')
  if (file.delimiter === file.quote) faults.push('file.delimiter and file.quote are the same.')
  if (isMapped('instalments') !== isMapped('firstInstalmentOn'))
    faults.push('columns.instalments and columns.firstInstalmentOn go together.')

  const need = (list: unknown, says: string, fields: readonly string[]) => {
    const coded = fields.filter(field => isMapped(field) && typeof columns[field] === 'string')
    if (coded.length > 0 && list === undefined) faults.push(`${says} is missing: ${coded} need it.`)
  }
  need(values.transactionKind, 'values.transactionKind', ['kind'])
  need(values.liability, 'values.liability', ['liability'])
  need(values.stage, 'values.stage', ['stage'])
  need(
    values.flags,
    'values.flags',
    Object.keys(columns).filter(field => known[field] === 'flag'),
  )
  return faults
}
