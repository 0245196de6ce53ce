import { dateFormatsOf, type Seen } from './draft-columns.ts'
import { type Field, type FileKind, fieldsOf, transactionKinds } from './fields.ts'

const debts: readonly (readonly [RegExp, string])[] = [
  [/council ?tax|\bc ?tax\b|^ct/i, 'council tax'],
  [/business|nndr|\bndr\b|non.?dom|\brates\b/i, 'business rates'],
  [/overpay|hbop|housing ben/i, 'housing benefit overpayment'],
  [/^gar/i, 'garage'],
  [/lease|service charge|^lsc/i, 'leasehold service charge'],
  [/recharge|^rec/i, 'rechargeable repair'],
  [/former|tenan|\bfta\b|rent/i, 'former tenant arrears'],
  [/care|social/i, 'adult social care charge'],
  [/court|summons|cost/i, 'court costs'],
]
const movements: readonly (readonly [RegExp, (typeof transactionKinds)[number]])[] = [
  [/refund|^rfn?d/i, 'refund'],
  [/interest|^int/i, 'interest'],
  [/cost|summons|fee|^cst/i, 'costs'],
  [
    /credit note|write|reduc|decrease|discount|adjust.*(down|cr|-)|^(cr|ded|red|wo)/i,
    'adjustment down',
  ],
  [/debit|increase|adjust|^(dr|add|inc)/i, 'adjustment up'],
]

const eachWord = <Meaning>(values: readonly string[], meaningOf: (word: string) => Meaning) =>
  Object.fromEntries([...new Set(values)].slice(0, 60).map(word => [word, meaningOf(word)]))

/** The kind of debt that a word of the file, or the file's name, seems to mean; an invoice when it is none of them. */
export const debtNamed = (word: string): string =>
  debts.find(([pattern]) => pattern.test(word.replaceAll(/[_-]/g, ' ')))?.[1] ?? 'sundry invoice'

export const wordsForDebts = (values: readonly string[]) => eachWord(values, debtNamed)

export const wordsForKinds = (values: readonly string[]) =>
  eachWord(values, word => movements.find(([pattern]) => pattern.test(word))?.[1] ?? 'payment')

/** What was recognised in one column, and what about it has to be confirmed. */
export function noteOn(kind: FileKind, field: Field, seen: Seen): string {
  const types: Readonly<Record<string, string>> = fieldsOf[kind]
  const example = seen.values[0]?.slice(0, 40) ?? ''
  const says = `${field} is “${seen.header}” (“${example}”)`
  if (types[field] === 'date') {
    const [format, ...others] = dateFormatsOf(seen)
    const also = others.length > 0 ? ` (${others.join(', ')} would fit too)` : ''
    return `${says}, written ${format}${also}.`
  }
  if (field === 'debtType' || field === 'kind')
    return `To confirm: ${says}; see what its words are taken for in “values”.`
  if (seen.empty > 0) return `${says}, empty on ${Math.ceil(seen.empty * 100)} rows in a hundred.`
  return `${says}.`
}
