import { characters, encodingOf } from './characters.ts'
import { isCurrency } from './amount.ts'
import { StatementRefused } from './refuse.ts'
import { ofxDay, ofxEntry, signedOfx } from './ofx-entry.ts'
import { ofxTags } from './ofx-tags.ts'
import type { Balance, Part, Source } from './statement.ts'

/** An aggregate's values by their tag: OFX repeats none that is read here. */
export type Values = Map<string, string>

/**
 * Reads OFX 1 (SGML, whose values have no end tags) and 2 (XML; some banks write the heading of one and the body of the
 * other), for bank and card accounts. OFX gives no opening balance, so such a statement cannot be shown to foot. Refused:
 * a file without a statement, a transaction without a day or with an amount that is not one.
 */
export async function* readOfx(source: Source): AsyncGenerator<Part> {
  const path: string[] = []
  let statement: Statement | undefined
  let entry: Values | undefined
  let isSeen = false
  let isEnded = false
  for await (const tag of ofxTags(characters(source, await encodingOf(source)))) {
    if (tag.is === 'opens') {
      path.push(tag.name)
      if (tag.name === 'STMTRS' || tag.name === 'CCSTMTRS') {
        statement = { values: new Map(), isOpen: false, number: (statement?.number ?? 0) + 1 }
        isSeen = true
      }
      if (tag.name === 'STMTTRN') entry = new Map()
    } else if (tag.is === 'value') {
      const place = path.at(-1) ?? ''
      if (entry) entry.set(place === 'STMTTRN' ? tag.name : `${place}.${tag.name}`, tag.value)
      else
        statement?.values.set(
          place === 'STMTRS' || place === 'CCSTMTRS' ? tag.name : `${place}.${tag.name}`,
          tag.value,
        )
    } else {
      while (path.length > 0 && path.pop() !== tag.name);
      if (tag.name === 'OFX') isEnded = true
      if (tag.name === 'STMTTRN' && entry && statement) {
        if (!statement.isOpen) yield opens(statement)
        statement.isOpen = true
        yield ofxEntry(entry, currencyOf(statement))
        entry = undefined
      }
      if ((tag.name === 'STMTRS' || tag.name === 'CCSTMTRS') && statement) {
        if (!statement.isOpen) yield opens(statement)
        yield closes(statement)
      }
    }
  }
  if (!isEnded)
    throw new StatementRefused(
      'cut-off',
      'The file does not end with </OFX>, so it has been cut off. Ask the bank for it again.',
    )
  if (!isSeen)
    throw new StatementRefused(
      'not-a-statement',
      'This OFX file has no statement in it. Ask the bank for a statement download.',
    )
}

type Statement = { readonly values: Values; isOpen: boolean; readonly number: number }

const currencyOf = ({ values }: Statement): string | undefined => {
  const currency = values.get('CURDEF')
  return currency !== undefined && isCurrency(currency) ? currency : undefined
}

const opens = (statement: Statement): Part => {
  const { values } = statement
  const of = (name: string) =>
    values.get(`BANKACCTFROM.${name}`) ?? values.get(`CCACCTFROM.${name}`) ?? ''
  return {
    is: 'opens',
    kind: 'statement',
    format: 'OFX',
    account: `${of('BANKID')}${of('BANKID') === '' ? '' : '-'}${of('ACCTID')}`.replaceAll(
      /\s/g,
      '',
    ),
    ...(currencyOf(statement) !== undefined && { currency: currencyOf(statement) }),
    reference: `${values.get('BANKTRANLIST.DTSTART') ?? ''}-${values.get('BANKTRANLIST.DTEND') ?? ''}`,
  }
}

function closes(statement: Statement): Part {
  const { values } = statement
  const text = values.get('LEDGERBAL.BALAMT') ?? ''
  const currency = currencyOf(statement)
  const read = text === '' || currency === undefined ? undefined : signedOfx(text, currency)
  if (read && !read.ok)
    throw new StatementRefused(
      'balance',
      `The closing balance cannot be used because ${read.fault}.`,
    )
  const on = ofxDay(values.get('LEDGERBAL.DTASOF') ?? '')
  const closing: Balance | undefined = read?.ok
    ? { minor: read.minor, currency: currency ?? '', ...(on && { on }) }
    : undefined
  return {
    is: 'closes',
    closing,
    from: ofxDay(values.get('BANKTRANLIST.DTSTART') ?? ''),
    to: ofxDay(values.get('BANKTRANLIST.DTEND') ?? ''),
    declared: [],
    doubts: [],
  }
}
