import { isCurrency } from './amount.ts'
import type { BaiRecord } from './bai2.ts'
import { readable } from './characters.ts'
import { shortDay } from './days.ts'
import { StatementRefused } from './refuse.ts'
import type { Balance, Closes, Entry, Opens } from './statement.ts'

/** A whole number with a sign, in the smallest unit of its currency: BAI2 never writes a decimal mark. */
export const readWhole = (text: string): bigint | undefined => {
  const found = /^([+-])?0*(\d{1,17})$/.exec(text.trim())
  return found ? BigInt(`${found[1] === '-' ? '-' : ''}${found[2]}`) : undefined
}

/** Codes of money sent back, and of corrections, in the standard's table. */
const returns = new Set(['255', '257', '260', '261', '266', '555', '557', '561', '566'])
const corrections = new Set(['252', '552'])

/** One account of a group: its balances, its transactions as they come, and what its trailer must say. */
export class Bai2Account {
  readonly currency: string
  readonly #account: string
  readonly #on: Temporal.PlainDate | undefined
  readonly #isInterim: boolean
  readonly #balances = new Map<string, bigint>()
  readonly #doubts: string[] = []
  #total = 0n
  #records: number

  constructor(
    record: BaiRecord,
    group: {
      readonly currency: string
      readonly on: Temporal.PlainDate | undefined
      readonly isInterim: boolean
    },
  ) {
    const [account = '', currency = '', ...rest] = record.fields
    this.currency = currency || group.currency
    if (!isCurrency(this.currency))
      throw new StatementRefused(
        'bai2',
        `Line ${record.line}: “${this.currency.slice(0, 10)}” is not a currency.`,
      )
    this.#account = account
    this.#on = group.on
    this.#isInterim = group.isInterim
    this.#records = record.physical
    this.#readBalances(rest, record.line)
  }

  /** `code, amount, items, funds type (and what belongs to it)`, again and again. */
  #readBalances(fields: readonly string[], line: number): void {
    let n = 0
    while (n < fields.length) {
      const code = fields[n] ?? ''
      const amount = fields[n + 1] ?? ''
      const fundsAt = n + 3
      const funds = (fields[fundsAt] ?? '').trim()
      n = fundsAt + 1 + fundsFields(fields, fundsAt)
      if (code.trim() === '' || amount.trim() === '') continue
      const read = readWhole(amount)
      if (read === undefined || !/^\d{3}$/.test(code) || !/^[012SVDZ]?$/.test(funds))
        throw new StatementRefused(
          'bai2',
          `Line ${line}: a balance cannot be read. Ask the bank for the file again.`,
        )
      this.#total += read
      if (!this.#balances.has(code)) this.#balances.set(code, read)
    }
  }

  opens = (): Opens => ({
    is: 'opens',
    kind: this.#isInterim ? 'report' : 'statement',
    format: 'BAI2',
    account: this.#account.replaceAll(/\s/g, ''),
    currency: this.currency,
    reference: this.#on?.toString() ?? '',
  })

  transaction({ line, fields, text, physical }: BaiRecord): Entry {
    const [code = '', amountText = ''] = fields
    const minor = readWhole(amountText)
    if (minor === undefined || minor < 0n || !/^\d{3}$/.test(code))
      throw new StatementRefused(
        'bai2',
        `Line ${line}: a transaction's amount cannot be read. Ask the bank for the file again.`,
      )
    this.#total += minor
    this.#records += physical
    const after = 3 + fundsFields(fields, 2)
    const [bankReference = '', customerReference = ''] = fields.slice(after)
    const free = text
      .split(',')
      .slice(1 + after + 2)
      .join(',')
    const valueOn = (fields[2] ?? '').trim() === 'V' ? shortDay(fields[3] ?? '')?.day : undefined
    const amount = { minor, currency: this.currency }
    const side = sideOf(Number(code))
    return {
      is: 'entry',
      side: side ?? 'credit',
      amount,
      isReversal: corrections.has(code),
      status: side === undefined || minor === 0n ? 'information' : 'booked',
      bookedOn: this.#on,
      valueOn: valueOn ?? this.#on,
      bankReference: bankReference.trim() || undefined,
      code,
      details: [
        {
          amount,
          references: customerReference.trim() === '' ? [] : [customerReference.trim()],
          counterparty: readable(/DBNM: ?(.*?)(?= [A-Z]{4}: |$)/.exec(free)?.[1] ?? ''),
          remittance: readable(free).slice(0, 2000),
          returnReason: returns.has(code)
            ? (/Reason: "([^"]+)"/.exec(free)?.[1] ?? code)
            : undefined,
        },
      ],
      doubts: [],
    }
  }

  ended({ physical }: BaiRecord) {
    this.#records += physical
    return { total: this.#total, records: this.#records }
  }

  closes(): Closes {
    const balance = (code: string): Balance | undefined => {
      const minor = this.#balances.get(code)
      return minor === undefined
        ? undefined
        : { minor, currency: this.currency, ...(this.#on && { on: this.#on }) }
    }
    return {
      is: 'closes',
      opening: balance('010'),
      closing: balance('015'),
      from: this.#on,
      to: this.#on,
      declared: [],
      doubts: this.#doubts,
    }
  }
}

/** How many fields follow a funds type, which says when the money can be used. */
function fundsFields(fields: readonly string[], at: number): number {
  switch ((fields[at] ?? '').trim()) {
    case 'S':
      return 3
    case 'V':
      return 2
    case 'D': {
      const pairs = Number(fields[at + 1] ?? 0)
      return 1 + 2 * (Number.isInteger(pairs) && pairs >= 0 && pairs < 100 ? pairs : 0)
    }
    default:
      return 0
  }
}

/** 100 to 399 put money in and 400 to 699 take it out; so do the ranges banks may fill themselves. The rest moves nothing. */
const sideOf = (code: number): Entry['side'] | undefined =>
  (code >= 100 && code <= 399) || (code >= 920 && code <= 959)
    ? 'credit'
    : (code >= 400 && code <= 699) || (code >= 960 && code <= 999)
      ? 'debit'
      : undefined
