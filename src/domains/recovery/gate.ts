import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { liableParties, lockParties } from '#protections'
import { formatPounds } from '#values/money.ts'
import { beforeAnyStop } from './emergency/turns.ts'
import { outcomesSql, policiesOn, ruleSql } from './policies-in-force.ts'
import { factSheet } from './sheet.ts'

const passing = z.object({
  accountId: z.string(),
  partyId: z.string(),
  leadPartyId: z.string(),
  plannedRule: z.string(),
  actionKind: z.string(),
  amount: pence,
  plannedBalance: pence,
  rule: z.string(),
  outcome: z.string(),
  claim: pence,
  balance: pence,
})

/** An item of a run at the gate: `reason` says why it may not pass; without one it may. */
export type AtTheGate = {
  readonly accountId: string
  readonly reason: string | undefined
}

/**
 * The gate: asked when a step is released, and again in the transaction that sends. Locks the people concerned, in
 * order, then decides each account afresh from what is true now; holds take the same lock, so none can slip past.
 * The same rule must still lead to the same action, and what it claims must still be owed.
 */
export async function gate(
  db: Db,
  {
    councilId,
    runId,
    accountIds,
    asAt,
    now,
  }: {
    readonly councilId: number
    readonly runId: string
    readonly accountIds: readonly string[]
    readonly asAt: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<readonly AtTheGate[]> {
  await beforeAnyStop(db, councilId)
  await lockParties(db, { councilId, partyIds: await liableParties(db, { councilId, accountIds }) })
  const policies = await policiesOn(db, councilId, asAt)
  const sheet = factSheet({
    councilId,
    accounts: sql`select account_id from unnest(${[...accountIds]}::uuid[]) as account_id`,
    asAt,
    at: now,
  })
  const rows = await db.many(
    passing,
    sql`
      select item.account_id, item.party_id, sheet.party_id as lead_party_id, item.rule as planned_rule,
        item.action_kind, item.amount, item.balance as planned_balance, sheet.rule,
        coalesce(leads.outcome, 'none') as outcome, sheet.claim, sheet.balance
      from recovery.run_item as item
      join (select sheet.*, ${ruleSql(policies)} as rule from (${sheet}) as sheet) as sheet
        on sheet.account_id = item.account_id
      left join (${outcomesSql(policies)}) as leads
        on leads.debt_type = sheet.debt_type and leads.rule = sheet.rule
      where item.council_id = ${councilId}::int and item.run_id = ${runId}::uuid
      order by item.account_id`,
  )
  return rows.map(row => ({ accountId: row.accountId, reason: whyNot(row) }))
}

function whyNot(row: z.infer<typeof passing>): string | undefined {
  const { plannedBalance, balance, claim, amount } = row
  const less = plannedBalance - balance
  if (less > 0n && (claim < amount || row.outcome !== row.actionKind)) {
    return `${formatPounds(less)} was paid or taken off since the plan`
  }
  if (row.outcome === 'hold') return `On hold since the plan: ${row.rule}`
  if (row.leadPartyId !== row.partyId) return 'The account is in another name since the plan'
  if (row.outcome !== row.actionKind || row.rule !== row.plannedRule) {
    return `Not due any more: the rule that fits now is “${row.rule}”`
  }
  if (claim < amount) return `Only ${formatPounds(claim)} of what would be claimed is due now`
  return undefined
}
