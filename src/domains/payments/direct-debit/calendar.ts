import { z } from 'zod'
import { nextWorkingDay, workingDaysAfter } from '#law/time/calendar.ts'
import type { Db } from '#platform/db.ts'
import { count, date, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const dayRow = z.object({
  on: date,
  state: z.enum(['planned', 'notified', 'submitted', 'collected', 'returned', 'refunded']),
  collections: count,
  total: pence,
})
/** What is collected on a day in one state: how many, how much. */
export type DayInState = z.infer<typeof dayRow>

const fileRow = z.object({
  id: z.string(),
  entryOn: date,
  processingOn: date,
  state: z.enum(['proposed', 'released', 'withdrawn']),
  contentHash: z.string(),
  instructions: z.number(),
  debits: z.number(),
  debitTotal: pence,
  proposedBy: z.string(),
  proposedAt: instant,
  serial: z.number().nullable(),
  sha256: z.string().nullable(),
  releasedBy: z.string().nullable(),
  releasedAt: instant.nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnWhy: z.string().nullable(),
  stagedAt: instant.nullable(),
  inputReport: z.enum(['agrees', 'differs']).nullable(),
})
/** A file for Bacs, as its manifest has it. */
export type BacsFile = z.infer<typeof fileRow>

const fileColumns = sql`
  id, entry_on, processing_on, state, content_hash, instructions, debits, debit_total, proposed_by, proposed_at, serial,
  sha256, released_by, released_at, withdrawn_by, withdrawn_why, staged_at, input_report`

/** A month of collections by day and state, in order; what was called off is not in it. */
export const daysOfMonth = (
  db: Db,
  councilId: number,
  month: Temporal.PlainYearMonth,
): Promise<readonly DayInState[]> =>
  db.many(
    dayRow,
    sql`
      select collect_on as "on", state, count(*) as collections, sum(amount)::bigint as total
      from payments.collection
      where council_id = ${councilId}::int and state <> 'cancelled'
        and collect_on between ${month.toPlainDate({ day: 1 })}::date and ${month.toPlainDate({ day: month.daysInMonth })}::date
      group by collect_on, state order by collect_on, state`,
  )

/** The files of a month, withdrawn ones too. */
export const filesOfMonth = (
  db: Db,
  councilId: number,
  month: Temporal.PlainYearMonth,
): Promise<readonly BacsFile[]> =>
  db.many(
    fileRow,
    sql`
      select ${fileColumns} from payments.bacs_file
      where council_id = ${councilId}::int
        and entry_on between ${month.toPlainDate({ day: 1 })}::date and ${month.toPlainDate({ day: month.daysInMonth })}::date
      order by entry_on, proposed_at`,
  )

export const findFile = (
  db: Db,
  councilId: number,
  fileId: string,
): Promise<BacsFile | undefined> =>
  db.maybeOne(
    fileRow,
    sql`select ${fileColumns} from payments.bacs_file where council_id = ${councilId}::int and id = ${fileId}::uuid`,
  )

/** How many instructions wait for the next file. */
export const instructionsWaiting = async (db: Db, councilId: number): Promise<number> =>
  (
    await db.one(
      z.object({ waiting: count }),
      sql`
        select count(*) as waiting from payments.instruction_to_send
        where council_id = ${councilId}::int and file_id is null and dropped_why is null`,
    )
  ).waiting

/** The first day that money can be taken when a file is released on a day: two working days later. */
export const firstEntry = (today: Temporal.PlainDate): Temporal.PlainDate =>
  workingDaysAfter(nextWorkingDay(today), 2)

const lineRow = z.object({
  id: z.string(),
  accountId: z.string(),
  payer: z.string(),
  reference: z.string(),
  lastFour: z.string(),
  amount: pence,
  presentation: z.enum(['regular', 're-presentation']),
  state: z.string(),
  why: z.string(),
})
/** A collection as the pages list it. */
export type CollectionLine = z.infer<typeof lineRow>

/** What is in a file, or would be in that of its day: five hundred lines at most, by reference. */
export const linesOf = (
  db: Db,
  councilId: number,
  file: Pick<BacsFile, 'id' | 'entryOn' | 'state'>,
): Promise<readonly CollectionLine[]> =>
  db.many(
    lineRow,
    sql`
      select collection.id, collection.account_id, payer.name as payer, mandate.reference, details.last_four,
        collection.amount, collection.presentation, collection.state, collection.state_why as why
      from payments.collection as collection
      join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = collection.mandate_id
      join parties.party as payer on payer.council_id = ${councilId}::int and payer.id = mandate.party_id
      join payments.bank_details as details
        on details.council_id = ${councilId}::int and details.mandate_id = mandate.id and details.state = 'in use'
      where collection.council_id = ${councilId}::int
        and case when ${file.state}::text = 'released' then collection.file_id = ${file.id}::uuid
          else collection.state = 'notified' and collection.collect_on = ${file.entryOn}::date end
      order by mandate.reference limit 500`,
  )

const accountLine = z.object({
  id: z.string(),
  mandateId: z.string(),
  collectOn: date,
  dueOn: date,
  amount: pence,
  state: z.enum([
    'planned',
    'notified',
    'submitted',
    'collected',
    'returned',
    'refunded',
    'cancelled',
  ]),
  why: z.string(),
  mayPresentAgain: z.boolean(),
})
export type AccountCollection = z.infer<typeof accountLine>

/** An account's collections, the latest first, sixty at most. */
export const collectionsOf = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly AccountCollection[]> =>
  db.many(
    accountLine,
    sql`
      select collection.id, collection.mandate_id, collection.collect_on, collection.due_on, collection.amount,
        collection.state, collection.state_why as why,
        collection.state = 'returned' and collection.return_reason = '0' and collection.represents_id is null
          and not exists (
            select from payments.collection as again
            where again.council_id = ${councilId}::int and again.represents_id = collection.id and again.state <> 'cancelled'
          ) as may_present_again
      from payments.collection as collection
      where collection.council_id = ${councilId}::int and collection.account_id = ${accountId}::uuid
      order by collection.collect_on desc, collection.planned_at desc limit 60`,
  )
