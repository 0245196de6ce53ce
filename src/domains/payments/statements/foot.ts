import { amountInWords } from './amount.ts'
import { StatementRefused } from './refuse.ts'
import type { Balance, Closes, Entry, Opens, Part } from './statement.ts'

/** A closed statement, and whether it was shown to foot. */
export type Closed = Closes & {
  readonly isShownToFoot: boolean
  readonly entries: number
  readonly credits: bigint
  readonly debits: bigint
}

export type CheckedPart = Opens | Entry | Closed

/**
 * Passes statements on as they are read and refuses, with the difference, the first whose opening balance and booked
 * entries do not come to its closing balance in its currency, or whose own totals are not what came. A statement that
 * says no opening or no closing balance passes, and is said not to be shown.
 */
export async function* footed(parts: AsyncIterable<Part>): AsyncGenerator<CheckedPart> {
  let opened: Opens | undefined
  let sums = nothing()
  for await (const part of parts) {
    if (part.is === 'opens') {
      opened = part
      sums = nothing()
    } else if (part.is === 'entry') count(sums, part)
    else {
      yield {
        ...part,
        ...check(opened, part, sums),
        entries: sums.entries,
        credits: sums.credits,
        debits: sums.debits,
      }
      continue
    }
    yield part
  }
}

type Sums = {
  entries: number
  credits: bigint
  debits: bigint
  creditCount: number
  debitCount: number
  /** What cannot be added up: entries in other currencies, or that cannot be read. */
  others: number
  readonly net: Map<string, bigint>
}
const nothing = (): Sums => ({
  entries: 0,
  credits: 0n,
  debits: 0n,
  creditCount: 0,
  debitCount: 0,
  others: 0,
  net: new Map(),
})

function count(sums: Sums, { side, amount, status, fault }: Entry): void {
  sums.entries++
  // MT942's totals count what it lists, though none of it is final.
  if (side === 'credit') {
    sums.credits += amount.minor
    sums.creditCount++
  } else {
    sums.debits += amount.minor
    sums.debitCount++
  }
  if (fault !== undefined) sums.others++
  if (status !== 'booked') return
  const signed = side === 'credit' ? amount.minor : -amount.minor
  sums.net.set(amount.currency, (sums.net.get(amount.currency) ?? 0n) + signed)
}

function check(
  opened: Opens | undefined,
  { opening, closing, inOtherCurrencies = [], declared }: Closes,
  sums: Sums,
): { readonly isShownToFoot: boolean } {
  const which = nameOf(opened)
  for (const says of declared) {
    const pairs: readonly (readonly [string, bigint | number | undefined, bigint | number])[] = [
      ['credits', says.credits, sums.credits],
      ['debits', says.debits, sums.debits],
      ['number of credits', says.creditCount, sums.creditCount],
      ['number of debits', says.debitCount, sums.debitCount],
    ]
    for (const [name, said, came] of pairs) {
      if (said === undefined || said === came) continue
      throw new StatementRefused(
        'totals',
        `${which} says that its ${name} come to ${inWords(said, says.currency)}, and ${inWords(came, says.currency)} came. Ask the bank for it again.`,
      )
    }
  }
  if (!opening || !closing) return { isShownToFoot: false }
  if (opening.currency !== closing.currency)
    throw new StatementRefused(
      'currencies',
      `${which} opens in ${opening.currency} and closes in ${closing.currency}, so it cannot be added up. Ask the bank for it again.`,
    )
  const each = [{ opening, closing }, ...inOtherCurrencies]
  const foreign = [...sums.net.keys()].find(
    currency => currency !== '' && !each.some(one => one.opening.currency === currency),
  )
  if (foreign !== undefined)
    throw new StatementRefused(
      'currencies',
      `${which} is in ${opening.currency} and has an entry in ${foreign}, so it cannot be added up. Ask the bank for it again.`,
    )
  for (const one of each) checkBalances(which, one, sums)
  return { isShownToFoot: true }
}

function checkBalances(
  which: string,
  { opening, closing }: { readonly opening: Balance; readonly closing: Balance },
  sums: Sums,
): void {
  const { currency } = opening
  const should = opening.minor + (sums.net.get(currency) ?? 0n)
  const difference = closing.minor - should
  if (difference === 0n) return
  throw new StatementRefused(
    'does-not-foot',
    `${which} does not add up: it opens at ${amountInWords(opening)}, its entries bring it to ${amountInWords({ minor: should, currency })}, and it closes at ${amountInWords(closing)}, a difference of ${amountInWords({ minor: difference, currency })}.${sums.others > 0 ? ` ${sums.others} of its entries cannot be read.` : ''} Ask the bank for it again.`,
  )
}

const inWords = (value: bigint | number, currency: string): string =>
  typeof value === 'bigint' ? amountInWords({ minor: value, currency }) : String(value)

/** The account by its last four figures alone: a refusal is kept and shown, and the whole number need not be. */
export const nameOf = (opened: Opens | undefined): string =>
  opened === undefined
    ? 'The statement'
    : `Statement ${opened.sequence ?? opened.reference}${opened.account === '' ? '' : ` of the account ending ${opened.account.slice(-4)}`}`
