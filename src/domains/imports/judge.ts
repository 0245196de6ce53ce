import type { Pence } from '#values/money.ts'
import { readReference, readText } from './cells.ts'
import { withoutCardNumbers } from '#values/card-numbers.ts'
import { accountRow } from './judge-account.ts'
import { registerRow } from './judge-register.ts'
import { transactionRow } from './judge-transaction.ts'
import type { Profile } from './profile.ts'
import { longestField } from './records.ts'
import {
  type Day,
  refuseMisshapen,
  type RowFault,
  type RowReaders,
  rowReaders,
  type Text,
  Wrong,
} from './row-readers.ts'

/** What one column of the staged table can hold. */
export type StagedValue =
  Text | Day | boolean | bigint | readonly (string | bigint | Temporal.PlainDate)[]

/** A row in our own fields, ready to be staged. What a file of its kind does not have is null. */
export type JudgedRow = {
  readonly naturalKey: Text
  readonly amount: Pence
  readonly fields: Readonly<Record<string, StagedValue>>
}

export type Judgement =
  | { readonly ok: true; readonly row: JudgedRow }
  | {
      readonly ok: false
      readonly fault: RowFault
      /** What the row says it comes to, when that much could be read: a file's totals count it. */
      readonly amount: Pence
      /** What it says where its key should be, for counting references; never believed. */
      readonly key: Text
      readonly raw: readonly string[]
    }

const rowOf: Record<
  Profile['kind'],
  (read: RowReaders, profile: Profile, given: { amount: Pence; key: string }) => JudgedRow['fields']
> = { accounts: accountRow, transactions: transactionRow, register: registerRow }

/**
 * Judges the rows of a file under its profile: `header` is the file's own, already found to fit. Gives each row in our
 * fields or its first fault with the column's own name; never both, never a guess.
 */
export function judgeOf(
  profile: Profile,
  header: readonly string[],
  businessDate: Temporal.PlainDate,
): (cells: readonly string[]) => Judgement {
  const readersOf = rowReaders(profile, header, businessDate)
  return cells => {
    let amount: Pence = 0n
    const read = readersOf(cells)
    try {
      refuseMisshapen(cells, header)
      // The money first, so that a row put aside for another reason still counts in the file's totals.
      if (profile.kind !== 'register') amount = read.money('amount') ?? 0n
      refuseSmall(amount, read, profile)
      const key = keyOf(read, profile)
      const fields = rowOf[profile.kind](read, profile, { amount, key })
      return { ok: true, row: { naturalKey: key, amount, fields } }
    } catch (thrown) {
      if (!(thrown instanceof Wrong)) throw thrown
      const key = keyIfAny(read, profile)
      return { ok: false, fault: thrown.fault, amount, key, raw: rawOf(cells) }
    }
  }
}

/** The cells of a row as they may be kept and shown: never a card number, never more than a field can be. */
export const rawOf = (cells: readonly string[]): readonly string[] =>
  cells.map(cell => withoutCardNumbers(cell).slice(0, longestField))

/** What makes a row the same row in another file. */
const keyOf = (read: RowReaders, { key }: Profile): string =>
  key.map(field => read.get(field, key.length === 1 ? readReference : readText) ?? '').join(' / ')

function keyIfAny(read: RowReaders, profile: Profile): Text {
  try {
    return keyOf(read, profile)
  } catch (thrown) {
    if (thrown instanceof Wrong) return null
    throw thrown
  }
}

/** Whatever the profile can read: nobody owes less than nothing, and what moves is a kind and an amount. */
function refuseSmall(amount: Pence, read: RowReaders, { kind }: Profile): void {
  if (kind === 'register' || amount > 0n) return
  if (amount < 0n) throw new Wrong(read.nameOf('amount'), 'it is less than nothing')
  if (kind === 'transactions') throw new Wrong(read.nameOf('amount'), 'it is nothing')
}
