import type { Amount } from './statement.ts'

/** ISO 4217: currencies that do not have two decimals. */
const decimals: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
}

export const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text)

export const decimalsOf = (currency: string): number => decimals[currency] ?? 2

export type ReadAmount =
  | {
      readonly ok: true
      readonly minor: bigint
      /** More decimals than the currency has, all noughts. */ readonly isLong: boolean
    }
  | { readonly ok: false; readonly fault: string }

/**
 * An amount without a sign, as text, into the smallest unit of its currency; never by way of a fraction. `mark` is what
 * stands before the decimals. Refused: anything but figures and one mark, a part of the smallest unit, more than fifteen
 * figures before the mark.
 */
export function readAmount(text: string, currency: string, mark: '.' | ',' | 'either'): ReadAmount {
  if (!isCurrency(currency))
    return { ok: false, fault: 'its currency is not three capital letters' }
  const written = mark === 'either' ? text.replace(',', '.') : text.replace(mark, '.')
  const found = /^(\d{1,20})(?:\.(\d{0,20}))?$/.exec(written)
  if (!found || (mark === ',' && text.includes('.')))
    return { ok: false, fault: `“${text.slice(0, 30)}” is not an amount` }
  const whole = (found[1] ?? '').replace(/^0+(?=\d)/, '')
  if (whole.length > 15) return { ok: false, fault: 'it is larger than any bank balance' }
  const places = decimalsOf(currency)
  const given = found[2] ?? ''
  if (/[1-9]/.test(given.slice(places)))
    return { ok: false, fault: `it has a part of the smallest unit of ${currency}` }
  const minor = BigInt(whole + given.slice(0, places).padEnd(places, '0'))
  return { ok: true, minor, isLong: given.length > places }
}

/** 1234n of GBP → "12.34 GBP", as the sentences of a refusal write it. */
export function amountInWords({ minor, currency }: Amount): string {
  const places = decimalsOf(currency)
  const figures = `${minor < 0n ? -minor : minor}`.padStart(places + 1, '0')
  const text = places === 0 ? figures : `${figures.slice(0, -places)}.${figures.slice(-places)}`
  return `${minor < 0n ? '-' : ''}${text} ${currency}`
}
