import { readText } from './cells.ts'
import { withoutCardNumbers } from '#values/card-numbers.ts'
import type { JudgedRow } from './judge.ts'
import type { Profile } from './profile.ts'
import type { RowReaders } from './row-readers.ts'

/** Something that happened on an account since it was billed. Its key is its name in the ledger. */
export function transactionRow(
  read: RowReaders,
  { source, values }: Profile,
  { key }: { readonly key: string },
): JudgedRow['fields'] {
  const account = read.get('accountReference', readText)
  const kind = read.word('kind', values.transactionKind)
  const effective = read.day('effectiveOn', 1990, read.thisYear + 1)
  return {
    source,
    transaction_reference: key,
    reference: account,
    // What is kept where no account has that reference: payers write card numbers where one should be.
    given_reference: account === null ? null : withoutCardNumbers(account),
    kind,
    effective_on: effective,
    narrative: read.text('narrative') || sentenceFor(kind, read.text('method')),
    payer_name: read.text('payerName'),
  }
}

const sentenceFor = (kind: string | null, method: string | null): string =>
  kind === 'payment' ? `Payment received${method ? ` by ${method}` : ''}` : (kind ?? '')
