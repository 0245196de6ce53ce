import { type Pence, parsePounds } from '#values/money.ts'
import type { BankAccount } from '../modulus.ts'
import type { Element } from './xml.ts'

/** What is wrong with a report: a sentence. Thrown by its readers, and an outcome where they are asked. */
export class NotAReport extends Error {
  override readonly name = 'NotAReport'
}

export const notReport = (says: string): never => {
  throw new NotAReport(says)
}

/** An attribute that has to be there. */
export const needed = ({ name, attributes, line }: Element, attribute: string): string => {
  const value = attributes[attribute]?.trim()
  return value === undefined || value === ''
    ? notReport(`“${name}” at line ${line} has no “${attribute}”.`)
    : value
}

/** An attribute that may be absent. */
export const given = ({ attributes }: Element, attribute: string): string | undefined =>
  attributes[attribute]?.trim() || undefined

/** Pounds and pence as reports write them, `65.00` or `1,065.00`. */
export const amountOf = (text: string, where: Element): Pence =>
  /\.\d\d$/.test(text)
    ? (parsePounds(text) ?? notReport(`The amount at line ${where.line} cannot be read.`))
    : notReport(`The amount at line ${where.line} does not have two decimal places.`)

/** A day as reports write it: `2026-11-02`, or as indemnity claims do, `02/11/2026`. */
export function dayOf(text: string, where: Element): Temporal.PlainDate {
  const spoken = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text)
  const iso = spoken ? `${spoken[3]}-${spoken[2]}-${spoken[1]}` : text
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) {
    try {
      return Temporal.PlainDate.from(iso, { overflow: 'reject' })
    } catch {
      // No such day: said below.
    }
  }
  return notReport(`The day at line ${where.line} cannot be read.`)
}

/** A count or sequence number. */
export const numberOf = (text: string, where: Element): number =>
  /^\d{1,12}$/.test(text)
    ? Number(text)
    : notReport(`The number at line ${where.line} cannot be read.`)

/** An account, whose sort code may have hyphens; undefined where neither is given. Half an account is refused. */
export function accountOf(
  sortCode: string | undefined,
  accountNumber: string | undefined,
  where: Element,
): BankAccount | undefined {
  if (sortCode === undefined && accountNumber === undefined) return undefined
  const account = {
    sortCode: (sortCode ?? '').replaceAll('-', ''),
    accountNumber: accountNumber ?? '',
  }
  return /^\d{6}$/.test(account.sortCode) && /^\d{8}$/.test(account.accountNumber)
    ? account
    : notReport(`The new account at line ${where.line} is not one.`)
}
