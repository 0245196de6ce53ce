import type { Db } from '#platform/db.ts'
import { decode } from './decode.ts'
import { type JudgedRow, type Judgement, judgeOf, rawOf, type StagedValue } from './judge.ts'
import { type Profile, sameHeader } from './profile.ts'
import { records } from './records.ts'
import { FileRefused } from './refuse.ts'
import {
  headerOf,
  type Judged,
  readTrailer,
  refuseOtherCouncil,
  refuseUnsound,
} from './whole-file.ts'

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
  source_benefit_ends_on: 'date',
  transaction_reference: 'text',
  given_reference: 'text',
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
  const { trailer, delimiter, quote, skipLines, encoding } = profile.file
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
    const judgement = record.isMisquoted ? misquoted(record.cells) : judge(record.cells)
    judged.total += judgement.ok ? judgement.row.amount : judgement.amount
    lines += `${judged.rows},${record.line},${restOfLine(judgement)}`
    if (lines.length > 65_536) {
      yield lines
      lines = ''
    }
  }
  refuseUnsound(judged, profile, trailerLine > 0)
  if (lines !== '') yield lines
}

const misquoted = (cells: readonly string[]): Judgement => ({
  ok: false,
  fault: {
    column: 'the whole row',
    says: 'a quote ends in the middle of a column, so it cannot be told where the column does',
  },
  amount: 0n,
  key: null,
  raw: rawOf(cells),
})

const restOfLine = (judgement: Judgement): string =>
  judgement.ok
    ? `,,,${cell(judgement.row.naturalKey)},${judgement.row.amount}${fieldsOf(judgement.row.fields)}\n`
    : `${cell(judgement.fault.column)},${cell(judgement.fault.says)},${cell(judgement.raw)},${cell(judgement.key)},${judgement.amount}${noFields}\n`

/** A value as COPY reads it: nothing is null, text is always quoted, a list is an array. */
function cell(value: StagedValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return `"${value.replaceAll('"', '""')}"`
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return Array.isArray(value) ? list(value) : String(value)
}

const knownLists = new WeakMap<readonly unknown[], string>()

function list(values: readonly unknown[]): string {
  const known = knownLists.get(values)
  if (known !== undefined) return known
  const items = values.map(item =>
    typeof item === 'string'
      ? `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
      : String(item),
  )
  const written = `"${`{${items.join(',')}}`.replaceAll('"', '""')}"`
  // Lists of days are shared by very many rows; others are each row's own.
  if (values[0] instanceof Temporal.PlainDate) knownLists.set(values, written)
  return written
}

const fieldsOf = (fields: JudgedRow['fields']): string => {
  let line = ''
  for (const column of columnNames) line += `,${cell(fields[column])}`
  return line
}

const noFields = ','.repeat(columnNames.length)
