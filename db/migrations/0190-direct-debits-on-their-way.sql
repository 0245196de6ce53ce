-- Of each account, what the sense check asks of its direct debit: what of it is on its way to be taken, for what, and when.
create view payments.collection_for_recovery with (security_invoker = true) as
select council_id, account_id, due_on, collect_on, amount
from payments.collection
where state in ('planned', 'notified', 'submitted');
grant select on payments.collection_for_recovery to evenhand_app;
create index collection_on_its_way on payments.collection (council_id, account_id) where state in ('planned', 'notified', 'submitted');
