import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { mayComeSql, nextReviewSql } from './next-review.ts'
import { nextChangeOfRules, outcomesSql, policiesOn, ruleSql } from './policies-in-force.ts'
import { factColumns, factSheet, factsMark } from './sheet.ts'
import { enterTrials } from './trials/enter.ts'
import {
  challengersOfNight,
  nextChangeOfTrials,
  notesOfTrials,
  withSides,
} from './trials/running.ts'

/**
 * Decides every account in the temporary table `due`, as one set: the decision kept where anything changed, an item of
 * the run where a step is due, and the day of the next review on each. Where a trial runs, an account on its challenger's
 * side is decided under that, in the same pass. Returns what whoever approves the run should know of that.
 */
export async function decideDue(
  db: Db,
  {
    councilId,
    runId,
    asAt,
    at,
    actor,
  }: {
    readonly councilId: number
    readonly runId: string
    readonly actor: string
    readonly asAt: Temporal.PlainDate
    readonly at: Temporal.Instant
  },
): Promise<readonly string[]> {
  const policies = await policiesOn(db, councilId, asAt)
  const challengers = await challengersOfNight(db, { councilId, on: asAt, policies, actor })
  await enterTrials(db, { councilId, challengers, asAt, at })
  const rulesChangeOn = earliest(
    await nextChangeOfRules(db, councilId, asAt),
    await nextChangeOfTrials(db, councilId, asAt),
  )
  const sheet = withSides(
    { councilId, challengers, asAt, at },
    factSheet({ councilId, accounts: sql`select account_id from due`, asAt, at }),
  )
  await db.script(`
    drop table if exists pg_temp.decided;
    create temporary table decided (
      like recovery.decision, debt_type text, party_id uuid, period_key text, claim bigint, mark text,
      next_review_on date, is_news boolean
    ) on commit drop`)
  // Without `offset 0` PostgreSQL works a fact out anew for each rule that asks for it, and a rule for each column it fills.
  await db.run(sql`
    insert into decided
      (council_id, account_id, decided_on, run_id, rule, outcome, fingerprint, ${factColumns}, debt_type, party_id,
       trial_id, period_key, claim, mark, next_review_on, is_news)
    select
      ${councilId}::int, sheet.account_id, ${asAt}::date, ${runId}::uuid, sheet.rule,
      coalesce(leads.outcome, 'none'), leads.fingerprint, ${factColumns}, sheet.debt_type, sheet.party_id,
      sheet.trial_id, sheet.period_key, case when leads.claims_balance then sheet.balance else sheet.claim end, sheet.mark,
      case
        when leads.outcome is null then ${rulesChangeOn ?? null}::date
        -- Where time alone leads nowhere it is listed, and not looked at for nothing.
        when leads.outcome = 'wait' and sheet.changes_at is null
          and not (case when sheet.by_challenger then ${mayComeSql(challengers)} else ${mayComeSql(policies)} end)
          then ${rulesChangeOn ?? null}::date
        -- What is due tonight is due again tomorrow, unless it has gone by then.
        when leads.outcome not in ('hold', 'wait') then ${asAt}::date + 1
        else sheet.next_review_on end,
      sheet.last_rule is distinct from sheet.rule or sheet.last_facts is distinct from sheet.mark
        or coalesce(leads.outcome, 'none') not in ('none', 'hold', 'wait')
    from (
      select sheet.*, ${ruleSql(policies, challengers)} as rule,
        -- That it entered a trial, or is decided under the other side of it, is news as a change of facts is.
        case when trial_id is null then ${factsMark} else md5(${factsMark} || trial_id || by_challenger) end as mark,
        ${nextReviewSql({ councilId, policies: [...policies, ...challengers], asAt, rulesChangeOn })} as next_review_on
      from (${sheet}) as sheet
      offset 0
    ) as sheet
    left join (${outcomesSql(policies, challengers)}) as leads
      on leads.debt_type = sheet.debt_type and leads.rule = sheet.rule and leads.by_challenger = sheet.by_challenger`)
  await db.script('analyze pg_temp.decided')
  await db.run(sql`
    insert into recovery.decision
      (council_id, account_id, decided_on, run_id, rule, outcome, fingerprint, trial_id, ${factColumns})
    select council_id, account_id, decided_on, run_id, rule, outcome, fingerprint, trial_id, ${factColumns}
    from decided where council_id = ${councilId}::int and is_news`)
  await db.run(sql`
    update recovery.account_state as state set
      last_rule = decided.rule, last_outcome = decided.outcome, last_facts = decided.mark,
      next_review_on = decided.next_review_on
    from decided
    where state.council_id = ${councilId}::int and state.account_id = decided.account_id`)
  await db.run(sql`
    insert into recovery.run_item
      (council_id, run_id, account_id, party_id, debt_type, stage, rule, action_kind, amount, balance)
    select ${councilId}::int, ${runId}::uuid, account_id, party_id, debt_type, stage, rule, outcome, claim, balance
    from decided
    where decided.council_id = ${councilId}::int and outcome not in ('none', 'hold', 'wait') and claim > 0
      -- Already on its way in a run that is going out, or sent before for this step.
      and not exists (
        select from recovery.action
        where action.council_id = ${councilId}::int and action.account_id = decided.account_id
          and action.kind = decided.outcome and action.period_key = decided.period_key and action.cancelled_at is null
          and action.closed_at is null)
      and not exists (
        select from recovery.run
        join recovery.run_item as item on item.council_id = ${councilId}::int and item.run_id = run.id
          and item.account_id = decided.account_id and item.outcome in ('planned', 'released')
        where run.council_id = ${councilId}::int and run.status in ('approved', 'running'))`)
  return notesOfTrials(db, { councilId, runId, challengers })
}

const earliest = (
  ...days: readonly (Temporal.PlainDate | undefined)[]
): Temporal.PlainDate | undefined =>
  days.filter(day => day !== undefined).sort(Temporal.PlainDate.compare)[0]
