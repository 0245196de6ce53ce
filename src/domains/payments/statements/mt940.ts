import { readAmount } from './amount.ts'
import { characters, encodingOf, lines, readable } from './characters.ts'
import { shortDay } from './days.ts'
import { readLine61 } from './mt940-line.ts'
import { readNarrative } from './mt940-narrative.ts'
import { StatementRefused } from './refuse.ts'
import type { Balance, Declared, Entry, Part, Source } from './statement.ts'

type Field = { readonly line: number; readonly tag: string; text: string[] }

/** A tag at the start of a line; anything else carries on the field before. */
const tagged = /^:(\d{2}[A-Z]?|NS[A-Z]?|940):(.*)$/

/**
 * Reads SWIFT MT940 customer statements and MT942 interim reports: one statement or many, with or without the envelope of
 * the network, CR LF or LF, UTF-8 or Latin-1. What a bank writes between statements is passed over. Refused: a transaction
 * outside a statement, and an MT940 that ends before its closing balance, because something has been cut off.
 */
export async function* readMt940(source: Source): AsyncGenerator<Part> {
  let message = new Message()
  for await (const field of fields(source)) {
    if (field.tag === '20') {
      if (message.isBegun) yield message.closes(field.line)
      message = new Message()
    }
    yield* message.take(field)
    if (field.tag === 'end' && message.isBegun) {
      yield* message.entries()
      yield message.closes(field.line)
      message = new Message()
    }
  }
}

async function* fields(source: Source): AsyncGenerator<Field> {
  let field: Field | undefined
  let last = 0
  let isClosing = false
  const text = characters(source, await encodingOf(source))
  for await (const { number, text: line } of lines(text)) {
    last = number
    const found = tagged.exec(line.replace(/^\{.*\{4:(?=:)/, ''))
    const tag = found?.[1]
    if (tag !== undefined) {
      if (field) yield field
      isClosing = tag === '62F' || tag === '62M' || tag === '90C' || (isClosing && tag !== '20')
      field = { line: number, tag, text: [found?.[2] ?? ''] }
    } else if (isClosing && /^-\S{0,6}\s*$/.test(line)) {
      if (field) yield field
      field = undefined
      isClosing = false
      yield { line: number, tag: 'end', text: [] }
    } else field?.text.push(line)
  }
  if (field) yield field
  yield { line: last, tag: 'end', text: [] }
}

/** One message as its fields come. */
class Message {
  #account = ''
  #reference = ''
  #sequence: string | undefined
  #isInterim = false
  #isOpen = false
  #currency = ''
  #opening: Balance | undefined
  #closing: Balance | undefined
  readonly #declared: Declared[] = []
  readonly #doubts: string[] = []
  #entry: Entry | undefined
  isBegun = false;

  *take(field: Field): Generator<Part> {
    const first = field.text[0]?.trim() ?? ''
    if (
      field.tag !== 'end' &&
      field.tag !== '20' &&
      field.tag !== '940' &&
      !this.isBegun &&
      field.tag === '61'
    )
      throw new StatementRefused(
        'outside',
        `Line ${field.line} is a transaction that stands outside any statement, so the file is not whole. Ask the bank for it again.`,
      )
    switch (field.tag) {
      case '20':
        this.isBegun = true
        this.#reference = first.slice(0, 100)
        break
      case '25':
      case '25P':
        this.#account = first.replaceAll(/\s/g, '').slice(0, 60)
        break
      case '28':
      case '28C':
        this.#sequence = first
        break
      case '34F':
        this.#isInterim = true
        this.#currency = first.slice(0, 3)
        break
      case '60F':
      case '60M':
        this.#opening = this.#balance(field, first)
        this.#currency = this.#opening.currency
        break
      case '62F':
      case '62M':
        yield* this.entries()
        this.#closing = this.#balance(field, first)
        break
      case '90C':
      case '90D':
        yield* this.entries()
        this.#declare(field, first)
        break
      case '61':
        yield* this.entries()
        if (!this.#isOpen) yield this.#opens()
        this.#entry = readLine61(field, this.#currency, this.#isInterim)
        break
      case '86':
        if (this.#entry) this.#entry = withNarrative(this.#entry, field.text)
        yield* this.entries()
        break
    }
  }

  /** The entry that was waiting for its narrative. */
  *entries(): Generator<Part> {
    if (this.#entry) yield this.#entry
    this.#entry = undefined
    if (this.isBegun && !this.#isOpen && (this.#opening || this.#isInterim)) yield this.#opens()
  }

  #opens(): Part {
    this.#isOpen = true
    return {
      is: 'opens',
      kind: this.#isInterim ? 'report' : 'statement',
      format: 'MT940',
      account: this.#account,
      ...(this.#currency !== '' && { currency: this.#currency }),
      reference: this.#reference,
      sequence: this.#sequence,
    }
  }

  closes(line: number): Part {
    if (!this.#closing && !this.#isInterim)
      throw new StatementRefused(
        'cut-off',
        `The statement that ends on line ${line} has no closing balance (:62F:), so it has been cut off. Ask the bank for it again.`,
      )
    return {
      is: 'closes',
      opening: this.#opening,
      closing: this.#closing,
      from: this.#opening?.on,
      to: this.#closing?.on,
      declared: this.#declared,
      doubts: this.#doubts,
    }
  }

  #balance(field: Field, text: string): Balance {
    const found = /^([CD])(\d{6})([A-Z]{3})([\d,]+)$/.exec(text)
    const read = found && readAmount(found[4] ?? '', found[3] ?? '', ',')
    const on = found && shortDay(found[2] ?? '')
    if (!found || !read?.ok || !on)
      throw new StatementRefused(
        'balance',
        `Line ${field.line} is a balance that cannot be read. Ask the bank for the file again.`,
      )
    if (on.isMade)
      this.#doubts.push(
        `Line ${field.line} gives a day that does not exist; ${on.day.toString()} is meant.`,
      )
    return {
      minor: found[1] === 'D' ? -read.minor : read.minor,
      currency: found[3] ?? '',
      on: on.day,
    }
  }

  #declare({ tag, line }: Field, text: string): void {
    const found = /^(\d{1,5})([A-Z]{3})([\d,]+)$/.exec(text)
    const read = found && readAmount(found[3] ?? '', found[2] ?? '', ',')
    if (!found || !read?.ok)
      throw new StatementRefused('totals', `Line ${line} is a total that cannot be read.`)
    const count = Number(found[1])
    this.#declared.push({
      currency: found[2] ?? '',
      ...(tag === '90C'
        ? { credits: read.minor, creditCount: count }
        : { debits: read.minor, debitCount: count }),
    })
  }
}

function withNarrative(entry: Entry, text: readonly string[]): Entry {
  const { counterparty, references, remittance } = readNarrative(text)
  const [whole] = entry.details
  if (!whole) return entry
  return {
    ...entry,
    details: [
      {
        ...whole,
        counterparty,
        references: [...whole.references, ...references],
        remittance: readable(`${remittance} ${whole.remittance}`).slice(0, 2000),
      },
    ],
  }
}
