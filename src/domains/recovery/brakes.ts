import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'

/** How far tonight may differ from what is usual before somebody must say why. */
const limits = {
  timesTheLargest: 1.5,
  ofAccounts: 0.1,
  withoutAddress: 0.01,
  figuresDaysOld: 4,
  runsBefore: 6,
}

const counted = z.object({
  debtType: z.string(),
  actionKind: z.string(),
  items: z.number(),
  largestBefore: z.number().nullable(),
  accounts: z.number().nullable(),
})

/**
 * Compares a plan with the runs before it. A warning does not stop a run by itself: it must be passed by an approver
 * who gives a reason. The first run of a council has nothing to be compared with, and says so.
 */
export async function brakes(
  db: Db,
  {
    councilId,
    runId,
    businessDate,
  }: {
    readonly councilId: number
    readonly runId: string
    readonly businessDate: Temporal.PlainDate
  },
): Promise<{ readonly warnings: readonly string[]; readonly notes: readonly string[] }> {
  const kinds = await db.many(
    counted,
    sql`
      with before as (
        select id from recovery.run
        where council_id = ${councilId}::int and status = 'done' and planned > 0 and id <> ${runId}::uuid
        order by business_date desc, attempt desc limit ${limits.runsBefore}::int
      )
      select item.debt_type, item.action_kind, count(*)::int as items,
        (select max(earlier.items)::int from (
          select count(*) filter (
            where old.debt_type = item.debt_type and old.action_kind = item.action_kind) as items
          from before left join recovery.run_item as old on old.council_id = ${councilId}::int and old.run_id = before.id
          group by before.id) as earlier) as largest_before,
        (select accounts from recovery.book
          where book.council_id = ${councilId}::int and book.debt_type = item.debt_type) as accounts
      from recovery.run_item as item
      where item.council_id = ${councilId}::int and item.run_id = ${runId}::uuid
      group by item.debt_type, item.action_kind
      order by item.debt_type, item.action_kind`,
  )
  if (kinds.length === 0) return { warnings: [], notes: [] }

  const isFirst = kinds.every(({ largestBefore }) => largestBefore === null)
  const surges = kinds.flatMap(({ debtType, actionKind, items, largestBefore, accounts }) => {
    const what = `${items} of “${actionKind}” for ${debtType}`
    if (isFirst) return []
    if (largestBefore !== null && items > largestBefore * limits.timesTheLargest) {
      return [`${what}: the most in the last ${limits.runsBefore} runs was ${largestBefore}`]
    }
    if (accounts !== null && items > accounts * limits.ofAccounts) {
      return [`${what}: that is more than a tenth of all ${accounts} accounts`]
    }
    return []
  })
  const { withoutAddress, items, newest } = await db.one(
    z.object({ withoutAddress: z.number(), items: z.number(), newest: date.nullable() }),
    sql`
      select
        (select count(*)::int from recovery.decision
          where council_id = ${councilId}::int and run_id = ${runId}::uuid and rule = 'No address') as without_address,
        count(*)::int as items, max(greatest(account.as_at, source.as_at)) as newest
      from recovery.run_item as item
      join debts.account as account on account.council_id = ${councilId}::int and account.id = item.account_id
      left join debts.source as source on source.council_id = ${councilId}::int and source.source = account.source
      where item.council_id = ${councilId}::int and item.run_id = ${runId}::uuid`,
  )
  return {
    warnings: [
      ...surges,
      ...(withoutAddress > (items + withoutAddress) * limits.withoutAddress && withoutAddress > 0
        ? [`${withoutAddress} accounts could not be written to for want of an address`]
        : []),
      ...(newest && newest.until(businessDate).days > limits.figuresDaysOld
        ? [`The newest figures are as at ${formatDate(newest)}: payments since are not known`]
        : []),
    ],
    notes: isFirst
      ? ['This is the first run with letters: there is none before to compare it with.']
      : [],
  }
}
