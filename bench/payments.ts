// A bank statement matched and posted beside one plain SQL transaction that posts as many rows by exact reference.
// node run.mjs bench/payments.ts [--accounts 100000] [--receipts 10000] [--pglite]. PostgreSQL at TEST_DATABASE_URL.
// The floor finds each account by the reference as the source writes it, writes an entry and its posting, and moves the
// balances: it reads no file, keeps no line, knows no slip, no name and no suspense, and audits nothing. A second floor writes all
// the rows that ours wrote (lines, receipts, entries, postings, why each went where it did, the audit) into tables with the same
// keys, indexes and foreign keys, and moves the balances: what keeping all that costs, without finding out any of it.
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { setUpTrainingReceipts, takeStatement, trainingStatement } from '#payments'
import { asCouncil, type Database, ownCouncil } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { businessDate, councilId } from './book.ts'
import { copyOf, fill } from './copies.ts'
import { peakMegabytes, ratio, seconds, settle, timed } from './floor.ts'
import { aLoadedCouncil } from './loaded.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    receipts: { type: 'string', default: '10000' },
    pglite: { type: 'boolean', default: false },
  },
})
const receipts = Number(values.receipts)
const { database, accounts, close } = await aLoadedCouncil(values.accounts, values.pglite)
try {
  const { xml, truth } = await asCouncil(database, councilId, async db => {
    await setUpTrainingReceipts(db, councilId)
    return trainingStatement(db, {
      councilId,
      day: businessDate.subtract({ days: 1 }),
      payments: receipts,
    })
  })
  await copyOf(database, 'debts.ledger_account')
  await database.transaction(async db => {
    await ownCouncil(db, councilId)
    await fill(db, 'debts.ledger_account')
  })
  await settle(database)
  console.log(`${database.engine}: ${receipts} receipts, ${accounts} council-tax accounts`)
  const before = peakMegabytes()
  const ours = await timed(() =>
    takeStatement(database, {
      councilId,
      fileName: 'statement.xml',
      bytes: (async function* () {
        yield Buffer.from(xml)
      })(),
      today: businessDate,
      actor: 'system:bench',
    }),
  )
  if (!ours.value.ok) throw new Error(ours.value.refusal.says)
  const rightness = await howRight(database, truth)
  console.log(`  ${rightness}`)
  // A day at the bank has a line or two besides the payments that were asked for.
  const floor = await timed(() => plainPosting(database, truth.size))
  console.log(`  ${ratio('matched, posted and audited', ours.milliseconds, floor.milliseconds)}`)
  const sameRows = await everyRow(database)
  console.log(
    `  ${ratio(`beside plain SQL that writes all ${sameRows.rows} rows`, ours.milliseconds, sameRows.milliseconds)}`,
  )
  const again = await timed(() =>
    takeStatement(database, {
      councilId,
      fileName: 'statement.xml',
      bytes: (async function* () {
        yield Buffer.from(xml)
      })(),
      today: businessDate,
      actor: 'system:bench',
    }),
  )
  console.log(`  the same file again: ${seconds(again.milliseconds)}`)
  console.log(`  memory of the process: ${before} MB before, ${peakMegabytes()} MB at most`)
} finally {
  await close()
}

/** How many were placed, and how many of them where they do not belong. */
async function howRight(
  database: Database,
  truth: ReadonlyMap<string, string | undefined>,
): Promise<string> {
  const placed = await database.many(
    z.object({ bankReference: z.string(), reference: z.string() }),
    sql`
      select line.bank_reference, account.reference
      from payments.bank_line as line
      join payments.receipt as receipt on receipt.council_id = line.council_id and receipt.bank_line_id = line.id
      join payments.receipt_posting as posting
        on posting.council_id = line.council_id and posting.receipt_id = receipt.id and posting.nth = 1
      join debts.account as account on account.council_id = line.council_id and account.id = posting.account_id
      where line.council_id = ${councilId}::int`,
  )
  const wrong = placed.filter(one => truth.get(one.bankReference) !== one.reference)
  return `${placed.length} of ${truth.size} placed by themselves (${((100 * placed.length) / truth.size).toFixed(1)}%), ${wrong.length} wrong`
}

