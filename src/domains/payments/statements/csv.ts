import { readDate, records } from '#imports'
import { type ReadAmount, readAmount } from './amount.ts'
import { characters, markOf, readable, startOf } from './characters.ts'
import type { BankCsvProfile } from './csv-profile.ts'
import { StatementRefused } from './refuse.ts'
import type { Balance, Entry, Part, Source } from './statement.ts'

/**
 * Reads a bank's CSV download as its profile says: strictly by its headings. A running balance, where there is one, is
 * checked from line to line and gives the statement its opening and closing balance. Rows of another account than the
 * first begin another statement. A row that cannot be read refuses the file.
 */
export async function* readBankCsv(source: Source, profile: BankCsvProfile): AsyncGenerator<Part> {
  let reader: RowReader | undefined
  let run: Run | undefined
  let skipped = 0
  const text = characters(source, markOf(await startOf(source, 3)) ?? profile.encoding)
  for await (const { line, cells } of records(withoutMark(text), {
    delimiter: profile.delimiter,
    quote: '"',
  })) {
    if (skipped++ < profile.skipLines || cells.every(cell => cell.trim() === '')) continue
    if (!reader) {
      reader = new RowReader(profile, cells, line)
      continue
    }
    const row = reader.read(cells, line)
    if (run && run.account !== row.account) {
      yield run.closes()
      run = undefined
    }
    if (!run) {
      run = new Run(profile, row.account)
      yield run.opens()
    }
    run.take(row, line)
    yield row.entry
  }
  if (!run)
    throw new StatementRefused(
      'not-a-statement',
      `The file has no transactions under the headings of ${profile.title}.`,
    )
  yield run.closes()
}

async function* withoutMark(text: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const chunk of text) yield chunk.replace(/^\ufeff/, '')
}

type Row = { readonly entry: Entry; readonly account: string; readonly balance: bigint | undefined }

class RowReader {
  readonly #profile: BankCsvProfile
  readonly #at: ReadonlyMap<string, number>

  constructor(profile: BankCsvProfile, headings: readonly string[], line: number) {
    this.#profile = profile
    const found = headings.map(heading => heading.trim())
    const wanted = Object.values(profile.columns)
      .flat()
      .filter(heading => heading !== undefined)
    const twice = wanted.find(heading => found.indexOf(heading) !== found.lastIndexOf(heading))
    if (twice !== undefined)
      throw new StatementRefused(
        'headings',
        `Line ${line} has the heading “${twice}” more than once, so which column is meant cannot be told. Ask for the download again.`,
      )
    const missing = wanted.filter(heading => !found.includes(heading))
    if (missing.length > 0)
      throw new StatementRefused(
        'headings',
        `Line ${line} should have the headings of ${profile.title}, and lacks ${missing.map(one => `“${one}”`).join(', ')}. Choose the right bank, or ask for the download again.`,
      )
    this.#at = new Map(wanted.map(heading => [heading, found.indexOf(heading)]))
  }

