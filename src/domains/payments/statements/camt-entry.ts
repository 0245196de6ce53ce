import { amountInWords, readAmount } from './amount.ts'
import { readable } from './characters.ts'
import { isoDay } from './days.ts'
import { StatementRefused } from './refuse.ts'
import type { Amount, Detail, Entry } from './statement.ts'
import { allOf, at, type Element, textAt } from './xml.ts'

type Read =
  | { readonly ok: true; readonly amount: Amount; readonly isLong: boolean }
  | { readonly ok: false; readonly fault: string }

/** The `Amt` in an element, without a sign. */
function amountIn(element: Element | undefined): Read {
  const amount = at(element, 'Amt')
  if (!amount) return { ok: false, fault: 'it has no amount' }
  const currency = amount.attributes['Ccy'] ?? ''
  const text = amount.text.trim()
  // A sign is against the standard and is this entry's fault; what is no number at all puts the whole file in doubt.
  if (!/^[+-]?\d+(\.\d*)?$/.test(text))
    throw new StatementRefused(
      'amount',
      `The amount “${text.slice(0, 30)}” is not a number, so the file cannot be believed. Ask the bank for it again.`,
    )
  const read = readAmount(text, currency, '.')
  return read.ok ? { ...read, amount: { minor: read.minor, currency } } : read
}

/** The same with its sign: a debit is less than nothing. */
export function signedAmount(element: Element): Read {
  const read = amountIn(element)
  const side = textAt(element, 'CdtDbtInd')
  if (!read.ok || side === 'CRDT') return read
  if (side !== 'DBIT') return { ok: false, fault: 'it is neither credit nor debit' }
  return { ...read, amount: { ...read.amount, minor: -read.amount.minor } }
}

/**
 * One booking. An amount that cannot be read, or that has more decimals than its currency, is a fault of this entry and
 * not of the file: it is put aside with its reason, and a statement with balances will then not foot.
 */
