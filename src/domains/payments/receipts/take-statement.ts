import { z } from 'zod'
import { record } from '#administration'
import { takeBookForFile } from '#debts'
import { FileRefused } from '#imports'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { type Spool, withSpool } from '#platform/spool.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { BankCsvProfile } from '../statements/csv-profile.ts'
import { StatementRefused } from '../statements/refuse.ts'
import { returnWhatIsSure } from './bank-lines.ts'
import { bankAccounts } from './bank-accounts.ts'
import { keepLines } from './keep-lines.ts'
import { matchArrived } from './match.ts'
import { placeArrived } from './place.ts'
import * as refusals from './refusals.ts'
import { schemesOf } from './schemes.ts'
import { lineColumns, lineTable, stagedLines, type Taken } from './stage-lines.ts'

export type StatementToTake = {
  readonly councilId: number
  readonly fileName: string
  readonly bytes: AsyncIterable<Uint8Array>
  /** The bank whose CSV it is, where the file does not say itself what it is. */
  readonly profile?: BankCsvProfile | undefined
  readonly today: Temporal.PlainDate
  readonly actor: string
  /** Bytes, where it is to be less than `largestStatement`. */
  readonly largest?: number
}

/** A day of a large council's busiest account is a hundredth of this. */
const largestStatement = 1_000_000_000

/**
 * Takes a bank's file in, whole or not at all: its bytes are kept, every line is accounted for, each payment that came in is
 * posted to the account it is for or kept in suspense, in one transaction. The same bytes again change nothing; a line that
 * an earlier file had counts once; two lines alike in one file are two payments. Interrupted at any instant, the same file
 * again carries on. A file that is wrong as a whole is refused with a sentence, kept, and audited.
 */
export const takeStatement = (
  database: Database,
  file: StatementToTake,
): Promise<Outcome<{ readonly fileId: string; readonly again: boolean }>> => {
  const largest = file.largest ?? largestStatement
  return withSpool(file.bytes, largest, async spool =>
    spool ? takeSpooled(database, file, spool) : refused(refusals.statementTooLarge(largest)),
  )
}

async function takeSpooled(
  database: Database,
  file: StatementToTake,
  spool: Spool,
): Promise<Outcome<{ readonly fileId: string; readonly again: boolean }>> {
  const { councilId, actor } = file
  const fileId = await asCouncil(database, councilId, db => seal(db, file, spool))
  try {
    const again = await asCouncil(database, councilId, db => takeSealed(db, file, spool, fileId))
    // What a statement fills by the thousand is counted where it is filled; these are small at first, and never for long.
    if (!again)
      await database.script(
        'analyze (skip_locked) payments.bank_line, payments.receipt, payments.receipt_posting',
      )
    return done({ fileId, again })
  } catch (thrown) {
    // A bank's CSV is split into records as a source's file is, and refused in the same ways.
    if (!(thrown instanceof StatementRefused || thrown instanceof FileRefused)) throw thrown
    const { says } = thrown.refusal
    await asCouncil(database, councilId, async db => {
      await db.run(sql`
        update payments.statement_file set state = 'refused', refused_why = ${says}, taken_by = ${actor}, taken_at = clock_timestamp()
        where council_id = ${councilId}::int and id = ${fileId}::uuid`)
      await record(db, {
        councilId,
        actor,
        action: 'refused',
        objectKind: 'bank statement',
        objectId: fileId,
      })
    })
    return refused(thrown.refusal)
  }
}

/** Records that the file came, with its bytes, before anything is made of it. */
async function seal(db: Db, file: StatementToTake, spool: Spool): Promise<string> {
  const { councilId, fileName, profile, actor } = file
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`
      insert into payments.statement_file (council_id, id, file_name, sha256, bytes, profile, state, taken_by)
      values (
        ${councilId}::int, platform.id_of('statement file', ${councilId}::int, ${`${profile?.name ?? ''}/${spool.sha256}`}),
        ${fileName.slice(0, 200)}, ${spool.sha256}, ${spool.size}::bigint, ${profile?.name ?? ''}, 'received', ${actor})
      on conflict (council_id, id) do update set state = statement_file.state
      returning id`,
  )
  const kept = await db.run(sql`
    select from payments.statement_file_part where council_id = ${councilId}::int and file_id = ${id}::uuid limit 1`)
  let part = 0
  if (kept === 0)
    for await (const packed of spool.parts())
      await db.run(sql`
        insert into payments.statement_file_part (council_id, file_id, part, content)
        values (${councilId}::int, ${id}::uuid, ${part++}::int, decode(${packed}::text, 'base64'))`)
  return id
}

/** Answers whether the file was in already. */
async function takeSealed(
  db: Db,
  { councilId, profile, today, actor }: StatementToTake,
  spool: Spool,
  fileId: string,
): Promise<boolean> {
  await takeBookForFile(db, councilId)
  const { state } = await db.one(
    z.object({ state: z.string() }),
    sql`
      select state from payments.statement_file
      where council_id = ${councilId}::int and id = ${fileId}::uuid for update`,
  )
  if (state === 'taken') return true
  const taken: Taken[] = []
  const ours = new Set((await bankAccounts(db, councilId)).map(({ number }) => number))
  const schemes = await schemesOf(db, councilId)
  await db.script(lineTable)
  await db.copy(
    `pg_temp.line (${lineColumns})`,
    stagedLines({ source: spool.read, profile, ours, schemes, taken }),
  )
  await db.script('analyze pg_temp.line')
  await keepLines(db, { councilId, fileId, taken, today })
  await matchArrived(db, { councilId, schemes })
  await placeArrived(db, { councilId, actor })
  await returnWhatIsSure(db, { councilId, fileId, actor })
  await db.run(sql`
    update payments.statement_file set state = 'taken', refused_why = null, taken_by = ${actor}, taken_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${fileId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'taken in',
    objectKind: 'bank statement',
    objectId: fileId,
  })
  return false
}