/** The same payments by plain SQL, into tables with the keys and indexes of ours. */
async function plainPosting(database: Database, came: number): Promise<void> {
  await database.script(`
    create table floor.entry (like debts.entry including defaults including constraints including indexes);
    create table floor.posting (like debts.posting including defaults including identity including constraints including indexes);
    create table floor.payment_in as
      select row_number() over (order by line.id) as payment_id, account.reference, line.amount, line.booked_on
      from payments.bank_line as line
      join payments.receipt as receipt on receipt.council_id = line.council_id and receipt.bank_line_id = line.id
      left join payments.receipt_posting as posting
        on posting.council_id = line.council_id and posting.receipt_id = receipt.id and posting.nth = 1
      left join debts.account as account on account.council_id = line.council_id and account.id = posting.account_id
      where line.council_id = ${councilId};
    analyze floor.payment_in`)
  await database.transaction(async db => {
    await db.run(sql`
      create temporary table plain on commit drop as
      select payment_id, amount, booked_on, account.id as account_id
      from floor.payment_in as payment
      left join debts.account as account on account.council_id = ${councilId}::int and account.reference = payment.reference
      order by account.id`)
    await db.run(sql`
      insert into floor.entry (council_id, id, kind, effective_on, reference, narrative, source_kind, source_id, recorded_by)
      select ${councilId}::int, platform.id_of('entry', ${councilId}::int, payment_id::text), 'payment', booked_on,
        payment_id::text, 'Payment', 'receipt', payment_id::text, 'system:bench'
      from pg_temp.plain`)
    const places = await db.one(
      z.object({ bank: z.string(), suspense: z.string() }),
      sql`
        select (array_agg(id) filter (where kind = 'bank'))[1] as bank,
          (array_agg(id) filter (where kind = 'suspense'))[1] as suspense
        from floor.ledger_account where council_id = ${councilId}::int`,
    )
    await db.run(sql`
      insert into floor.posting (council_id, entry_id, line, debit, credit, amount)
      select ${councilId}::int, platform.id_of('entry', ${councilId}::int, payment_id::text), 1, ${places.bank}::uuid,
        coalesce(account_id, ${places.suspense}::uuid), amount
      from pg_temp.plain`)
    await db.run(sql`
      update floor.ledger_account as ledger set balance = ledger.balance - paid.amount
      from (select account_id, sum(amount)::bigint as amount from pg_temp.plain where account_id is not null group by 1 order by 1) as paid
      where ledger.council_id = ${councilId}::int and ledger.id = paid.account_id`)
  })
  const { rows } = await database.one(
    z.object({ rows: count }),
    sql`select count(*) as rows from floor.posting`,
  )
  if (rows !== came) throw new Error(`The floor posted ${rows} of ${came}.`)
}

/** What ours wrote, written again by plain statements in one transaction. */
async function everyRow(
  database: Database,
): Promise<{ readonly rows: number; readonly milliseconds: number }> {
  await database.script('drop table floor.entry, floor.posting')
  const written: readonly (readonly [table: string, where: string])[] = [
    ['payments.bank_line', 'true'],
    ['debts.entry', "source_kind = 'receipt'"],
    ['debts.posting', "entry_id in (select id from debts.entry where source_kind = 'receipt')"],
    [
      'debts.suspense_item',
      "entry_id in (select id from debts.entry where source_kind = 'receipt')",
    ],
    ['payments.receipt', 'true'],
    ['payments.receipt_posting', 'true'],
    [
      'administration.audit',
      "object_kind = 'txn' and object_id in (select id::text from debts.entry where source_kind = 'receipt')",
    ],
  ]
  for (const [table] of written) await copyOf(database, table)
  const { milliseconds, value: rows } = await timed(() =>
    database.transaction(async db => {
      await ownCouncil(db, councilId)
      let sum = 0
      for (const [table, where] of written) sum += await fill(db, table, where)
      await db.run(sql`
        update floor.ledger_account as ledger set balance = ledger.balance - paid.amount
        from (
          select credit, sum(amount)::bigint as amount from floor.posting group by 1 order by 1
        ) as paid
        where ledger.council_id = ${councilId}::int and ledger.id = paid.credit`)
      return sum
    }),
  )
  return { rows, milliseconds }
}
