import type { Db } from '#platform/db.ts'
import type { Pence } from '#values/money.ts'
import { headersOf, type Profile, sameHeader } from './profile.ts'
import { type JudgedRow, type Judgement, judgeOf, type StagedValue } from './judge.ts'
import { decode } from './decode.ts'
import { readMoney, withoutCardNumbers } from './cells.ts'
import { type FileRecord, records } from './records.ts'
import { FileRefused } from './refuse.ts'

/** What a pass over a whole file found. */
export type Judged = {
  header: readonly string[]
  rows: number
  blankLines: number
  total: Pence
  declaredRows: number | null
  declared: Pence | null
}

const mostColumns = 500

/** The columns that come from a row, in the order they are written, and their types. */
const columns = {
  source: 'text',
  reference: 'text',
  debt_type: 'text',
  person_number: 'text',
  party_kind: 'text',
  name: 'text',
  date_of_birth: 'date',
  national_insurance_number: 'text',
  company_number: 'text',
  lines: 'text[]',
  postcode: 'text',
  telephone: 'text',
  email: 'text',
  is_placeholder: 'boolean',
  has_odd_characters: 'boolean',
  deceased_on: 'date',
  joint_person_number: 'text',
  joint_name: 'text',
  joint_date_of_birth: 'date',
  joint_national_insurance_number: 'text',
  property_reference: 'text',
  property_address: 'text',
  property_postcode: 'text',
  uprn: 'text',
  rateable_value: 'bigint',
  property_description: 'text',
  period_from: 'date',
  period_to: 'date',
  due_on: 'date',
  instalments_due_on: 'date[]',
  instalments: 'bigint[]',
  source_stage: 'text',
  source_reminder_on: 'date',
  source_second_reminder_on: 'date',
  source_final_notice_on: 'date',
  source_in_dispute: 'boolean',
  source_arrangement: 'boolean',
  source_breathing_space_from: 'date',
  source_breathing_space_to: 'date',
  transaction_reference: 'text',
  kind: 'text',
  effective_on: 'date',
  narrative: 'text',
  payer_name: 'text',
} as const satisfies Readonly<Record<string, string>>
const columnNames = Object.keys(columns)

/**
 * Where the rows of one file wait, in our own fields, until they are applied later in the same transaction. Nobody else
 * sees it, and it is gone with the transaction, whatever becomes of that.
 */
const stagedTable = `
  drop table if exists pg_temp.staged;
  create temporary table staged (
    row_no int primary key, line_no int not null, fault_column text, fault text, raw text[], natural_key text,
    amount bigint not null default 0, ${Object.entries(columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', ')}) on commit drop`

/** Judges a whole file and stages its rows, for `applyStaged`. Throws `FileRefused` when the file is wrong as a whole. */
export async function stage(db: Db, bytes: AsyncIterable<Uint8Array>, of: ToStage): Promise<void> {
  await db.script(stagedTable)
  await db.copy(stagedTarget, stagedLines(bytes, of))
}

const stagedTarget = `pg_temp.staged (row_no, line_no, fault_column, fault, raw, natural_key, amount, ${columnNames.join(', ')})`

/** Stages one row of a file that is in already, judged again by itself, for the same `applyStaged`. */
export async function stageRow(
  db: Db,
  row: { readonly rowNo: number; readonly lineNo: number; readonly judgement: Judgement },
): Promise<void> {
  await db.script(stagedTable)
  await db.copy(
    stagedTarget,
    (async function* () {
      yield `${row.rowNo},${row.lineNo},${restOfLine(row.judgement)}`
    })(),
  )
}

type ToStage = {
  readonly profile: Profile
  readonly businessDate: Temporal.PlainDate
  readonly judged: Judged
}

/**
 * Reads a file from first byte to last and gives the lines to COPY into the staged table, a row each: good ones in our
 * fields, put-aside ones with column, reason and text. `judged` fills as it goes. Anything wrong with the file as a
 * whole (encoding, header, trailer, totals) refuses it. Memory does not grow with the file.
 */
