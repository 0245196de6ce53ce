-- A payer asks their card's bank to take a payment back. GOV.UK Pay says so, and how it ended; what was lost is taken off the account again.
create table payments.card_dispute (
  council_id  int not null references administration.council,
  -- Pay's own name for it, and for the payment.
  dispute_id  text not null check (dispute_id <> ''),
  payment_id  text not null check (payment_id <> ''),
  -- The try that it is about; null where the payment is not ours.
  attempt_id  uuid,
  amount      bigint not null check (amount > 0),
  reason      text not null,
  status      text not null check (status in ('needs_response', 'under_review', 'lost', 'won')),
  respond_by  date,
  told_at     timestamptz not null default clock_timestamp(),
  changed_at  timestamptz not null default clock_timestamp(),
  -- What was taken off the accounts for it, and the first entry that did.
  taken_off   bigint not null default 0 check (taken_off between 0 and amount),
  entry_id    uuid,
  primary key (council_id, dispute_id),
  foreign key (council_id, attempt_id) references payments.card_attempt (council_id, id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  check ((taken_off > 0) = (entry_id is not null)),
  check (taken_off = 0 or status = 'lost' and attempt_id is not null)
);
create index card_dispute_of_attempt on payments.card_dispute (council_id, attempt_id) where attempt_id is not null;
call platform.fence('payments.card_dispute', 'select, insert, update (status, respond_by, changed_at, taken_off, entry_id)');

/* One that has ended stays so: what was taken off for it is taken off once. */
create function payments.card_dispute_ends() returns trigger language plpgsql as $$
begin
  if old.status in ('lost', 'won') then
    raise exception 'A dispute that has ended stays as it is' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger card_dispute_ends before update on payments.card_dispute
  for each row execute function payments.card_dispute_ends();

alter table payments.card_alarm drop constraint card_alarm_kind_check;
alter table payments.card_alarm add constraint card_alarm_kind_check check (kind in ('differs', 'not ours', 'paid twice',
  'paid late', 'refund failed', 'refund elsewhere', 'silent', 'agreement stopped', 'disputed', 'dispute lost'));
