import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatAmount, sum } from '#values/money.ts'
import { trainingAgent, trainingRemittance } from '../remittances/training.ts'
import { addBankAccount } from './bank-accounts.ts'
import { setSchemes } from './schemes.ts'
import { trainingSchemes } from './training-schemes.ts'

const accountNumber = (councilId: number): string =>
  `09012612345${String(councilId).padStart(3, '0')}`

/** Lets a sample council take in statements of an invented bank account, and read its sources' references. */
export async function setUpTrainingReceipts(db: Db, councilId: number): Promise<void> {
  await addBankAccount(db, {
    councilId,
    number: accountNumber(councilId),
    name: 'Collection account',
    actor: 'system:sample',
  })
  await setSchemes(db, councilId, trainingSchemes)
}

const payer = z.object({
  reference: z.string(),
  name: z.string(),
  instalment: pence.nullable(),
  balance: pence,
})
type Payer = z.infer<typeof payer>

/** A statement of a sample council's bank account, and which account each payment in it is for, or none that can be known. */
export type TrainingStatement = {
  readonly xml: string
  /** By the bank's own reference for the payment. */
  readonly truth: ReadonlyMap<string, string | undefined>
}

/**
 * A day at the bank of a sample council: most payers give their reference, in their own way; some slip in it, some give only
 * their name, a few give nothing that anybody could place; an agent pays over one sum for several; and the bank takes its charges. It opens where the one before it
 * closed. The same accounts, days and statements give the same statement.
 */
export async function trainingStatement(
  db: Db,
  {
    councilId,
    day,
    payments,
  }: { readonly councilId: number; readonly day: Temporal.PlainDate; readonly payments: number },
): Promise<TrainingStatement> {
  const payers = await db.many(
    payer,
    sql`
      select account.reference, lead.name, account.instalments[1] as instalment, ledger.balance
      from debts.account as account
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
      where account.council_id = ${councilId}::int and ledger.balance > 0
      order by md5(account.reference || ${day.toString()}), account.reference limit ${payments}::int`,
  )
  const truth = new Map<string, string | undefined>()
  const entries = payers.map((one, n) => {
    const bankReference = `FP${day.toString().replaceAll('-', '')}${String(n).padStart(6, '0')}`
    // Every day has one that somebody must look into and can settle, and one that nobody can.
    const { given, name, reference } =
      n === 0
        ? { given: slipIn(one.reference, n), name: 'R Somebody', reference: one.reference }
        : n === 1
          ? { given: 'cash', name: '', reference: undefined }
          : asWritten(one, n)
    truth.set(bankReference, reference)
    return { amount: amountOf(one, n), side: 'CRDT', name, given, bankReference }
  })
  const lump = {
    amount: trainingRemittance,
    side: 'CRDT',
    name: trainingAgent,
    given: 'REMITTANCE',
    bankReference: 'AG1',
  }
  truth.set(lump.bankReference, undefined)
  const charges = { amount: 18_50n, side: 'DBIT', name: '', given: 'CHARGES', bankReference: 'CH1' }
  const opening = await closedBefore(db, councilId, day)
  return { xml: camtOf({ councilId, day, opening }, [...entries, lump, charges]), truth }
}

/** A number from 0 to 99 that is always the same for the same payer. */
const lot = (reference: string, about: string): number =>
  createHash('sha256').update(`${about}/${reference}`).digest().readUInt32BE(0) % 100

const amountOf = ({ instalment, balance, reference }: Payer, n: number): bigint => {
  if (
    instalment !== null &&
    instalment > 0n &&
    instalment <= balance &&
    lot(reference, 'amount') < 80
  )
    return instalment
  return n % 3 === 0 ? balance : 1n + (balance * BigInt(1 + lot(reference, 'part'))) / 101n
}

/** What the payer wrote, and the account it is for where anybody could know. */
function asWritten(
  { reference, name }: Payer,
  n: number,
): { readonly given: string; readonly name: string; readonly reference: string | undefined } {
  const which = lot(reference, 'payer')
  if (which < 90) {
    const [given = reference] = [
      [reference],
      [reference.toLowerCase()],
      [`${reference.slice(0, 4)} ${reference.slice(4)}`],
      [`COUNCIL ${reference} THANKS`],
    ][n % 4] ?? [reference]
    // Somebody else pays for them now and then: a partner, a parent.
    return { given, name: which < 12 ? 'R Somebody' : name, reference }
  }
  if (which < 96) return { given: slipIn(reference, n), name, reference }
  if (which < 98) return { given: 'payment', name, reference }
  if (which < 99) return { given: reference.slice(0, 3), name: 'R Somebody', reference: undefined }
  return { given: 'cash', name: '', reference: undefined }
}

/** A reference with one of its figures wrong. */
function slipIn(reference: string, n: number): string {
  const figures = /\d{3,}/.exec(reference)
  if (!figures) return reference
  const at = figures.index + 1 + (n % (figures[0].length - 1))
  const slip = (Number(reference[at]) + 1 + (n % 8)) % 10
  return reference.slice(0, at) + slip + reference.slice(at + 1)
}

type Entry = {
  readonly amount: bigint
  readonly side: string
  readonly name: string
  readonly given: string
  readonly bankReference: string
}

/** What the last statement before a day closed at; the first of all has something to begin with. */
async function closedBefore(db: Db, councilId: number, day: Temporal.PlainDate): Promise<bigint> {
  const last = await db.maybeOne(
    z.object({ closed: pence }),
    sql`
      select closed from payments.statement
      where council_id = ${councilId}::int and account = ${accountNumber(councilId)}::text and closed is not null
        and to_on < ${day}::date
      order by to_on desc, file_id, number desc limit 1`,
  )
  return last?.closed ?? 25_000_00n
}

function camtOf(
  {
    councilId,
    day,
    opening,
  }: {
    readonly councilId: number
    readonly day: Temporal.PlainDate
    readonly opening: bigint
  },
  entries: readonly Entry[],
): string {
  const net = sum(entries.map(({ amount, side }) => (side === 'CRDT' ? amount : -amount)))
  const pounds = (amount: bigint) => formatAmount(amount).replaceAll(',', '')
  const balance = (code: string, amount: bigint) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">${pounds(amount)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day.toString()}</Dt></Dt></Bal>`
  const entry = ({ amount, side, name, given, bankReference }: Entry) =>
    `<Ntry><Amt Ccy="GBP">${pounds(amount)}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day.toString()}</Dt></BookgDt><AcctSvcrRef>${bankReference}</AcctSvcrRef><NtryDtls><TxDtls>${name === '' ? '' : `<RltdPties><Dbtr><Nm>${escaped(name)}</Nm></Dbtr></RltdPties>`}<RmtInf><Ustrd>${escaped(given)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>S${day.toString()}</MsgId></GrpHdr><Stmt><Id>S${day.toString()}</Id><Acct><Id><Othr><Id>${accountNumber(councilId)}</Id></Othr></Id><Ccy>GBP</Ccy></Acct>${balance('OPBD', opening)}${balance('CLBD', opening + net)}
${entries.map(entry).join('\n')}
</Stmt></BkToCstmrStmt></Document>
`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
