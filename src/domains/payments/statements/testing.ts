import assert from 'node:assert/strict'
import { bankCsvProfile } from './csv-profile.ts'
import { wholeStatements } from './read.ts'
import type { Source } from './statement.ts'

/** A file as its bytes come: in small pieces, which break wherever they like. */
export const fileOf = (text: string | Uint8Array, piece = 7): Source =>
  async function* () {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
  }

/** One camt.053 statement with these entries between its balances, in pounds. */
export const camt = (
  entries: readonly string[],
  {
    opening,
    closing,
    account = 'GB33BUKB20201555555555',
    from = '2026-06-01',
    to = '2026-06-02',
  }: {
    readonly opening?: string
    readonly closing?: string
    readonly account?: string
    readonly from?: string
    readonly to?: string
  } = {},
): string => {
  const balance = (code: string, amount: string | undefined, on: string) =>
    amount === undefined
      ? ''
      : `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`
  return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>GBP</Ccy></Acct>${balance('OPBD', opening, from)}${balance('CLBD', closing, to)}${entries.join('')}</Stmt></BkToCstmrStmt></Document>`
}

/** One booked credit of £50.00 with a bank reference; parts can be replaced. */
export const camtEntry = ({
  amount = '50.00',
  side = 'CRDT',
  status = 'BOOK',
  currency = 'GBP',
  reference = 'R1',
  remittance = 'CT0001001',
  name = '',
  on = '2026-06-02',
  extra = '',
  details,
}: {
  readonly amount?: string
  readonly side?: string
  readonly status?: string
  readonly currency?: string
  readonly reference?: string
  readonly remittance?: string
  readonly name?: string
  readonly on?: string
  readonly extra?: string
  readonly details?: string
} = {}): string =>
  `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>${extra}<Sts><Cd>${status}</Cd></Sts><BookgDt><Dt>${on}</Dt></BookgDt>${reference === '' ? '' : `<AcctSvcrRef>${reference}</AcctSvcrRef>`}<NtryDtls>${details ?? `<TxDtls>${name === '' ? '' : `<RltdPties><Dbtr><Nm>${name}</Nm></Dbtr></RltdPties>`}<RmtInf><Ustrd>${remittance}</Ustrd></RmtInf></TxDtls>`}</NtryDtls></Ntry>`

/** The statements in a text, read in small pieces; `profile` names a bank whose CSV it is. */
export const read = (text: string | Uint8Array, profile?: string) =>
  wholeStatements(fileOf(text), {
    profile: profile === undefined ? undefined : bankCsvProfile(profile),
  })

export const refusedBecause = (text: string | Uint8Array, message: RegExp, profile?: string) =>
  assert.rejects(read(text, profile), { name: 'StatementRefused', message })
