import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { inCode, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { type FactSheet, factList } from './facts.ts'
import { factColumns, factSheet } from './sheet.ts'

const shapes = {
  money: pence,
  days: z.number().nullable(),
  flag: z.boolean(),
  choice: z.string(),
} as const

const row = z.object({
  accountId: z.string(),
  debtType: z.string(),
  reference: z.string(),
  ...Object.fromEntries(factList.map(([, { column, kind }]) => [inCode(column), shapes[kind]])),
})

/** What is true of one account, in the words policies are written in. */
export type SheetOfAccount = {
  readonly accountId: string
  readonly debtType: string
  readonly reference: string
  readonly sheet: FactSheet
}

/** The fact sheets of a few accounts as they are at a moment, for explaining them in memory. */
export async function sheetsOf(
  db: Db,
  {
    councilId,
    accountIds,
    asAt,
    at,
  }: {
    readonly councilId: number
    readonly accountIds: readonly string[]
    readonly asAt: Temporal.PlainDate
    readonly at: Temporal.Instant
  },
): Promise<readonly SheetOfAccount[]> {
  const accounts = sql`select account_id from unnest(${[...accountIds]}::uuid[]) as account_id`
  const rows = await db.many(
    row,
    sql`
      select account_id, debt_type, reference, ${factColumns}
      from (${factSheet({ councilId, accounts, asAt, at })}) as sheet`,
  )
  return rows.map(found => {
    const values: Readonly<Record<string, unknown>> = found
    return {
      accountId: found.accountId,
      debtType: found.debtType,
      reference: found.reference,
      sheet: Object.fromEntries(
        factList.map(([fact, { column }]) => [fact, values[inCode(column)]]),
      ) as FactSheet,
    }
  })
}
