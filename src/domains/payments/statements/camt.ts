import { characters, markOf, startOf } from './characters.ts'
import { isoDay } from './days.ts'
import { readCamtEntry, signedAmount } from './camt-entry.ts'
import { StatementRefused } from './refuse.ts'
import type { Balance, Closes, Kind, Opens, Part, Source } from './statement.ts'
import { type Element, textAt, xmlParts } from './xml.ts'

/** ISO 20022: the report of the day so far (camt.052), the statement (camt.053), the notice of bookings (camt.054). */
const kinds: Readonly<Record<string, Kind>> = { Rpt: 'report', Stmt: 'statement', Ntfctn: 'notice' }
const messages = /^BkToCstmr(AcctRpt|Stmt|DbtCdtNtfctn)(V\d+)?$/

const containers = new Set([
  'Document',
  'BkToCstmrAcctRpt',
  'BkToCstmrAcctRptV01',
  'BkToCstmrStmt',
  'BkToCstmrStmtV01',
  'BkToCstmrDbtCdtNtfctn',
  'BkToCstmrDbtCdtNtfctnV01',
  ...Object.keys(kinds),
])

/**
 * Reads camt.052, 053 and 054, from their first version to the eighth, with or without a namespace or an envelope around
 * the document. Refuses other XML, and a file without a statement in it.
 */
export async function* readCamt(source: Source): AsyncGenerator<Part> {
  let head: Heading | undefined
  let isMessage = false
  let statements = 0
  for await (const part of xmlParts(characters(source, await encodingOfXml(source)), containers)) {
    if (part.is === 'start') {
      const name = part.path.at(-1) ?? ''
      isMessage ||= messages.test(name)
      const kind = kinds[name]
      if (!kind) continue
      if (head || !isMessage)
        throw new StatementRefused('not-a-statement', 'A statement stands where none can be.')
      head = { kind, elements: [], isOpen: false, counted: { credit: 0, debit: 0 } }
      statements++
    } else if (part.is === 'whole') {
      if (!head || kinds[part.parent] === undefined) continue
      if (part.element.name !== 'Ntry') {
        head.elements.push(part.element)
        continue
      }
      if (!head.isOpen) yield opens(head)
      head.isOpen = true
      const entry = readCamtEntry(part.element)
      head.counted[entry.side]++
      yield entry
    } else if (head && kinds[part.path.at(-1) ?? ''] !== undefined) {
      if (!head.isOpen) yield opens(head)
      yield closes(head)
      head = undefined
    }
  }
  if (statements === 0)
    throw new StatementRefused(
      'not-a-statement',
      'This XML has no bank statement in it: a camt.052, 053 or 054 message is wanted, with a report, statement or notice inside.',
    )
}

type Heading = {
  readonly kind: Kind
  readonly elements: Element[]
  isOpen: boolean
  readonly counted: { credit: number; debit: number }
}

const first = ({ elements }: Heading, name: string) =>
  elements.find(element => element.name === name)

function opens(head: Heading): Opens {
  const account = first(head, 'Acct')
  const currency = textAt(account, 'Ccy') ?? balances(head)[0]?.currency
  return {
    is: 'opens',
    kind: head.kind,
    format: 'camt',
    account: accountOf(account),
    currency,
    reference: (first(head, 'Id')?.text ?? '').trim().slice(0, 100),
    sequence: (first(head, 'ElctrncSeqNb') ?? first(head, 'LglSeqNb'))?.text.trim(),
  }
}

const accountOf = (account: Element | undefined): string =>
  (
    textAt(account, 'Id', 'IBAN') ??
    textAt(account, 'Id', 'Othr', 'Id') ??
    textAt(account, 'Id', 'PrtryAcct', 'Id') ??
    textAt(account, 'Id', 'BBAN') ??
    ''
  ).replaceAll(/\s/g, '')

type CodedBalance = Balance & { readonly code: string }

const balances = ({ elements }: Heading): readonly CodedBalance[] =>
  elements
    .filter(({ name }) => name === 'Bal')
    .map(balance => {
      const code = textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') ?? textAt(balance, 'Tp', 'Cd') ?? ''
      const read = signedAmount(balance)
      if (!read.ok)
        throw new StatementRefused(
          'balance',
          `The balance ${code} cannot be used because ${read.fault}.`,
        )
      const on = isoDay(textAt(balance, 'Dt', 'Dt') ?? textAt(balance, 'Dt', 'DtTm') ?? '')
      return { code, ...read.amount, ...(on && { on }) }
    })

/** The one balance of a kind. Two that differ refuse the file: either could be the one it has to come to. */
function only(all: readonly CodedBalance[], code: string): CodedBalance | undefined {
  const [one, ...others] = all.filter(balance => balance.code === code)
  if (one && others.some(({ minor }) => minor !== one.minor))
    throw new StatementRefused(
      'balance',
      `A statement has more than one balance ${code} in ${one.currency}, and they differ. Ask the bank for the file again.`,
    )
  return one
}

/** The opening balance is the one booked, or the one that closed the statement before; each currency has its own. */
function closes(head: Heading): Closes {
  const byCurrency = Map.groupBy(balances(head), ({ currency }) => currency)
  const pairs = [...byCurrency.values()].map(all => ({
    opening: only(all, 'OPBD') ?? only(all, 'PRCD'),
    closing: only(all, 'CLBD'),
  }))
  const [own, ...others] = pairs.flatMap(({ opening, closing }) =>
    opening && closing ? [{ opening, closing }] : [],
  )
  const opening = own?.opening ?? pairs.find(pair => pair.opening)?.opening
  const closing = own?.closing ?? pairs.find(pair => pair.closing)?.closing
  const period = first(head, 'FrToDt')
  const day = (name: string) =>
    isoDay(textAt(period, `${name}Dt`) ?? textAt(period, `${name}DtTm`) ?? '')
  const isCopy = /DUPL/.test(first(head, 'CpyDplctInd')?.text ?? '')
  return {
    is: 'closes',
    opening,
    closing,
    inOtherCurrencies: others,
    from: day('Fr') ?? opening?.on,
    to: day('To') ?? closing?.on,
    declared: [],
    doubts: [
      ...(isCopy ? ['The bank marks this statement as a duplicate of one it sent before.'] : []),
      ...countDoubts(head),
    ],
  }
}

/** Banks count in several ways here, so a number that is not what came is said and refuses nothing: the balances do that. */
function countDoubts(head: Heading): readonly string[] {
  const summary = first(head, 'TxsSummry')
  return (['credit', 'debit'] as const).flatMap(side => {
    const said = textAt(summary, side === 'credit' ? 'TtlCdtNtries' : 'TtlDbtNtries', 'NbOfNtries')
    return said === undefined || said === String(head.counted[side])
      ? []
      : [`Its summary counts ${said.slice(0, 12)} ${side}s, and ${head.counted[side]} came.`]
  })
}

/** What the declaration says, or UTF-8, or what the byte order mark says. */
async function encodingOfXml(source: Source): Promise<string> {
  const start = await startOf(source, 200)
  const said = /^<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(
    Buffer.from(start)
      .toString('latin1')
      .trimStart()
      .replace(/^\u00ef\u00bb\u00bf/, ''),
  )?.[1]
  const mark = markOf(start)
  if (mark !== undefined) return mark
  if (said !== undefined && /^utf-?16/i.test(said))
    throw new StatementRefused(
      'encoding',
      `The file says it is written in ${said}, and it is not. Ask the bank for the file again.`,
    )
  return said ?? 'utf-8'
}