  read(cells: readonly string[], line: number): Row {
    const { columns, currency, dates } = this.#profile
    const cell = (heading: string | undefined) =>
      heading === undefined ? '' : (cells[this.#at.get(heading) ?? -1] ?? '').trim()
    const bookedOn = readDate(cell(columns.bookedOn), dates, { from: 1990, to: 2200 })
    if (!bookedOn.ok) throw unread(line, `its day cannot be used because ${bookedOn.fault}`)
    const signed =
      columns.amount === undefined
        ? twoColumns(cell(columns.credit), cell(columns.debit), this.#profile)
        : signedCell(cell(columns.amount), this.#profile)
    if (!signed.ok) throw unread(line, `its amount cannot be used because ${signed.fault}`)
    const balance =
      columns.balance === undefined ? undefined : signedCell(cell(columns.balance), this.#profile)
    if (balance && !balance.ok)
      throw unread(line, `its balance cannot be used because ${balance.fault}`)
    const amount = { minor: signed.minor < 0n ? -signed.minor : signed.minor, currency }
    return {
      account: `${cell(columns.sortCode)}${cell(columns.account)}`.replaceAll(/[\s'-]/g, ''),
      balance: balance?.minor,
      entry: {
        is: 'entry',
        side: signed.minor < 0n ? 'debit' : 'credit',
        amount,
        isReversal: false,
        status: amount.minor === 0n ? 'information' : 'booked',
        bookedOn: bookedOn.value,
        valueOn: bookedOn.value,
        code: cell(columns.code),
        details: [
          {
            amount,
            references: [cell(columns.reference)].filter(text => text !== ''),
            counterparty: readable(cell(columns.payer)),
            remittance: readable(columns.description.map(cell).join(' ')).slice(0, 2000),
          },
        ],
        doubts: [],
      },
    }
  }
}

const unread = (line: number, why: string) =>
  new StatementRefused(
    'transaction',
    `Line ${line} cannot be read: ${why}. Ask the bank for the file again.`,
  )

/** An amount less than nothing without its sign, as each profile has it written; undefined for one that is not. */
const withoutSign: Readonly<
  Record<BankCsvProfile['negative'], (text: string) => string | undefined>
> = {
  minus: text => /^-(.*)$/.exec(text)?.[1],
  'trailing minus': text => /^(.*)-$/.exec(text)?.[1],
  parentheses: text => /^\((.*)\)$/.exec(text)?.[1],
  DR: text => /^(.*\d) ?DR$/.exec(text)?.[1],
}

/**
 * `£1,234.56`, with a sign as the profile says one is written: a pound sign and thousands are all that may be there beside figures. What is
 * in credit may say `CR` where what is overdrawn says `DR`.
 */
function signedCell(text: string, { currency, negative }: BankCsvProfile): ReadAmount {
  const negated = withoutSign[negative](text)
  const plain = negative === 'DR' ? text.replace(/ ?CR$/, '') : text.replace(/^\+/, '')
  const found = /^£?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)$/.exec(negated ?? plain)
  if (!found) return { ok: false, fault: `“${text.slice(0, 30)}” is not an amount` }
  const read = readAmount((found[1] ?? '').replaceAll(',', ''), currency, '.')
  if (read.ok && read.isLong)
    return { ok: false, fault: `it has more decimals than ${currency} has` }
  return read.ok && negated !== undefined ? { ...read, minor: -read.minor } : read
}

const isNothing = /^£?0+(\.0+)?$/

/**
 * Two columns, one of them empty or nothing. A sign would say the opposite of its column, or the same once more, and banks differ: it is
 * refused, but for the minus that the profile says every amount paid out has.
 */
function twoColumns(credit: string, debit: string, profile: BankCsvProfile): ReadAmount {
  const [paidIn = '', paidOut = ''] = [credit, debit].map(cell =>
    isNothing.test(cell) ? '' : cell,
  )
  if ((credit === '' && debit === '') || (paidIn !== '' && paidOut !== ''))
    return { ok: false, fault: 'it has to be either paid in or paid out' }
  const read = signedCell(paidIn || paidOut || '0', profile)
  if (!read.ok) return read
  const isOut = paidOut !== ''
  if (read.minor < 0n !== (isOut && profile.debitsAreNegative))
    return {
      ok: false,
      fault: `the sign of “${(paidIn || paidOut).slice(0, 30)}” is not the one of its column`,
    }
  return isOut && !profile.debitsAreNegative ? { ...read, minor: -read.minor } : read
}

/** The rows of one account, and what their running balance shows. */
class Run {
  readonly account: string
  readonly #profile: BankCsvProfile
  #first:
    | {
        readonly before: bigint
        readonly after: bigint
        readonly on: Temporal.PlainDate | undefined
      }
    | undefined
  #last:
    | {
        readonly before: bigint
        readonly after: bigint
        readonly on: Temporal.PlainDate | undefined
      }
    | undefined

  constructor(profile: BankCsvProfile, account: string) {
    this.#profile = profile
    this.account = account
  }

  opens = (): Part => ({
    is: 'opens',
    kind: 'statement',
    format: 'CSV',
    account: this.account,
    currency: this.#profile.currency,
    reference: this.#profile.name,
  })

  take({ entry, balance }: Row, line: number): void {
    if (balance === undefined) return
    const signed = entry.side === 'credit' ? entry.amount.minor : -entry.amount.minor
    const step = { before: balance - signed, after: balance, on: entry.bookedOn }
    const isNext =
      !this.#last ||
      (this.#profile.order === 'oldest first'
        ? step.before === this.#last.after
        : step.after === this.#last.before)
    if (!isNext)
      throw new StatementRefused(
        'does-not-foot',
        `Line ${line}: the balance does not follow from the line before and this amount, so a line is missing or changed. Ask the bank for the file again.`,
      )
    this.#first ??= step
    this.#last = step
  }

  closes(): Part {
    const [oldest, newest] =
      this.#profile.order === 'oldest first' ? [this.#first, this.#last] : [this.#last, this.#first]
    const balance = (
      minor: bigint | undefined,
      on: Temporal.PlainDate | undefined,
    ): Balance | undefined =>
      minor === undefined
        ? undefined
        : { minor, currency: this.#profile.currency, ...(on && { on }) }
    return {
      is: 'closes',
      opening: balance(oldest?.before, oldest?.on),
      closing: balance(newest?.after, newest?.on),
      from: oldest?.on,
      to: newest?.on,
      declared: [],
      doubts: [],
    }
  }
}
