-- The last day of a benefit or a reduction that helps to pay a debt, as its source tells it: help is offered before it is missed.

alter table debts.account add column source_benefit_ends_on date;
create index account_benefit_ends on debts.account (council_id, source_benefit_ends_on) where source_benefit_ends_on is not null;

-- Why somebody is on the list is one of the reasons that the code names; a list of them here had to be written anew with each.
alter table casework.work_item drop constraint work_item_reason_check,
  add constraint work_item_reason_check check (reason <> '');
