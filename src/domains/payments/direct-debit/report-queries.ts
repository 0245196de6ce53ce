import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

const reportRow = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['applied', 'refused']),
  refusedWhy: z.string().nullable(),
  reportedOn: date.nullable(),
  items: z.number(),
  loadedBy: z.string(),
  loadedAt: instant,
})
/** A report from Bacs, as it was taken or refused. */
export type BacsReport = z.infer<typeof reportRow>

const reports = (councilId: number): Sql => sql`
  select id, kind, state, refused_why, reported_on, items, loaded_by, loaded_at from payments.bacs_report
  where council_id = ${councilId}::int`

/** The latest hundred. */
export const recentReports = (db: Db, councilId: number): Promise<readonly BacsReport[]> =>
  db.many(reportRow, sql`${reports(councilId)} order by loaded_at desc, id limit 100`)

export const findReport = (
  db: Db,
  councilId: number,
  reportId: string,
): Promise<BacsReport | undefined> =>
  db.maybeOne(reportRow, sql`${reports(councilId)} and id = ${reportId}::uuid`)

const itemRow = z.object({
  line: z.number(),
  reference: z.string(),
  reason: z.string(),
  amount: pence.nullable(),
  accountId: z.string().nullable(),
  did: z.string(),
})
/** A line of a report, and what it did. */
export type ReportItem = z.infer<typeof itemRow>

/** What a report did, line by line, five hundred at most. What another report had done before it is not among them. */
export const itemsOf = (
  db: Db,
  councilId: number,
  reportId: string,
): Promise<readonly ReportItem[]> =>
  db.many(
    itemRow,
    sql`
      select item.line, item.reference, item.reason, item.amount, mandate.account_id, item.did
      from payments.bacs_report_item as item
      left join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = item.mandate_id
      where item.council_id = ${councilId}::int and item.report_id = ${reportId}::uuid
      order by item.line limit 500`,
  )
