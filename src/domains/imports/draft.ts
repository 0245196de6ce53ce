import { basename, extname } from 'node:path'
import { addressColumns, fieldsFound, kindOf } from './draft-fields.ts'
import { columnsSeen, dateFormatsOf, flagsOf, moneyOf, type Seen } from './draft-columns.ts'
import { delimiterOf, encodingOf, firstRecords, usualWidth } from './draft-file.ts'
import { debtNamed, noteOn, wordsForDebts, wordsForKinds } from './draft-words.ts'
import { type Field, type FileKind, fieldsOf, neededBy } from './fields.ts'
import { judgeOf, type Judgement } from './judge.ts'
import { type Profile, readProfile } from './profile.ts'
import { formatPounds } from '#values/money.ts'

/** A mapping profile to start from, what was recognised or has to be confirmed, and what the first rows would read as. */
export type Draft = {
  readonly profile: Profile | Readonly<Record<string, unknown>>
  readonly notes: readonly string[]
  readonly sample: readonly Readonly<Record<string, string>>[]
}

const rowsLookedAt = 1000

/**
 * Drafts a profile from a file's header and first thousand rows. Nothing is loaded. What it cannot know is said in
 * `notes`, as sentences; when a needed column was not found the profile is not valid yet, and the notes say why.
 */
export async function draftProfile(bytes: Uint8Array, fileName: string): Promise<Draft> {
  const { encoding, text, notes: ofEncoding } = encodingOf(bytes)
  const delimiter = await delimiterOf(text)
  const found = await firstRecords(text.replace(/^\ufeff/, ''), delimiter, rowsLookedAt + 20)
  const width = usualWidth(found)
  const skipLines = Math.max(
    0,
    found.findIndex(({ cells }) => cells.length === width),
  )
  const header = found[skipLines]?.cells.map(cell => cell.trim()) ?? []
  const rows = found.slice(skipLines + 1).map(({ cells }) => cells)
  if (header.length < 2 || rows.length === 0)
    return {
      profile: {},
      notes: [...ofEncoding, 'No header with rows under it was found.'],
      sample: [],
    }

  const { columns, notRecords } = columnsSeen(
    header,
    rows.filter(({ length }) => length === width),
  )
  const kind = kindOf(columns)
  const fields = wholePairs(fieldsFound(kind, columns))
  const drafted = profileOf({ kind, columns, fields, fileName })
  const profile = {
    ...drafted,
    file: {
      encoding,
      delimiter,
      quote: '"',
      skipLines,
      trailer: trailerOf(rows, width),
      notRecords,
    },
  }
  const read = readProfile(JSON.stringify(profile))
  const isTrailer = (cells: readonly string[]) => cells[0]?.trim() === profile.file.trailer?.marker
  const judged = read.ok
    ? rows
        .filter(cells => !isTrailer(cells))
        .map(judgeOf(read.value, header, Temporal.Now.plainDateISO('Europe/London')))
    : []
  return {
    profile,
    notes: [
      ...ofEncoding,
      `Its columns are parted by ${delimiter === '\t' ? 'tabs' : `“${delimiter}”`}, and there are ${header.length} of them.`,
      `It looks like a list of ${{ accounts: 'debts', transactions: 'payments and other movements', register: 'properties, with no debts in it' }[kind]}: change “kind” if it is not.`,
      ...notesOn(drafted, fields),
      ...(read.ok ? [howManyRead(judged)] : [read.refusal.says]),
    ],
    sample: judged.slice(0, 5).map(asRead),
  }
}

type Drafting = {
  readonly kind: FileKind
  readonly columns: readonly Seen[]
  readonly fields: ReadonlyMap<Field, Seen>
  readonly fileName: string
}

function profileOf({ kind, columns, fields, fileName }: Drafting) {
  const types: Readonly<Record<string, string>> = fieldsOf[kind]
  const of = (type: string) => [...fields].filter(([field]) => types[field] === type)
  const formats = [...new Set(of('date').flatMap(([, seen]) => dateFormatsOf(seen).slice(0, 1)))]
  const money = moneyOf(
    kind,
    of('money').map(([, seen]) => seen),
  )
  const address =
    kind === 'transactions' ? [] : addressColumns(kind, columns, new Set(fields.values()))
  const name = nameFrom(fileName)
  const debtType = fields.get('debtType')
  const kinds = fields.get('kind')
  return {
    name,
    title: basename(fileName, extname(fileName)),
    version: 1,
    source: name,
    kind,
    dates: formats.length > 0 ? formats : ['dd/mm/yyyy'],
    money,
    columns: {
      ...Object.fromEntries([...fields].map(([field, { header }]) => [field, header])),
      ...(address.length === 1 && { address: address[0] }),
      ...(address.length > 1 && { address: { columns: address, join: ', ' } }),
      ...(kind === 'accounts' && !debtType && { debtType: { constant: debtNamed(fileName) } }),
      ...(kind === 'transactions' && !kinds && { kind: { constant: 'payment' } }),
    },
    optional: [
      ...[...fields]
        .filter(([field, seen]) => mayBeEmpty(kind, field, seen))
        .map(([field]) => field),
      ...(kind === 'accounts' && address.length > 0 ? ['address'] : []),
    ],
    ignore: 'others',
    values: {
      ...(debtType && { debtType: wordsForDebts(debtType.values) }),
      ...(kinds && { transactionKind: wordsForKinds(kinds.values) }),
      ...(of('flag').length > 0 && {
        flags: Object.assign({}, ...of('flag').map(([, seen]) => flagsOf(seen))),
      }),
    },
    placeholderNames: [
      'THE ACCOUNT HOLDER',
      'THE OCCUPIER',
      'THE LIABLE PERSON',
      'ACCOUNT HOLDER',
      'UNKNOWN',
    ],
  } as const
}

