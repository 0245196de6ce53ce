// Loading a council's accounts and transactions, beside plain COPY and INSERT … SELECT of the same rows.
// node run.mjs bench/load.ts [--accounts 100000] [--pglite]. PostgreSQL at TEST_DATABASE_URL, in a database of its own.
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Database, Db } from '#platform/db.ts'
import { anInstallation } from '../tools/installation.ts'
import { anEmptyCouncil, loadFile, type SourceFile, sourceFiles } from './book.ts'
import { copyOf, fill } from './copies.ts'
import { peakMegabytes, ratio, settle, timed } from './floor.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    pglite: { type: 'boolean', default: false },
  },
})
const accounts = Number(values.accounts)

/** The people, accounts and postings that a council is about, and the proof of them that we keep beside. */
const book = {
  accounts: [
    'parties.party',
    'parties.source_record',
    'parties.link',
    'parties.address',
    'parties.contact_point',
    'parties.search_key',
    'debts.property',
    'debts.account',
    'debts.liability',
    'debts.ledger_account',
    'debts.entry',
    'debts.posting',
  ],
  transactions: ['debts.entry', 'debts.posting', 'debts.suspense_item'],
}
const proof = ['imports.row', 'imports.file_content', 'administration.audit']

const [accountFile, transactionFile] = sourceFiles(accounts) as [SourceFile, SourceFile]
const installation = await anInstallation(
  values.pglite ? undefined : process.env['TEST_DATABASE_URL'],
)
try {
  const database = await installation.open()
  await anEmptyCouncil(database)
  const before = peakMegabytes()
  console.log(`${database.engine}: a council of ${accounts} council-tax accounts`)

  for (const table of new Set([...book.accounts, ...book.transactions, ...proof])) {
    await copyOf(database, table)
  }
  const ours = await timed(() => loadFile(database, accountFile))
  const peakAfterAccounts = peakMegabytes()
  await settle(database)
  const floor = await floorOf(database, accountFile, async db => {
    for (const table of book.accounts) await fill(db, table)
  })
  const proved = await floorOf(database, undefined, async db => {
    for (const table of proof) await fill(db, table)
  })
  report('accounts', ours, floor, proved)

  const entriesBefore =
    'exists (select from floor.entry as known where known.council_id = entry.council_id and known.id = entry.id)'
  const later = await timed(() => loadFile(database, transactionFile))
  const peakAfterTransactions = peakMegabytes()
  await settle(database)
  const fileId = later.value.fileId
  const laterFloor = await floorOf(database, transactionFile, async db => {
    await db.script(
      `create temporary table newer on commit drop as select id from debts.entry where not ${entriesBefore}`,
    )
    await db.script('analyze pg_temp.newer')
    await fill(db, 'debts.entry', 'id in (select id from newer)')
    await fill(db, 'debts.posting', 'entry_id in (select id from newer)')
    await fill(db, 'debts.suspense_item')
    await db.script(`
      update floor.ledger_account as account set balance = account.balance + moved.amount
      from (
        select id, sum(amount) as amount from (
          select debit as id, amount from floor.posting where entry_id in (select id from newer)
          union all select credit, -amount from floor.posting where entry_id in (select id from newer)) as leg
        group by id) as moved
      where account.council_id = 1 and account.id = moved.id`)
  })
  const laterProved = await floorOf(database, undefined, async db => {
    await fill(db, 'imports.row', `file_id = '${fileId}'`)
    await fill(db, 'imports.file_content', `file_id = '${fileId}'`)
    await fill(db, 'administration.audit', 'seq > (select max(seq) from floor.audit)')
  })
  report('transactions', later, laterFloor, laterProved)
  report(
    'both',
    {
      milliseconds: ours.milliseconds + later.milliseconds,
      value: { rows: ours.value.rows + later.value.rows },
    },
    floor + laterFloor,
    proved + laterProved,
  )
  console.log(
    `memory of the loading process: ${before} MB before, ${peakAfterAccounts} MB at most with the accounts, ${peakAfterTransactions} MB with the transactions`,
  )
  await database.close()
} finally {
  await installation.remove()
}

function report(
  what: string,
  ours: { readonly milliseconds: number; readonly value: { readonly rows: number } },
  floor: number,
  proved: number,
): void {
  const { rows } = ours.value
  console.log(
    `${what}: ${rows} rows, ${Math.round((rows / ours.milliseconds) * 1000)} rows a second`,
  )
  console.log(
    `  ${ratio('beside the people, accounts and postings alone', ours.milliseconds, floor)}`,
  )
  console.log(
    `  ${ratio('beside the same with row records, bytes and audit trail', ours.milliseconds, floor + proved)}`,
  )
}

/** Milliseconds to COPY a source file as it is into a bare table, and to do plain statements, in one transaction. */
async function floorOf(
  database: Database,
  file: SourceFile | undefined,
  statements: (db: Db) => Promise<void>,
): Promise<number> {
  const lines = file && linesOf(file.path)
  const { milliseconds } = await timed(() =>
    database.transaction(async db => {
      if (lines) {
        const columns = lines.header.map((_, n) => `c${n} text`).join(', ')
        await db.script(`create temporary table source_rows (${columns}) on commit drop`)
        await db.copy('pg_temp.source_rows', lines.rows)
      }
      await statements(db)
    }),
  )
  return milliseconds
}

/** A file’s header, and its text between the header and the trailer. */
function linesOf(path: string) {
  const { size } = statSync(path)
  const descriptor = openSync(path, 'r')
  const read = (from: number) => {
    const bytes = Buffer.alloc(Math.min(4096, size))
    return bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, bytes.length, from))
  }
  const first = read(0)
  const header = first.slice(0, first.indexOf('\n'))
  const last = read(Math.max(0, size - 4096))
  closeSync(descriptor)
  const trailer = last.length - (last.lastIndexOf('\n', last.length - 2) + 1)
  const hasTrailer = last.slice(-trailer).startsWith('TRAILER')
  return {
    header: header.split(','),
    rows: createReadStream(path, {
      encoding: 'latin1',
      start: header.length + 1,
      end: size - (hasTrailer ? trailer : 0) - 1,
    }),
  }
}
