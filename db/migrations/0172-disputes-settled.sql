-- A dispute that was lost is taken from a settlement, with the provider's fee for it: what it was and what of the lump it took.
alter table payments.card_settled drop constraint card_settled_kind_check;
alter table payments.card_settled add constraint card_settled_kind_check check (kind in ('payment', 'refund', 'dispute'));
alter table payments.card_settled drop constraint card_settled_check;
alter table payments.card_settled add constraint card_settled_net_check check (
  kind = 'payment' and net <= amount or kind = 'refund' and net = -amount or kind = 'dispute' and net <= -amount);
