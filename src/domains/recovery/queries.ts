import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { isUsual } from './run.ts'

type OfRun = { readonly councilId: number; readonly runId: string }

const stageLine = z.object({
  debtType: z.string(),
  actionKind: z.string(),
  items: z.number(),
  amount: pence,
  done: z.number(),
  skipped: z.number(),
  failed: z.number(),
  lastItems: z.number().nullable(),
  lastAmount: pence.nullable(),
})
/** One kind of notice in a run, beside what went of it in the last usual one. */
export type StageLine = z.infer<typeof stageLine>

export const runByStage = (db: Db, { councilId, runId }: OfRun): Promise<readonly StageLine[]> =>
  db.many(
    stageLine,
    sql`
      with this as (
        select business_date, attempt from recovery.run where council_id = ${councilId}::int and id = ${runId}::uuid
      ), last as (
        select run.id from recovery.run as run, this
        where run.council_id = ${councilId}::int and ${isUsual(councilId)}
          and (run.business_date, run.attempt) < (this.business_date, this.attempt)
        order by run.business_date desc, run.attempt desc limit 1
      ), now as (
        select debt_type, action_kind, count(*)::int as items, sum(amount)::bigint as amount,
          count(*) filter (where outcome = 'done')::int as done,
          count(*) filter (where outcome = 'skipped')::int as skipped,
          count(*) filter (where outcome = 'failed')::int as failed
        from recovery.run_item where council_id = ${councilId}::int and run_id = ${runId}::uuid
        group by debt_type, action_kind
      ), before as (
        select debt_type, action_kind, count(*)::int as last_items, sum(amount)::bigint as last_amount
        from recovery.run_item join last on last.id = run_item.run_id
        where run_item.council_id = ${councilId}::int and outcome = 'done'
        group by debt_type, action_kind
      )
      select debt_type, action_kind, coalesce(items, 0) as items, coalesce(amount, 0)::bigint as amount,
        coalesce(done, 0) as done, coalesce(skipped, 0) as skipped, coalesce(failed, 0) as failed,
        last_items, last_amount
      from now full join before using (debt_type, action_kind)
      order by debt_type, action_kind`,
  )

const reasonLine = z.object({ reason: z.string(), accounts: z.number() })
export type ReasonLine = z.infer<typeof reasonLine>

/** How many accounts of the council are on hold, by the rule that holds them. */
export const heldByReason = (db: Db, councilId: number): Promise<readonly ReasonLine[]> =>
  db.many(
    reasonLine,
    sql`
      select last_rule as reason, count(*)::int as accounts
      from recovery.account_state
      where council_id = ${councilId}::int and last_outcome = 'hold' and last_rule <> 'Nothing owed'
      group by last_rule order by accounts desc, reason`,
  )

/** How many items of a run came to nothing, by why; amounts differ, so they are read as one reason. */
const byReason = (
  db: Db,
  { councilId, runId }: OfRun,
  outcome: 'skipped' | 'failed',
): Promise<readonly ReasonLine[]> =>
  db.many(
    reasonLine,
    sql`
      select regexp_replace(reason, '£[0-9,.]+[0-9]', 'Something') as reason, count(*)::int as accounts
      from recovery.run_item
      where council_id = ${councilId}::int and run_id = ${runId}::uuid and outcome = ${outcome}::text
      group by 1 order by accounts desc, reason`,
  )

/** What was pulled between plan and post: a payment, a hold, a death. */
export const pulledByReason = (db: Db, of: OfRun): Promise<readonly ReasonLine[]> =>
  byReason(db, of, 'skipped')

/** What should have gone and could not, such as a letter with a character that its font lacks. A person must act. */
export const failedByReason = (db: Db, of: OfRun): Promise<readonly ReasonLine[]> =>
  byReason(db, of, 'failed')

const runItem = z.object({
  accountId: z.string(),
  partyId: z.string(),
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
  stage: z.string(),
  actionKind: z.string(),
  rule: z.string(),
  amount: pence,
  balance: pence,
  outcome: z.enum(['planned', 'released', 'done', 'skipped', 'failed']),
  reason: z.string().nullable(),
  actionId: z.string().nullable(),
})
export type RunItem = z.infer<typeof runItem>

