import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { returnReceipt } from './move-receipt.ts'
import * as refusals from './refusals.ts'
import { suspend } from './suspend.ts'

const bankLine = z.object({
  id: z.string(),
  fileId: z.string(),
  line: z.number(),
  account: z.string(),
  bookedOn: date.nullable(),
  side: z.enum(['credit', 'debit']),
  amount: pence,
  currency: z.string(),
  payer: z.string(),
  given: z.string(),
  state: z.enum(['receipt', 'returned', 'explained', 'to explain', 'told before', 'not final']),
  why: z.string(),
  receiptId: z.string().nullable(),
  receiptState: z.string().nullable(),
  explainedBy: z.string().nullable(),
  explainedAt: instant.nullable(),
})
/** A line of a statement, and what became of it. */
export type BankLine = z.infer<typeof bankLine>

const bankLines = (councilId: number, which: Sql): Sql => sql`
  select line.id, line.file_id, line.line, bank.name as account, line.booked_on, line.side, line.amount, line.currency,
    line.payer, line.given, line.state, line.why, receipt.id as receipt_id, receipt.state as receipt_state,
    coalesce(staff.name, line.explained_by) as explained_by, line.explained_at
  from payments.bank_line as line
  join payments.bank_account as bank on bank.council_id = ${councilId}::int and bank.number = line.account
  left join payments.receipt as receipt on receipt.council_id = ${councilId}::int and receipt.bank_line_id = line.id
  left join administration.staff as staff on staff.staff_id::text = line.explained_by
  where line.council_id = ${councilId}::int and ${which}`

/** Lines of one file after a line, in its order. */
export const linesOfFile = (
  db: Db,
  {
    councilId,
    fileId,
    after = 0,
    limit = 100,
  }: {
    readonly councilId: number
    readonly fileId: string
    readonly after?: number
    readonly limit?: number
  },
): Promise<readonly BankLine[]> =>
  db.many(
    bankLine,
    sql`
      ${bankLines(councilId, sql`line.file_id = ${fileId}::uuid and line.line > ${after}::int`)}
      order by line.line limit ${limit}::int`,
  )

/** What came or went at the bank and nobody has said what it is, the oldest first. */
export const linesToExplain = (
  db: Db,
  councilId: number,
  limit = 100,
): Promise<readonly BankLine[]> =>
  db.many(
    bankLine,
    sql`
      ${bankLines(councilId, sql`line.state = 'to explain'`)}
      order by line.booked_on nulls first, line.file_id, line.line limit ${limit}::int`,
  )

export const findLine = (db: Db, councilId: number, id: string): Promise<BankLine | undefined> =>
  db.maybeOne(bankLine, bankLines(councilId, sql`line.id = ${id}::uuid`))

/** A bank may take a payment back for so many days. */
const daysToTakeBack = 60

type Line = {
  readonly councilId: number
  readonly lineId: string
  readonly why: string
  readonly actor: string
}

/** Says what a line is that is no payment: a charge, a transfer, money of another service. Refuses one that is settled. */
export async function explainLine(
  db: Db,
  { councilId, lineId, why, actor }: Line,
): Promise<Outcome<undefined>> {
  const changed = await db.run(sql`
    update payments.bank_line set state = 'explained', why = ${why}, explained_by = ${actor}, explained_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${lineId}::uuid and state = 'to explain'`)
  if (changed === 0) return refused(refusals.settledMeanwhile)
  await record(db, {
    councilId,
    actor,
    action: 'explained',
    objectKind: 'bank line',
    objectId: lineId,
  })
  return done(undefined)
}

