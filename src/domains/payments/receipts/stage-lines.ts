import { createHash } from 'node:crypto'
import { withoutCardNumbers } from '#values/card-numbers.ts'
import { amountInWords } from '../statements/amount.ts'
import type { BankCsvProfile } from '../statements/csv-profile.ts'
import { readStatements } from '../statements/read.ts'
import type { Closed } from '../statements/foot.ts'
import { StatementRefused } from '../statements/refuse.ts'
import type { Detail, Entry, Opens, Source } from '../statements/statement.ts'
import { endOf, standardAccount, whichOfOurs } from './bank-accounts.ts'
import { fits, hasCheck, possibleReferences, type ReferenceScheme } from './references.ts'

/** A number that the faster payments' scheme makes for a line: a card's number is not written so, and this one is asked for by name. */
const banksOwn = /^FP\d+$/

/** The columns of `pg_temp.line`, in the order that `stagedLines` writes them. */
export const lineColumns =
  'line, statement, account, booked_on, side, amount, currency, bank_reference, payer, given, code, likeness, kind, is_reversal, return_reason, quoted, checked, doubt, fault'

export const lineTable = `
  drop table if exists pg_temp.line;
  create temporary table line (
    line int primary key, statement int not null, account text not null, booked_on date, side text not null,
    amount bigint not null, currency text not null, bank_reference text not null, payer text not null, given text not null,
    code text not null, likeness text not null, kind text not null, is_reversal boolean not null, return_reason text not null,
    quoted text[] not null, checked text[] not null, doubt text not null, fault text) on commit drop`

/** A statement of the file, as it was read. */
export type Taken = {
  readonly number: number
  readonly account: string
  readonly opens: Opens
  readonly closes: Closed
}

type ToStage = {
  readonly source: Source
  readonly profile: BankCsvProfile | undefined
  /** The council's own accounts, in standard form. */
  readonly ours: ReadonlySet<string>
  readonly schemes: readonly ReferenceScheme[]
  /** Fills with the statements as each is read to its end. */
  readonly taken: Taken[]
}

/**
 * Reads a file of statements and gives its lines to COPY into `pg_temp.line`, a payment a line. Throws
 * `StatementRefused` when the file is wrong as a whole, or is of an account that is not the council's. Memory does not grow
 * with the file.
 */
export async function* stagedLines(of: ToStage): AsyncGenerator<string> {
  let opens: Opens | undefined
  let account = ''
  let line = 0
  let lines = ''
  for await (const part of readStatements(of.source, { profile: of.profile })) {
    if (part.is === 'opens') {
      opens = part
      account = oursOnly(part, of.ours)
    } else if (part.is === 'closes') {
      if (opens) of.taken.push({ number: of.taken.length + 1, account, opens, closes: part })
    } else {
      for (const detail of part.details) {
        line += 1
        lines += written(
          { line, statement: of.taken.length + 1, account, opens, entry: part, detail },
          of.schemes,
        )
      }
    }
    if (lines.length > 65_536) {
      yield lines
      lines = ''
    }
  }
  if (lines !== '') yield lines
}

function oursOnly({ account }: Opens, ours: ReadonlySet<string>): string {
  const which = whichOfOurs(account, ours)
  if (which !== undefined) return which
  const standard = standardAccount(account)
  throw new StatementRefused(
    'another-account',
    standard === ''
      ? 'The statement does not say which account it is of, and the council has not exactly one.'
      : `The statement is of an account ${endOf(standard)}, which is not among the council’s bank accounts, or may be more than one of them. If it is the council’s, a team leader adds it first.`,
  )
}

type Line = {
  readonly line: number
  readonly statement: number
  readonly account: string
  readonly opens: Opens | undefined
  readonly entry: Entry
  readonly detail: Detail
}

function written(
  { line, statement, account, opens, entry, detail }: Line,
  schemes: readonly ReferenceScheme[],
): string {
  const given = [...new Set([...detail.references, detail.remittance])]
    .filter(text => text.trim() !== '')
    .join(' ')
  const bankReference = detail.bankReference ?? entry.bankReference ?? ''
  // A payer may have written their card's number there: it stays in the sealed file, and nothing is made from it that is kept.
  const kept = {
    given: withoutCardNumbers(given).slice(0, 500),
    payer: withoutCardNumbers(detail.counterparty),
    bankReference: banksOwn.test(bankReference) ? bankReference : withoutCardNumbers(bankReference),
  }
  const quoted = entry.side === 'credit' ? possibleReferences(given, schemes) : []
  const checked = quoted.flatMap(word =>
    schemes
      .filter(scheme => hasCheck(scheme) && fits(scheme, word))
      .map(({ source }) => `${source}/${word}`),
  )
  const likeness = createHash('sha256')
    .update(
      JSON.stringify([
        account,
        String(entry.bookedOn),
        entry.side,
        amountInWords(detail.amount),
        entry.isReversal,
        kept.bankReference,
        kept.payer,
        kept.given,
        entry.code,
      ]),
    )
    .digest('hex')
  const cells = [
    line,
    statement,
    text(account),
    entry.bookedOn ?? '',
    entry.side,
    detail.amount.minor,
    detail.amount.currency,
    text(kept.bankReference),
    text(kept.payer.slice(0, 200)),
    text(kept.given),
    text(entry.code),
    likeness,
    kindOf(opens, entry),
    entry.isReversal ? 't' : 'f',
    text(detail.returnReason ?? ''),
    list(quoted),
    list(checked),
    text(entry.doubts.join(' ')),
    entry.fault === undefined ? '' : text(withoutCardNumbers(entry.fault)),
  ]
  return `${cells.join(',')}\n`
}

/** What can be made of it: only what a statement says is booked is final. */
const kindOf = (opens: Opens | undefined, entry: Entry): string =>
  entry.status === 'booked' ? (opens?.kind ?? 'statement') : entry.status

const text = (value: string): string => `"${value.replaceAll('\0', '').replaceAll('"', '""')}"`
/** Words of letters and figures alone, so that none needs a quote inside. */
const list = (words: readonly string[]): string =>
  text(`{${words.map(word => JSON.stringify(word)).join(',')}}`)
