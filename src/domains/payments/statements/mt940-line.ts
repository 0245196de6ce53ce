import { readAmount } from './amount.ts'
import { readable } from './characters.ts'
import { dayOf, madeUpDay, type ReadDay, shortDay } from './days.ts'
import { StatementRefused } from './refuse.ts'
import type { Entry } from './statement.ts'

/**
 * `YYMMDD[MMDD] mark [funds letter] amount [kind] reference[//bank's reference]`. `CR` is a credit with the funds letter R;
 * `RC` is the reversal of a credit, which takes money out, and `RD` puts it back.
 */
const line61 = /^(\d{6})(\d{4})?\s*(R[CD]|E[CD]|[CD])([A-Z])?(\d[\d]*,\d*)([A-Z][A-Z0-9 ]{3})?(.*)$/

/** SWIFT's own type of a transaction that is an item sent back. */
const returnedItem = /^[A-Z]RTI$/

/** A transaction line. A day or an amount that cannot be read refuses the file: the statement could not be believed. */
export function readLine61(
  { line, text }: { readonly line: number; readonly text: readonly string[] },
  currency: string,
  isInterim: boolean,
): Entry {
  const [first = '', ...more] = text
  const found = line61.exec(first.trimEnd())
  const value = found && shortDay(found[1] ?? '')
  const read = found && readAmount(found[5] ?? '', currency, ',')
  if (!found || !value || !read?.ok)
    throw new StatementRefused(
      'transaction',
      `Line ${line} is a transaction that cannot be read${found && !value ? ': its day does not exist' : ''}. Ask the bank for the file again.`,
    )
  const booked = found[2] === undefined ? value : bookingDay(found[2], value.day)
  const mark = found[3] ?? 'C'
  const [given = '', atBank] = (found[7] ?? '').split('//')
  const amount = { minor: read.minor, currency }
  return {
    is: 'entry',
    side: mark === 'C' || mark === 'RD' || mark === 'EC' ? 'credit' : 'debit',
    amount,
    isReversal: mark.startsWith('R'),
    status:
      read.minor === 0n ? 'information' : isInterim || mark.startsWith('E') ? 'pending' : 'booked',
    bookedOn: (booked ?? value).day,
    valueOn: value.day,
    bankReference: atBank?.trim() || undefined,
    code: (found[6] ?? '').trim(),
    details: [
      {
        amount,
        references: /^\s*(NONREF|EREF|)\s*$/.test(given) ? [] : [given.trim()],
        counterparty: '',
        remittance: readable(more.join(' ')),
        returnReason: returnedItem.test(found[6] ?? '') ? 'RTI' : undefined,
      },
    ],
    doubts: value.isMade ? [madeUpDay(found[1] ?? '', value.day)] : [],
  }
}

/** The day it was booked, of the year nearest to its value day: 31 December is valued on 2 January of the next. */
function bookingDay(text: string, value: Temporal.PlainDate): ReadDay | undefined {
  const month = Number(text.slice(0, 2))
  const year =
    value.year +
    (value.month === 12 && month === 1 ? 1 : value.month === 1 && month === 12 ? -1 : 0)
  return dayOf(year, month, Number(text.slice(2)))
}