/** Says that a line is a payment after all: it goes into suspense. Refuses what is no money in, in pounds, on a day. */
export async function countLine(
  db: Db,
  { councilId, lineId, why, today, actor }: Line & { readonly today: Temporal.PlainDate },
): Promise<Outcome<string>> {
  const counted = await db.run(sql`
    update payments.bank_line set state = 'receipt', why = ${why}, explained_by = ${actor}, explained_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${lineId}::uuid and state = 'to explain' and side = 'credit'
      and currency = 'GBP' and amount between 1 and 1000000000 and booked_on between date '1990-01-01' and ${today}::date + 1`)
  if (counted === 0) {
    const line = await findLine(db, councilId, lineId)
    return refused(line?.state === 'to explain' ? refusals.notAPayment : refusals.settledMeanwhile)
  }
  const { receiptId } = await db.one(
    z.object({ receiptId: z.string() }),
    sql`select platform.id_of('receipt', ${councilId}::int, ${lineId}::uuid::text) as receipt_id`,
  )
  await suspend(db, {
    councilId,
    actor,
    waiting: sql`
      select ${receiptId}::uuid as id, line.id as bank_line_id, line.booked_on as received_on, line.amount, line.given, line.payer
      from payments.bank_line as line where line.council_id = ${councilId}::int and line.id = ${lineId}::uuid`,
  })
  await record(db, {
    councilId,
    actor,
    action: 'counted as a payment',
    objectKind: 'bank line',
    objectId: lineId,
  })
  return done(receiptId)
}

const candidate = z.object({
  id: z.string(),
  receivedOn: date,
  payer: z.string(),
  given: z.string(),
})
/** A payment that a line may have taken back. */
export type ReturnCandidate = z.infer<typeof candidate>

/** Receipts of a line's amount on its bank account in the two months before it. */
export const mayHaveReturned = (
  db: Db,
  councilId: number,
  lineId: string,
): Promise<readonly ReturnCandidate[]> =>
  db.many(
    candidate,
    sql`
      select receipt.id, receipt.received_on, receipt.payer, receipt.given
      from payments.bank_line as line
      join payments.bank_line as came
        on came.council_id = ${councilId}::int and came.account = line.account
        and came.booked_on between line.booked_on - ${daysToTakeBack}::int and line.booked_on and came.amount = line.amount
      join payments.receipt as receipt on receipt.council_id = ${councilId}::int and receipt.bank_line_id = came.id
      where line.council_id = ${councilId}::int and line.id = ${lineId}::uuid and line.side = 'debit'
        and receipt.state <> 'returned'
      order by receipt.received_on desc, receipt.id limit 20`,
  )

/**
 * Takes back what the bank says it took back, where its own reference, or the payer and the words, are those of one payment of the
 * same amount alone. What is not sure stays to be explained. `fileId` is the statement file that was just taken in.
 */
export async function returnWhatIsSure(
  db: Db,
  {
    councilId,
    fileId,
    actor,
  }: { readonly councilId: number; readonly fileId: string; readonly actor: string },
): Promise<void> {
  const sure = await db.many(
    z.object({ lineId: z.string(), receiptId: z.string() }),
    sql`
      select line.id as line_id, (array_agg(receipt.id))[1] as receipt_id
      from pg_temp.kept as kept
      join payments.bank_line as line
        on line.council_id = ${councilId}::int and line.file_id = ${fileId}::uuid and line.line = kept.line
      join payments.bank_line as came
        on came.council_id = ${councilId}::int and came.account = line.account
        and came.booked_on between line.booked_on - ${daysToTakeBack}::int and line.booked_on and came.amount = line.amount
        and came.side = 'credit'
        and (came.bank_reference = line.bank_reference and line.bank_reference <> ''
          or came.payer = line.payer and came.given = line.given and line.given <> '')
      join payments.receipt as receipt
        on receipt.council_id = ${councilId}::int and receipt.bank_line_id = came.id and receipt.state <> 'returned'
      where line.state = 'to explain' and line.side = 'debit' and (kept.is_reversal or kept.return_reason <> '')
      group by line.id having count(*) = 1
      order by line.id`,
  )
  for (const { lineId, receiptId } of sure)
    await returnReceipt(db, {
      councilId,
      receiptId,
      lineId,
      why: 'The bank took the payment back.',
      actor,
    })
}
