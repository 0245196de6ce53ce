import { csvLine } from '#values/csv.ts'
import { sum, type Pence } from '#values/money.ts'

/** A message as a file has it. */
export type FileMessage = {
  readonly number: bigint
  readonly attempt: number
  readonly kind: string
  readonly reference: string
  readonly happenedOn: Temporal.PlainDate
  /** Pence that it adds to what is owed; null where it is not about money. */
  readonly amount: Pence | null
  readonly code: string
  readonly untilOn: Temporal.PlainDate | null
  /** The number of the message that this one puts right or takes back, in the same source. */
  readonly follows: bigint | null
  readonly says: string
}

export type FileHead = {
  readonly council: string
  readonly source: string
  readonly serial: number
  readonly madeOn: Temporal.PlainDate
}

/** What a file for a source is, and of which form. */
export const fileMark = 'evenhand-write-back'
export const replyMark = 'evenhand-reply'
export const balancesMark = 'evenhand-balances'
export const version = '1'

/** What a file is called: by its source and serial number, which no other has. */
export const nameOf = ({ source, serial }: Pick<FileHead, 'source' | 'serial'>): string =>
  `${source}-${String(serial).padStart(6, '0')}.csv`

/**
 * A file as text: a header that says whose it is and which, a line for each message, and a trailer with how many there are and
 * what their pence come to. The same messages are always the same bytes. The README says what each column is.
 */
export const fileText = (head: FileHead, messages: readonly FileMessage[]): string =>
  [
    [
      'H',
      fileMark,
      version,
      head.council,
      head.source,
      String(head.serial),
      head.madeOn.toString(),
    ],
    ...messages.map(message => [
      'M',
      String(message.number),
      String(message.attempt),
      message.kind,
      message.reference,
      message.happenedOn.toString(),
      message.amount === null ? '' : String(message.amount),
      message.code,
      message.untilOn?.toString() ?? '',
      message.follows === null ? '' : String(message.follows),
      message.says,
    ]),
    ['T', String(messages.length), String(totalOf(messages))],
  ]
    .map(csvLine)
    .join('')

/** What the money of these messages comes to, in pence. */
export const totalOf = (messages: readonly Pick<FileMessage, 'amount'>[]): Pence =>
  sum(messages.map(({ amount }) => amount ?? 0n))
