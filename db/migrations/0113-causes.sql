-- Why somebody fell behind, as they said it, and what help was offered: kept with the contact, and put right with it.
-- What they were on the list for says whether help came before any notice.
alter table casework.contact
  add column cause text check (cause in ('income fell', 'health', 'bereavement', 'relationship', 'benefit changed', 'cost of living',
    'moved', 'bill disputed', 'payment failed', 'overlooked', 'business', 'will not pay')),
  add column help_offered text[] not null default '{}' check (help_offered <@ array['instalments', 'reduction', 'benefit check',
    'debt advice', 'hardship payment', 'direct debit']),
  add column prompted_by text;
create index contact_by_time on casework.contact (council_id, at);

alter table casework.work_item drop constraint work_item_reason_check,
  add constraint work_item_reason_check check (reason in ('final notice unpaid', 'second letter unpaid',
    'second reminder unpaid', 'large and late', 'promise passed', 'callback due', 'find them', 'reach another way',
    'first payment missed', 'direct debit returned', 'ended with something owed'));

-- The decisions from which early help is found: something is late, and no notice has gone.
create index decision_early on recovery.decision (council_id, decided_on)
  where outcome = 'wait' and stage = 'billed' and last_notice = 'none' and overdue > 0;
