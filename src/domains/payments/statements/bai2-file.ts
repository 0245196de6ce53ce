import { amountInWords } from './amount.ts'
import type { BaiRecord } from './bai2.ts'
import { Bai2Account, readWhole } from './bai2-account.ts'
import { shortDay } from './days.ts'
import { StatementRefused } from './refuse.ts'
import type { Part } from './statement.ts'

type Sums = { total: bigint; children: number; records: number }
const nothing = (): Sums => ({ total: 0n, children: 0, records: 0 })

/** What a group may be beside new figures, by its status: none of it is money that came. */
const notUpdates: ReadonlyMap<string, string> = new Map([
  ['2', 'deletes what it sent before'],
  ['4', 'is a test'],
])
/** As-of-date modifiers of figures that are not final: the final ones say them again. */
const interim = new Set(['1', '3'])

/** A file as its records come: 01 (02 (03 16… 49)… 98)… 99, each trailer checked against what came. */
export class Bai2File {
  #file: Sums | undefined
  #group:
    | (Sums & {
        readonly currency: string
        readonly on: Temporal.PlainDate | undefined
        readonly isInterim: boolean
      })
    | undefined
  #account: Bai2Account | undefined
  isEnded = false;

  *take(record: BaiRecord): Generator<Part> {
    if (this.isEnded) throw this.#out(record, 'nothing follows a file trailer')
    if (this.#file) this.#file.records += record.physical
    if (this.#group) this.#group.records += record.physical
    switch (record.code) {
      case '01':
        if (this.#file) throw this.#out(record, 'a file has one header')
        this.#file = { ...nothing(), records: record.physical }
        break
      case '02':
        if (!this.#file || this.#group)
          throw this.#out(record, 'a group begins inside a file, after the one before has ended')
        if (record.fields[2] !== undefined && notUpdates.has(record.fields[2]))
          throw new StatementRefused(
            'bai2',
            `Line ${record.line}: the bank says that this group ${notUpdates.get(record.fields[2])}. Ask the bank what it takes the place of, and for a whole report.`,
          )
        this.#group = {
          ...nothing(),
          records: record.physical,
          // The standard's own default, where neither group nor account says.
          currency: record.fields[5] || 'USD',
          on: shortDay(record.fields[3] ?? '')?.day,
          isInterim: interim.has(record.fields[6] ?? ''),
        }
        break
      case '03':
        if (!this.#group || this.#account)
          throw this.#out(record, 'an account begins inside a group')
        this.#account = new Bai2Account(record, this.#group)
        yield this.#account.opens()
        break
      case '16':
        if (!this.#account) throw this.#out(record, 'a transaction stands inside an account')
        yield this.#account.transaction(record)
        break
      case '49': {
        if (!this.#account || !this.#group)
          throw this.#out(record, 'an account trailer ends an account')
        const { total, records } = this.#account.ended(record)
        this.#foot(record, { what: 'account', currency: this.#account.currency, total, records })
        this.#group.total += total
        this.#group.children++
        yield this.#account.closes()
        this.#account = undefined
        break
      }
      case '98': {
        if (!this.#group || !this.#file || this.#account)
          throw this.#out(record, 'a group trailer ends a group')
        this.#foot(record, { what: 'group', ...this.#group })
        this.#file.total += this.#group.total
        this.#file.children++
        this.#group = undefined
        break
      }
      case '99':
        if (!this.#file || this.#group) throw this.#out(record, 'a file trailer ends a file')
        this.#foot(record, { what: 'file', currency: 'USD', ...this.#file })
        this.isEnded = true
        break
    }
  }

  #foot(
    { line, fields, code }: BaiRecord,
    sums: {
      readonly what: string
      readonly currency: string
      readonly total: bigint
      readonly children?: number
      readonly records: number
    },
  ): void {
    const says = readWhole(fields[0] ?? '')
    if (says === undefined)
      throw new StatementRefused(
        'bai2',
        `Line ${line}: the total of the ${sums.what} cannot be read.`,
      )
    if (says !== sums.total)
      throw new StatementRefused(
        'totals',
        `Line ${line}: the ${sums.what}'s amounts come to ${sums.total} and its trailer says ${says}, a difference of ${amountInWords({ minor: says - sums.total, currency: 'USD' }).replace(' USD', '')}. Ask the bank for the file again.`,
      )
    const counts = code === '49' ? [sums.records] : [sums.children ?? 0, sums.records]
    counts.forEach((count, n) => {
      const said = fields[n + 1] ?? ''
      if (!/^\d{1,9}$/.test(said) || Number(said) !== count)
        throw new StatementRefused(
          'counts',
          `Line ${line}: the ${sums.what}'s trailer counts ${said.slice(0, 12)} and ${count} came, so the file is not whole. Ask the bank for it again.`,
        )
    })
  }

  #out = ({ line, code }: BaiRecord, because: string) =>
    new StatementRefused('bai2', `Line ${line} is a record ${code} out of its place: ${because}.`)
}
