import type { Pence } from '#values/money.ts'
import { headersOf, type Profile, sameHeader } from './profile.ts'
import { type JudgedRow, judgeOf } from './judge.ts'
import { decode } from './decode.ts'
import { readMoney, withoutCardNumbers } from './cells.ts'
import { type FileRecord, records } from './records.ts'
import { FileRefused } from './refuse.ts'

/** What a pass over a whole file found. */
export type Judged = {
  rows: number
  blankLines: number
  total: Pence
  declaredRows: number | null
  declared: Pence | null
}

const mostColumns = 500

/** The columns of `imports.staged` that come from a row, in the order they are written. */
export const stagedColumns = [
  'source',
  'reference',
  'debt_type',
  'person_number',
  'party_kind',
  'name',
  'date_of_birth',
  'national_insurance_number',
  'company_number',
  'lines',
  'postcode',
  'telephone',
  'email',
  'is_placeholder',
  'has_odd_characters',
  'deceased_on',
  'joint_person_number',
  'joint_name',
  'joint_date_of_birth',
  'joint_national_insurance_number',
  'property_reference',
  'property_address',
  'property_postcode',
  'uprn',
  'rateable_value',
  'property_description',
  'period_from',
  'period_to',
  'due_on',
  'instalments_due_on',
  'instalments',
  'source_stage',
  'source_reminder_on',
  'source_second_reminder_on',
  'source_final_notice_on',
  'source_in_dispute',
  'source_arrangement',
  'source_breathing_space_from',
  'source_breathing_space_to',
  'transaction_reference',
  'kind',
  'effective_on',
  'narrative',
  'payer_name',
] as const

export const stagedTarget = `imports.staged (council_id, file_id, row_no, line_no, fault_column, fault, raw, natural_key, amount, ${stagedColumns.join(', ')})`

/**
 * Reads a file from first byte to last and gives the lines to COPY into `imports.staged`, a row each: good ones in our
 * fields, put-aside ones with column, reason and text. `judged` fills as it goes. Anything wrong with the file as a
 * whole (encoding, header, trailer, totals) refuses it. Memory does not grow with the file.
 */
export async function* stagedLines(
  bytes: AsyncIterable<Uint8Array>,
  {
    councilId,
    fileId,
    profile,
    businessDate,
    judged,
  }: {
    readonly councilId: number
    readonly fileId: string
    readonly profile: Profile
    readonly businessDate: Temporal.PlainDate
    readonly judged: Judged
  },
): AsyncGenerator<string> {
  const { trailer, trailerRequired, delimiter, quote, skipLines, encoding } = profile.file
  let header: readonly string[] | undefined
  let judge: ReturnType<typeof judgeOf> | undefined
  let trailerLine = 0
  let skipped = 0
  let councilColumn = -1
  let lines = ''
  const prefix = `${councilId},${fileId}`

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
    const amount = judgement.ok ? judgement.row.amount : judgement.amount
    judged.total += amount
    lines += judgement.ok
      ? `${prefix},${judged.rows},${record.line},,,,${cell(judgement.row.naturalKey)},${amount}${fieldsOf(judgement.row.fields)}\n`
      : `${prefix},${judged.rows},${record.line},${cell(judgement.fault.column)},${cell(judgement.fault.says)},${cell(judgement.raw)},,${amount}${noFields}\n`
    if (lines.length > 65_536) {
      yield lines
      lines = ''
    }
  }
  if (!header || judged.rows === 0) {
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

type Value = JudgedRow['fields'][string] | readonly string[]

/** A value as COPY reads it: nothing is null, text is always quoted, a list is an array. */
function cell(value: Value | undefined): string {
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
  for (const column of stagedColumns) line += `,${cell(fields[column])}`
  return line
}

const noFields = ','.repeat(stagedColumns.length)
