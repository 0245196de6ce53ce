-- From which day the years in which a debt may be claimed in court began again: it was acknowledged in writing or paid in part
-- before they were over. No source tells it.

alter table recovery.answer
  drop constraint answer_question_check,
  add constraint answer_question_check check (question in (
    'capacity', 'other options', 'deferred payment', 'recoverable', 'demand', 'demand in time', 'time to sue', 'employment', 'benefits',
    'housing benefit', 'home', 'vulnerability', 'council tax reduction', 'landlord', 'third party', 'councillor'));

alter table recovery.known add column time_restarted_on date;

create or replace function recovery.keeps_the_latest_answer() returns trigger language plpgsql as $$
begin
  insert into recovery.known (council_id, account_id) values (new.council_id, new.account_id) on conflict do nothing;
  update recovery.known set
    capacity = case new.question when 'capacity' then new.answer else capacity end,
    other_options = case new.question when 'other options' then new.answer else other_options end,
    deferred_payment = case new.question when 'deferred payment' then new.answer else deferred_payment end,
    recoverable = case new.question when 'recoverable' then new.answer else recoverable end,
    decision_notified_on = case new.question when 'recoverable' then new.so_on else decision_notified_on end,
    demand = case new.question when 'demand' then new.answer else demand end,
    demand_in_time = case new.question when 'demand in time' then new.answer else demand_in_time end,
    time_restarted_on = case
      when new.question <> 'time to sue' then time_restarted_on
      when new.answer = 'began again' then new.so_on end
  where council_id = new.council_id and account_id = new.account_id;
  -- Looked at again on the next night.
  update recovery.account_state set next_review_on = least(next_review_on, (new.answered_at at time zone 'Europe/London')::date)
  where council_id = new.council_id and account_id = new.account_id;
  return null;
end $$;

alter table recovery.decision add column days_since_restarted int;