export function readCamtEntry(entry: Element): Entry {
  const read = amountIn(entry)
  const side = textAt(entry, 'CdtDbtInd')
  const status = statusOf(textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts'))
  const fault = !read.ok
    ? read.fault
    : read.isLong
      ? `it has more decimals than ${read.amount.currency} has`
      : side !== 'CRDT' && side !== 'DBIT'
        ? 'it is neither credit nor debit'
        : status === undefined
          ? 'its status is neither booked, pending nor for information'
          : undefined
  const amount = read.ok ? read.amount : { minor: 0n, currency: '' }
  const { details, doubts } = detailsOf(entry, amount)
  const bookedOn = isoDay(textAt(entry, 'BookgDt', 'Dt') ?? textAt(entry, 'BookgDt', 'DtTm') ?? '')
  const valueOn = isoDay(textAt(entry, 'ValDt', 'Dt') ?? textAt(entry, 'ValDt', 'DtTm') ?? '')
  return {
    is: 'entry',
    side: side === 'DBIT' ? 'debit' : 'credit',
    amount,
    // The sign is CdtDbtInd's already; the indicator only says that an earlier booking is taken back.
    isReversal: ['true', '1'].includes(textAt(entry, 'RvslInd') ?? ''),
    status: status ?? 'information',
    bookedOn,
    valueOn,
    bankReference: textAt(entry, 'AcctSvcrRef') ?? textAt(entry, 'NtryRef'),
    code: codeOf(at(entry, 'BkTxCd')),
    details,
    doubts,
    fault,
  }
}

const statusOf = (text: string | undefined): Entry['status'] | undefined =>
  text === 'BOOK' || text === undefined
    ? 'booked'
    : text === 'PDNG' || text === 'FUTR'
      ? 'pending'
      : text === 'INFO'
        ? 'information'
        : undefined

/** ISO 20022 sub-families of money sent back: a transfer returned or recalled, a direct debit returned, recalled or reversed. */
const sentBack: readonly (string | undefined)[] = ['RRTN', 'RPCR', 'UPDD', 'RCDD', 'PRDD']

/** Why a payment was sent back, in the bank's code: of the return itself, or of the kind of transaction. */
function returnReasonOf(entry: Element, transaction: Element | undefined): string | undefined {
  const reason = at(transaction, 'RtrInf', 'Rsn') ?? at(transaction, 'RtrInf', 'RtrRsn')
  const kind = at(transaction, 'BkTxCd', 'Domn', 'Fmly') ?? at(entry, 'BkTxCd', 'Domn', 'Fmly')
  const subFamily = textAt(kind, 'SubFmlyCd')
  return (
    textAt(reason, 'Cd') ??
    textAt(reason, 'Prtry') ??
    (sentBack.includes(subFamily) ? subFamily : undefined)
  )
}

const codeOf = (code: Element | undefined): string => {
  const domain = at(code, 'Domn')
  const parts = [
    textAt(domain, 'Cd'),
    textAt(domain, 'Fmly', 'Cd'),
    textAt(domain, 'Fmly', 'SubFmlyCd'),
  ].filter(part => part !== undefined)
  return parts.length > 0 ? parts.join('/') : (textAt(code, 'Prtry', 'Cd') ?? '')
}

/** The payments an entry is made of; one that is the whole of it where the bank does not say, or what it says does not add up. */
function detailsOf(
  entry: Element,
  amount: Amount,
): { readonly details: readonly Detail[]; readonly doubts: readonly string[] } {
  const groups = allOf(entry, 'NtryDtls')
  const transactions = [
    ...groups.flatMap(group => allOf(group, 'TxDtls')),
    ...allOf(entry, 'TxDtls'),
  ]
  const batch = at(groups[0], 'Btch') ?? at(entry, 'Btch')
  const declared = Number(textAt(batch, 'NbOfTxs') ?? transactions.length)
  const extra = readable(textAt(entry, 'AddtlNtryInf') ?? '')
  const [only] = transactions
  if (transactions.length <= 1) {
    const partial = only && amountOfDetail(only)
    const isPart =
      declared > 1 || (partial?.currency === amount.currency && partial.minor < amount.minor)
    const doubts =
      declared > 1
        ? [`It is a batch of ${declared} payments, and the bank does not say which.`]
        : partial && partial.currency === amount.currency && partial.minor !== amount.minor
          ? [unequal(partial, amount)]
          : []
    // What one of several gave is not what all of it is for. Less than was sent is the payer's all the same: the bank took its charge.
    return { details: [detailOf(entry, isPart ? undefined : only, amount, extra)], doubts }
  }
  const amounts = transactions.map(transaction => amountOfDetail(transaction))
  const sum = amounts.reduce((total, one) => total + (one?.minor ?? 0n), 0n)
  const isWhole =
    amounts.every(one => one?.currency === amount.currency) &&
    sum === amount.minor &&
    declared === transactions.length
  if (isWhole)
    return {
      details: transactions.map((transaction, n) =>
        detailOf(entry, transaction, amounts[n] ?? amount, ''),
      ),
      doubts: [],
    }
  return {
    details: [detailOf(entry, undefined, amount, extra)],
    doubts: [
      amounts.some(one => one === undefined)
        ? `It is a batch of ${transactions.length} payments, and the bank does not say how much each is.`
        : declared !== transactions.length
          ? `The bank says it is a batch of ${declared} payments and gives ${transactions.length}.`
          : unequal({ minor: sum, currency: amounts[0]?.currency ?? amount.currency }, amount),
    ],
  }
}

const unequal = (parts: Amount, whole: Amount): string =>
  `Its payments come to ${amountInWords(parts)}, and the bank booked ${amountInWords(whole)}.`

function amountOfDetail(transaction: Element): Amount | undefined {
  const read = [
    transaction,
    at(transaction, 'AmtDtls', 'TxAmt'),
    at(transaction, 'AmtDtls', 'InstdAmt'),
  ]
    .map(amountIn)
    .find(one => one.ok)
  return read?.ok ? read.amount : undefined
}

function detailOf(
  entry: Element,
  transaction: Element | undefined,
  amount: Amount,
  extra: string,
): Detail {
  const references = at(transaction, 'Refs')
  const remittance = at(transaction, 'RmtInf')
  const parties = at(transaction, 'RltdPties')
  const structured = allOf(remittance, 'Strd').map(
    one => textAt(one, 'CdtrRefInf', 'Ref') ?? textAt(one, 'CdtrRefInf', 'CdtrRef'),
  )
  const unstructured = allOf(remittance, 'Ustrd').map(({ text }) => text.trim())
  return {
    amount,
    references: [
      ...structured,
      textAt(references, 'EndToEndId'),
      textAt(references, 'MndtId'),
    ].filter(
      (reference): reference is string =>
        reference !== undefined && !/^NOT ?PROVIDED$/i.test(reference),
    ),
    counterparty: readable(
      ['Dbtr', 'UltmtDbtr']
        .map(name => textAt(parties, name, 'Nm') ?? textAt(parties, name, 'Pty', 'Nm'))
        .find(name => name !== undefined) ?? '',
    ),
    remittance: readable([...unstructured, extra].filter(text => text !== '').join(' ')).slice(
      0,
      2000,
    ),
    returnReason: returnReasonOf(entry, transaction),
    bankReference: textAt(references, 'AcctSvcrRef'),
  }
}