async function* stagedLines(
  bytes: AsyncIterable<Uint8Array>,
  { profile, businessDate, judged }: ToStage,
): AsyncGenerator<string> {
  const { trailer, trailerRequired, delimiter, quote, skipLines, encoding } = profile.file
  let header: readonly string[] | undefined
  let judge: ReturnType<typeof judgeOf> | undefined
  let trailerLine = 0
  let skipped = 0
  let councilColumn = -1
  let lines = ''

  for await (const record of records(decode(bytes, encoding), { delimiter, quote })) {
    if (skipped < skipLines) {
      skipped += 1
      continue
    }
    if (record.cells.every(cell => cell.trim() === '')) {
      judged.blankLines += 1
      continue
    }
    if (!header || !judge) {
      header = headerOf(record, profile)
      judged.header = header
      judge = judgeOf(profile, header, businessDate)
      const { council } = profile
      councilColumn =
        council === null ? -1 : header.findIndex(name => sameHeader(name, council.column))
      continue
    }
    if (trailerLine > 0) {
      throw new FileRefused(
        'after-trailer',
        `Line ${record.line} comes after the trailer on line ${trailerLine}: two files may have been joined.`,
      )
    }
    if (trailer && record.cells[0]?.trim() === trailer.marker) {
      trailerLine = record.line
      readTrailer(record, profile, judged)
      continue
    }
    refuseOtherCouncil(record, profile, councilColumn)
    judged.rows += 1
    const judgement = judge(record.cells)
    judged.total += judgement.ok ? judgement.row.amount : judgement.amount
    lines += `${judged.rows},${record.line},${restOfLine(judgement)}`
    if (lines.length > 65_536) {
      yield lines
      lines = ''
    }
  }
  // A trailer that says there are none is a quiet day; without one, nobody knows.
  if (!header || (judged.rows === 0 && judged.declaredRows !== 0)) {
    throw new FileRefused(
      'no-rows',
      'The file has no rows. An empty file is not a quiet day: ask the source whether its extract ran.',
    )
  }
  if (trailerRequired && trailerLine === 0) {
    throw new FileRefused(
      'no-trailer',
      `The file ends without its trailer (${trailer?.marker}), so some of it may be missing. Ask for it to be sent again.`,
    )
  }
  if (judged.declaredRows !== null && judged.declaredRows !== judged.rows) {
    throw new FileRefused(
      'wrong-count',
      `The trailer says ${judged.declaredRows} rows and the file has ${judged.rows}. Ask for it to be sent again.`,
    )
  }
  if (judged.declared !== null && judged.declared !== judged.total) {
    throw new FileRefused(
      'wrong-total',
      `The trailer says ${pounds(judged.declared)} and the rows come to ${pounds(judged.total)}. Ask for it to be sent again.`,
    )
  }
  if (lines !== '') yield lines
}

const pounds = (amount: Pence) => `£${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`

/** The header, if every column the profile needs is in it once and, where the profile lists them all, no other. */
function headerOf({ cells, line }: FileRecord, profile: Profile): readonly string[] {
  if (cells.length > mostColumns) {
    throw new FileRefused(
      'too-many-columns',
      `The header on line ${line} has ${cells.length} columns, and no list has more than ${mostColumns}.`,
    )
  }
  const found = cells.map(cell => cell.trim().normalize('NFC'))
  const needed = headersOf(profile)
  const missing = needed.filter(name => !found.some(other => sameHeader(name, other)))
  const unknown =
    profile.ignore === 'others'
      ? []
      : found.filter(name => !needed.some(other => sameHeader(name, other)))
  const twice = found.filter(
    (name, n) => found.indexOf(name) !== n && needed.some(other => sameHeader(name, other)),
  )
  const quoted = (names: readonly string[]) =>
    names
      .slice(0, 12)
      .map(name => `“${withoutCardNumbers(name).slice(0, 60)}”`)
      .join(', ')
  const faults = [
    missing.length > 0 && `It does not have ${quoted(missing)}.`,
    unknown.length > 0 && `It has ${quoted(unknown)}, which the profile does not know.`,
    twice.length > 0 && `It has ${quoted(twice)} more than once, and either could be meant.`,
  ].filter(fault => fault !== false)
  if (faults.length > 0) {
    throw new FileRefused(
      'header',
      `The header on line ${line} is not this feed’s. ${faults.join(' ')} Use the right feed, or change the profile.`,
    )
  }
  return found
}

function readTrailer(
  { cells, line }: FileRecord,
  { file: { trailer }, money }: Profile,
  judged: Judged,
): void {
  if (!trailer) return
  const rows = cells[trailer.rows]?.trim() ?? ''
  const total = readMoney(cells[trailer.total] ?? '', { ...money, zero: 'allow' })
  if (!/^\d{1,9}$/.test(rows) || !total.ok) {
    throw new FileRefused(
      'trailer',
      `The trailer on line ${line} does not say how many rows there are and what they come to.`,
    )
  }
  judged.declaredRows = Number(rows)
  judged.declared = total.value
}

function refuseOtherCouncil(
  { cells, line }: FileRecord,
  { council }: Profile,
  column: number,
): void {
  if (council === null || column < 0) return
  const found = cells[column]?.trim() ?? ''
  if (found !== '' && found !== council.is) {
    throw new FileRefused(
      'other-council',
      `Line ${line} says “${withoutCardNumbers(found).slice(0, 40)}” in ${council.column}, and this council’s files say “${council.is}”: it looks like another council’s file.`,
    )
  }
}

const restOfLine = (judgement: Judgement): string =>
  judgement.ok
    ? `,,,${cell(judgement.row.naturalKey)},${judgement.row.amount}${fieldsOf(judgement.row.fields)}\n`
    : `${cell(judgement.fault.column)},${cell(judgement.fault.says)},${cell(judgement.raw)},,${judgement.amount}${noFields}\n`

/** A value as COPY reads it: nothing is null, text is always quoted, a list is an array. */
function cell(value: StagedValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return `"${value.replaceAll('"', '""')}"`
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Array.isArray(value)) {
    const items = value.map(item =>
      typeof item === 'string'
        ? `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
        : String(item),
    )
    return `"${`{${items.join(',')}}`.replaceAll('"', '""')}"`
  }
  return String(value)
}

const fieldsOf = (fields: JudgedRow['fields']): string => {
  let line = ''
  for (const column of columnNames) line += `,${cell(fields[column])}`
  return line
}

const noFields = ','.repeat(columnNames.length)
