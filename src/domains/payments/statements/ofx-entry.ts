import { isCurrency, readAmount, type ReadAmount } from './amount.ts'
import { dayOf } from './days.ts'
import type { Values } from './ofx.ts'
import { StatementRefused } from './refuse.ts'
import type { Entry } from './statement.ts'

/** `YYYYMMDD`, with or without a time and a zone: the bank's own day. */
export function ofxDay(text: string): Temporal.PlainDate | undefined {
  const found = /^(\d{4})(\d{2})(\d{2})(?:\D|\d{6}|\d{4}|$)/.exec(text.trim())
  const read = found && dayOf(Number(found[1]), Number(found[2]), Number(found[3]))
  return read && !read.isMade ? read.day : undefined
}

/** An amount with its sign, and a full stop or a comma before the decimals. */
export function signedOfx(text: string, currency: string): ReadAmount {
  const found = /^([+-])?(.*)$/.exec(text.trim())
  const read = readAmount(found?.[2] ?? '', currency, 'either')
  return read.ok && found?.[1] === '-' ? { ...read, minor: -read.minor } : read
}

/** A transaction. Its identification (FITID) is not unique in practice, so it is only part of what it is known by. */
export function ofxEntry(values: Values, statementCurrency: string | undefined): Entry {
  const said = values.get('CURRENCY.CURSYM')
  // `CURRENCY` says what the amount is in; `ORIGCURRENCY`, what it was before the bank changed it.
  const currency = said !== undefined && isCurrency(said) ? said : (statementCurrency ?? '')
  const name = (values.get('NAME') ?? values.get('PAYEE.NAME') ?? '').slice(0, 200)
  const which = values.get('FITID') ?? name
  const read = signedOfx(values.get('TRNAMT') ?? '', currency)
  if (!read.ok)
    throw new StatementRefused(
      'transaction',
      `The amount of transaction “${which.slice(0, 40)}” cannot be used because ${read.fault}. Ask the bank for the file again.`,
    )
  const on = ofxDay(values.get('DTPOSTED') ?? '')
  if (!on)
    throw new StatementRefused(
      'transaction',
      `Transaction “${which.slice(0, 40)}” has no day that exists. Ask the bank for the file again.`,
    )
  const minor = read.minor < 0n ? -read.minor : read.minor
  const amount = { minor, currency }
  return {
    is: 'entry',
    side: read.minor < 0n ? 'debit' : 'credit',
    amount,
    isReversal: values.has('CORRECTFITID'),
    status: minor === 0n ? 'information' : 'booked',
    bookedOn: on,
    valueOn: ofxDay(values.get('DTAVAIL') ?? '') ?? on,
    bankReference: values.get('FITID')?.slice(0, 255),
    code: (values.get('TRNTYPE') ?? '').slice(0, 20),
    details: [
      {
        amount,
        references: [values.get('REFNUM'), values.get('CHECKNUM')].filter(
          (reference): reference is string => reference !== undefined && reference !== '0',
        ),
        counterparty: name,
        remittance: (values.get('MEMO') ?? '').slice(0, 2000),
      },
    ],
    doubts: [],
    fault: read.isLong ? `it has more decimals than ${currency} has` : undefined,
  }
}
