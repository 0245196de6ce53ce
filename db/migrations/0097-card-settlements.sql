-- What the card provider paid over: each payment and refund with the day that it was settled, as GOV.UK Pay says. Card payments are on
-- their accounts one by one, so the lump at the bank is explained by them and never posted.

create table payments.card_settled (
  council_id int not null references administration.council,
  kind       text not null check (kind in ('payment', 'refund')),
  -- Pay's own name for it.
  pay_id     text not null check (pay_id <> ''),
  settled_on date not null,
  amount     bigint not null check (amount > 0),
  -- What of it reached the bank: less the provider's fee for a payment, and taken away for a refund.
  net        bigint not null check (kind = 'payment' and net <= amount or kind = 'refund' and net = -amount),
  told_at    timestamptz not null default clock_timestamp(),
  primary key (council_id, kind, pay_id)
);
create index card_settled_by_day on payments.card_settled (council_id, settled_on);
call platform.fence('payments.card_settled', 'select, insert');
call platform.append_only('payments.card_settled');

-- The line of a statement that is a day's settlement: one line for one day, once.
create table payments.card_settlement_at_bank (
  council_id   int not null,
  settled_on   date not null,
  bank_line_id uuid not null,
  primary key (council_id, settled_on),
  unique (council_id, bank_line_id),
  foreign key (council_id, bank_line_id) references payments.bank_line (council_id, id)
);
call platform.fence('payments.card_settlement_at_bank', 'select, insert');
call platform.append_only('payments.card_settlement_at_bank');
