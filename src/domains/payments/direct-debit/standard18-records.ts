import assert from 'node:assert/strict'
import type { Pence } from '#values/money.ts'
import { bacsText } from './characters.ts'
import type { Payer, ServiceUser, Totals } from './standard18.ts'

type Day = Temporal.PlainDate

// The records of a Standard 18 file. Positions in the comments count from 1, as Bacs counts them.

type Labels = {
  readonly serviceUser: ServiceUser
  readonly serial: string
  readonly createdOn: Day
  readonly processingOn: Day
  readonly isMulti: boolean
  /** How many data records there are, contra records too. */
  readonly records: number
}

/** Puts fields at their first positions, and spaces everywhere else. A field over another or over the end is a fault. */
function line(length: number, fields: Readonly<Record<number, string>>): string {
  let text = ''
  for (const [position, value] of Object.entries(fields)) {
    assert(text.length < Number(position), `a field begins at ${position}, where another still is`)
    text = text.padEnd(Number(position) - 1) + value
  }
  assert(text.length <= length, 'a record is no longer than it may be')
  return text.padEnd(length)
}

/** A day as labels and multi-day records write it: a space, two figures of the year, three of the day in it. */
export const julian = ({ year, dayOfYear }: Day): string =>
  ` ${String(year % 100).padStart(2, '0')}${String(dayOfYear).padStart(3, '0')}`

const digits = (amount: bigint | number, width: number): string => {
  const text = String(amount).padStart(width, '0')
  assert(text.length === width, 'an amount or count fits its field')
  return text
}

const lengthOf = ({ isMulti }: Pick<Labels, 'isMulti'>): number => (isMulti ? 106 : 100)
const blockLength = 2000

export const volume = ({ serial, serviceUser }: Labels): string =>
  line(80, { 1: 'VOL1', 5: serial, 42: serviceUser.number, 80: '1' })

/** HDR1 or EOF1. The latter says how many blocks the data records took. */
export const header1 = (label: 'HDR1' | 'EOF1', labels: Labels): string => {
  const { serviceUser, serial, createdOn, processingOn, records } = labels
  const inBlock = Math.floor(blockLength / lengthOf(labels))
  const blocks = label === 'EOF1' ? Math.ceil(records / inBlock) : 0
  return line(80, {
    1: label,
    5: `A${serviceUser.number}S  1${serviceUser.number}`,
    22: serial,
    28: '0001',
    32: '0001',
    42: julian(createdOn),
    // After this day its carrier may be used again: the sender chooses.
    48: julian(processingOn.add({ months: 2 })),
    55: digits(blocks, 6),
  })
}

export const header2 = (label: 'HDR2' | 'EOF2', labels: Labels): string =>
  line(80, {
    1: label,
    5: 'F',
    6: digits(blockLength, 5),
    11: digits(lengthOf(labels), 5),
    51: '00',
  })

/** UHL1. A file for several days says so, and has no day here: each of its records has its own. */
export const userHeader = ({ processingOn, isMulti }: Labels): string =>
  line(80, {
    1: 'UHL1',
    5: isMulti ? '      ' : julian(processingOn),
    11: '999999',
    21: '00',
    23: '000000',
    29: isMulti ? '4 MULTI' : '1 DAILY',
    38: '001',
  })

type Data = {
  readonly code: string
  readonly reference: string
  readonly payer: Payer
  readonly serviceUser: ServiceUser
  readonly amount: Pence
  /** Only in a file for several days. */
  readonly on?: Day | undefined
}

export const data = ({ code, reference, payer, serviceUser, amount, on }: Data): string =>
  line(on ? 106 : 100, {
    1: payer.account.sortCode,
    7: payer.account.accountNumber,
    15: `0${code}`,
    18: serviceUser.account.sortCode,
    24: serviceUser.account.accountNumber,
    36: digits(amount, 11),
    47: bacsText(serviceUser.name),
    65: reference,
    83: bacsText(payer.name),
    ...(on && { 101: julian(on) }),
  })

/** What a day's debits come to, paid to the service user's own account. */
export const contra = ({
  serial,
  ...rest
}: Omit<Data, 'reference' | 'payer'> & { readonly serial: string }): string =>
  line(rest.on ? 106 : 100, {
    1: rest.serviceUser.account.sortCode,
    7: rest.serviceUser.account.accountNumber,
    15: `0${rest.code}`,
    18: rest.serviceUser.account.sortCode,
    24: rest.serviceUser.account.accountNumber,
    36: digits(rest.amount, 11),
    47: `DD ${serial}`,
    65: 'CONTRA',
    83: bacsText(rest.serviceUser.name),
    ...(rest.on && { 101: julian(rest.on) }),
  })

export const userTrailer = (totals: Totals): string =>
  line(80, {
    1: 'UTL1',
    5: digits(totals.debitTotal, 13),
    18: digits(totals.creditTotal, 13),
    31: digits(totals.debits, 7),
    38: digits(totals.credits, 7),
    53: digits(totals.instructions, 7),
  })