/** Items of a run in a fixed order, a page at a time: `after` is the last account of the page before. */
export const runItems = (
  db: Db,
  {
    councilId,
    runId,
    outcome = null,
    actionKind = null,
    after = null,
    limit = 50,
  }: OfRun & {
    readonly outcome?: RunItem['outcome'] | null
    readonly actionKind?: string | null
    readonly after?: string | null
    readonly limit?: number
  },
): Promise<readonly RunItem[]> =>
  db.many(
    runItem,
    sql`
      select item.account_id, item.party_id, party.name, account.reference, item.debt_type, item.stage,
        item.action_kind, item.rule, item.amount, item.balance, item.outcome, item.reason, item.action_id
      from recovery.run_item as item
      join debts.account as account on account.council_id = ${councilId}::int and account.id = item.account_id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = item.party_id
      where item.council_id = ${councilId}::int and item.run_id = ${runId}::uuid
        and (${outcome}::text is null or item.outcome = ${outcome}::text)
        and (${actionKind}::text is null or item.action_kind = ${actionKind}::text)
        and (${after}::uuid is null or item.account_id > ${after}::uuid)
      order by item.account_id limit ${limit}::int`,
  )

/** A few cases of each kind to open before approving: the largest, the smallest, and some in between, always the same. */
export const sampleCases = (
  db: Db,
  { councilId, runId, each = 4 }: OfRun & { readonly each?: number },
): Promise<readonly RunItem[]> =>
  db.many(
    runItem,
    sql`
      select item.account_id, item.party_id, party.name, account.reference, item.debt_type, item.stage,
        item.action_kind, item.rule, item.amount, item.balance, item.outcome, item.reason, item.action_id
      from (
        select *, row_number() over (partition by action_kind order by amount desc, account_id) as largest,
          row_number() over (partition by action_kind order by amount, account_id) as smallest,
          row_number() over (partition by action_kind order by md5(account_id::text)) as any_order
        from recovery.run_item where council_id = ${councilId}::int and run_id = ${runId}::uuid
      ) as item
      join debts.account as account on account.council_id = ${councilId}::int and account.id = item.account_id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = item.party_id
      where item.largest = 1 or item.smallest = 1 or item.any_order <= ${each}::int - 2
      order by item.action_kind, item.amount desc, item.account_id`,
  )

/** How far recovery of each account has got. An account that no night has looked at is not in the answer. */
export const stagesOf = async (
  db: Db,
  { councilId, accountIds }: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.many(
    z.object({ accountId: z.string(), stage: z.string() }),
    sql`
      select account_id, stage from recovery.account_state
      where council_id = ${councilId}::int and account_id = any(${[...accountIds]}::uuid[])`,
  )
  return new Map(rows.map(({ accountId, stage }) => [accountId, stage]))
}

const changeOfDecision = z.object({
  accountId: z.string(),
  reference: z.string(),
  on: date,
  rule: z.string(),
  outcome: z.string(),
})

/** The nights on which the decision about any of these accounts was another than the night before's, newest first. */
export const decisionChangesOn = async (
  db: Db,
  { councilId, accountIds }: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<
  readonly {
    readonly accountId: string
    readonly reference: string
    readonly on: Temporal.PlainDate
    readonly says: string
  }[]
> => {
  const rows = await db.many(
    changeOfDecision,
    sql`
      select decision.account_id, account.reference, decision.decided_on as on, decision.rule, decision.outcome
      from (
        select account_id, decided_on, rule, outcome,
          lag(rule) over (partition by account_id order by decided_on, run_id) as rule_before
        from recovery.decision
        where council_id = ${councilId}::int and account_id = any(${[...accountIds]}::uuid[])
      ) as decision
      join debts.account as account on account.council_id = ${councilId}::int and account.id = decision.account_id
      where decision.rule is distinct from decision.rule_before
      order by decision.decided_on desc, decision.account_id limit 100`,
  )
  return rows.map(({ rule, outcome, ...row }) => ({
    ...row,
    says:
      outcome === 'hold'
        ? `on hold: ${rule}`
        : outcome === 'wait'
          ? `nothing due yet: ${rule}`
          : rule,
  }))
}

const notice = z.object({
  id: z.string(),
  kind: z.string(),
  servedOn: date,
  claimed: pence,
  source: z.string(),
  cancelledWhy: z.string().nullable(),
})
export type Notice = z.infer<typeof notice>

/** Notices served on an account, ours and its source's, oldest first; a withdrawn one says why. */
export const noticesOn = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Notice[]> =>
  db.many(
    notice,
    sql`
      select id, kind, served_on, claimed, source, cancelled_why from recovery.action
      where council_id = ${councilId}::int and account_id = ${accountId}::uuid and served_on is not null
      order by served_on, kind`,
  )
