import { createHash } from 'node:crypto'
import { formatAmount, type Pence, sum } from '#values/money.ts'
import { bacsText } from '../direct-debit/characters.ts'

/** One payment on a list, as finance is told of it. */
export type ListLine = {
  readonly refundId: string
  readonly holder: string
  readonly sortCode: string
  readonly accountNumber: string
  readonly amount: Pence
  /** The account that was in credit, as its source calls it: what the payee sees on their statement. */
  readonly reference: string
  /** Who proposed it and who agreed to it: never one person. */
  readonly proposedBy: string
  readonly agreedBy: string
}

const columns = [
  'record',
  'line',
  'our_reference',
  'account_holder',
  'sort_code',
  'account_number',
  'amount',
  'payee_reference',
  'proposed_by',
  'agreed_by',
]

/** What banks carry of a text, and nothing that a spreadsheet would take for a formula. */
const plain = (text: string): string => bacsText(text).replace(/^[-.&/ ]+/, '')

/** A member of staff's name: no comma or quote, and nothing that a spreadsheet would take for a formula. */
const staffName = (text: string): string =>
  text
    .replaceAll(/[^\p{L}\p{M}\p{N} .’-]/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .replace(/^[-. ]+/, '')
    .trimEnd()

const pounds = (amount: Pence): string => formatAmount(amount).replaceAll(',', '')

/** What we call a refund on a list, in finance's file and on its own page. */
export const lineReference = (serial: number, line: number): string =>
  `R${String(serial).padStart(6, '0')}-${String(line).padStart(4, '0')}`

/**
 * The file of a list for the council's finance system: CSV with a heading, a line a payment, and a last line with how many there are and what
 * they come to. Each line names the two people who decided on it, the last the two who let the list go. The same list is always the same bytes.
 */
export function listFile(
  serial: number,
  lines: readonly ListLine[],
  list: { readonly proposedBy: string; readonly releasedBy: string },
): Buffer {
  const rows = lines.map((line, n) => [
    'PAY',
    String(n + 1),
    lineReference(serial, n + 1),
    plain(line.holder),
    line.sortCode,
    line.accountNumber,
    pounds(line.amount),
    plain(line.reference),
    staffName(line.proposedBy),
    staffName(line.agreedBy),
  ])
  const total = pounds(sum(lines.map(({ amount }) => amount)))
  const last = [
    'TOTAL',
    String(lines.length),
    lineReference(serial, 0),
    '',
    '',
    '',
    total,
    '',
    staffName(list.proposedBy),
    staffName(list.releasedBy),
  ]
  return Buffer.from([columns, ...rows, last].map(row => `${row.join(',')}\r\n`).join(''))
}

/** What is in a list, without saying it: who releases it releases this and nothing else. */
export const hashOfList = (lines: readonly ListLine[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        lines.map(line => [
          line.refundId,
          line.holder,
          line.sortCode,
          line.accountNumber,
          String(line.amount),
        ]),
      ),
    )
    .digest('hex')
