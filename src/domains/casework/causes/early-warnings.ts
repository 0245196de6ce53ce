import { figure } from '#administration'
import { type Sql, sql } from '#platform/sql.ts'

/**
 * Selects `account_id, reason, weight` of the accounts where something has just gone wrong and no notice has gone: a first
 * payment missed, a direct debit that came back, a tenancy or a bill that ended with something owed; or where a benefit that
 * helps to pay ends within these days, or ended in them. They come after everything else on the list: the weights are below nought.
 */
export const earlyCandidates = (councilId: number, today: Temporal.PlainDate): Sql => sql`
  select early.account_id, early.reason, early.weight
  from (
    select decision.account_id,
      case when account.period_to < ${today}::date and to_char(account.period_to, 'MM-DD') <> '03-31'
        then 'ended with something owed' else 'first payment missed' end as reason,
      case when account.period_to < ${today}::date and to_char(account.period_to, 'MM-DD') <> '03-31'
        then -20000 else -30000 end as weight
    from recovery.decision as decision
    join debts.account as account on account.council_id = ${councilId}::int and account.id = decision.account_id
    where decision.council_id = ${councilId}::int and decision.outcome = 'wait' and decision.stage = 'billed'
      and decision.last_notice = 'none' and decision.overdue > 0
      and decision.decided_on between ${today}::date - ${figure(councilId, 'help-first')} and ${today}::date
      and decision.days_since_due <= ${figure(councilId, 'help-first')}
    union all
    select collection.account_id, 'direct debit returned', -10000
    from payments.collection
    where collection.council_id = ${councilId}::int and collection.state = 'returned'
      and collection.collect_on between ${today}::date - ${figure(councilId, 'help-first')} and ${today}::date
    union all
    select account.id, 'benefit ending', -40000
    from debts.account as account
    where account.council_id = ${councilId}::int
      and account.source_benefit_ends_on between ${today}::date - ${figure(councilId, 'help-first')}
        and ${today}::date + ${figure(councilId, 'help-first')}
  ) as early
  join recovery.account_state as state
    on state.council_id = ${councilId}::int and state.account_id = early.account_id
  where state.stage = 'billed' and state.last_outcome is distinct from 'hold'`
