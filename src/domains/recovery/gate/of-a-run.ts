import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatPounds } from '#values/money.ts'
import { type Action, actionKinds } from '../actions.ts'
import { gate, type Judged } from './gate.ts'
import { cautionKinds } from './sense-check.ts'
import type { RefusalKind } from './verdict.ts'

const planned = z.object({
  accountId: z.string(),
  partyId: z.string(),
  rule: z.string(),
  actionKind: z.enum(actionKinds as [Action, ...Action[]]),
  amount: pence,
  balance: pence,
})
type Planned = z.infer<typeof planned>

/** An item of a run at the gate: `pulled` says why it may not pass; without it, it may. */
export type ItemAtTheGate = {
  readonly accountId: string
  readonly pulled: { readonly reason: string; readonly verdict: RefusalKind } | undefined
}

/**
 * The gate for items of a run, in their accounts' order. What was planned must still be what the same rule leads to, in the
 * same name and for no more than is due; and nothing may have happened of which the night must take heed.
 */
export async function gateOfRun(
  db: Db,
  {
    councilId,
    runId,
    accountIds,
    asAt,
    clock,
  }: {
    readonly councilId: number
    readonly runId: string
    readonly accountIds: readonly string[]
    readonly asAt: Temporal.PlainDate
    readonly clock: Clock
  },
): Promise<readonly ItemAtTheGate[]> {
  const items = await db.many(
    planned,
    sql`
      select account_id, party_id, rule, action_kind, amount, balance from recovery.run_item
      where council_id = ${councilId}::int and run_id = ${runId}::uuid
        and account_id = any(${[...accountIds]}::uuid[])
      order by account_id`,
  )
  const judged = await gate(db, {
    councilId,
    asAt,
    clock,
    proposed: items.map(({ accountId, actionKind, amount }) => ({
      accountId,
      action: actionKind,
      amount,
    })),
  })
  const byAccount = new Map(judged.map(found => [found.accountId, found]))
  return items.map(item => {
    const found = byAccount.get(item.accountId)
    return { accountId: item.accountId, pulled: found ? whyPulled(item, found) : gone }
  })
}

const gone = { verdict: 'blocked by law', reason: 'The account is not there any more' } as const

/** Why the night leaves a case out that it had planned. A payment is said first: it is what people ask about. */
export function whyPulled(
  item: Planned,
  { partyId, sheet, claim, verdict }: Judged,
): ItemAtTheGate['pulled'] {
  const less = item.balance - sheet.balance
  if (less > 0n && (claim < item.amount || verdict.is === 'outside policy')) {
    return {
      verdict: 'caution',
      reason: `${formatPounds(less)} was paid or taken off since the plan`,
    }
  }
  if (verdict.is === 'blocked by law') {
    const [{ says, isHold }] = verdict.blocks
    return { verdict: verdict.is, reason: isHold ? `On hold since the plan: ${says}` : says }
  }
  if (partyId !== item.partyId) {
    return { verdict: 'caution', reason: 'The account is in another name since the plan' }
  }
  if (verdict.is === 'outside policy' && verdict.outcome === 'hold') {
    return { verdict: verdict.is, reason: `On hold since the plan: ${verdict.rule}` }
  }
  if (verdict.is === 'outside policy' || verdict.rule !== item.rule) {
    return {
      verdict: 'outside policy',
      reason: `Not due any more: the rule that fits now is “${verdict.rule}”`,
    }
  }
  if (verdict.is === 'clear') return undefined
  const [first] = verdict.cautions
  const forAPerson = verdict.cautions.find(({ kind }) => cautionKinds[kind] === 'a person decides')
  return forAPerson
    ? { verdict: 'caution', reason: `For a person to decide: ${forAPerson.says}` }
    : { verdict: 'caution', reason: first.says }
}