/** A count of instalments says nothing without the first one's day, and the other way round. */
function wholePairs(fields: ReadonlyMap<Field, Seen>): ReadonlyMap<Field, Seen> {
  const pair: readonly Field[] = ['instalments', 'firstInstalmentOn']
  return pair.every(field => fields.has(field))
    ? fields
    : new Map([...fields].filter(([field]) => !pair.includes(field)))
}

/** A needed field that is empty on a few rows is a fault of those rows; one that is often empty is how the list is. */
function mayBeEmpty(kind: FileKind, field: Field, { empty }: Seen): boolean {
  const types: Readonly<Record<string, string>> = fieldsOf[kind]
  if (
    ['reference', 'transactionReference', 'amount', 'kind', 'debtType', 'effectiveOn'].includes(
      field,
    )
  )
    return false
  if (field === 'accountReference' || field === 'occupied') return true
  return types[field] === 'text' ? true : empty > 0.02
}

/** A trailer is a last row of another width that begins with a word and says how many rows there were. */
function trailerOf(rows: readonly (readonly string[])[], width: number) {
  const last = rows.at(-1) ?? []
  const marker = last[0]?.trim() ?? ''
  if (last.length === width || !/^[A-Z]{1,12}$/i.test(marker)) return null
  const count = last.findIndex((cell, n) => n > 0 && Number(cell.trim()) === rows.length - 1)
  const total = last.findIndex((cell, n) => n > 0 && n !== count && /\d/.test(cell))
  return count < 0 || total < 0 ? null : { marker, rows: count, total }
}

const nameFrom = (fileName: string): string =>
  basename(fileName, extname(fileName))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .replace(/-+$/, '') || 'my-list'

function notesOn(
  { kind, columns, values }: ReturnType<typeof profileOf>,
  fields: Drafting['fields'],
) {
  const missing = neededBy[kind].fields.filter(field => !Object.hasOwn(columns, field))
  const flags = (values as { flags?: Record<string, string> }).flags ?? {}
  return [
    ...[...fields].map(([field, seen]) => noteOn(kind, field, seen)),
    ...(missing.length > 0
      ? [`Not found, and needed: ${missing.join(', ')}. Put the right headers in “columns”.`]
      : []),
    ...(kind === 'accounts' && !fields.has('debtType')
      ? [
          'To confirm: no column says what kind of debt it is; “debtType” has one kind for all of them.',
        ]
      : []),
    ...(kind === 'transactions' && !fields.has('kind')
      ? ['To confirm: no column says what kind of movement it is, so all are taken for payments.']
      : []),
    ...(Object.keys(flags).length > 0
      ? [
          `To confirm: ${Object.entries(flags)
            .map(([word, means]) => `“${word}” means ${means}`)
            .join(', ')}.`,
        ]
      : []),
  ]
}

function howManyRead(judged: readonly Judgement[]): string {
  const reasons = new Map<string, number>()
  for (const judgement of judged) {
    if (judgement.ok) continue
    const reason = `${judgement.fault.column}: ${judgement.fault.says}`
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const good = judged.filter(({ ok }) => ok).length
  const told = [...reasons].slice(0, 8).map(([reason, rows]) => `${rows} × ${reason}`)
  return `Of the first ${judged.length} rows it would read ${good}${told.length > 0 ? ` and put aside ${judged.length - good} (${told.join('; ')})` : ''}.`
}

function asRead(judgement: Judgement): Readonly<Record<string, string>> {
  if (!judgement.ok) return { 'put aside': `${judgement.fault.column}: ${judgement.fault.says}` }
  const { fields, amount } = judgement.row
  return Object.fromEntries(
    Object.entries({ ...fields, ...(amount > 0n && { amount }) })
      .map(([field, value]) => [field, [value ?? []].flat().map(inWords).join(' / ')] as const)
      .filter(([, value]) => value !== '' && value !== 'false'),
  )
}

const inWords = (value: string | boolean | bigint | Temporal.PlainDate): string =>
  typeof value === 'bigint' ? formatPounds(value) : String(value)
