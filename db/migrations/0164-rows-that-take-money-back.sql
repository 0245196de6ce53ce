-- A row by which an agent takes money back, and the payment on an account that it takes back: that is in suspense from then
-- on, and makes up what the sum at the bank is less than its rows.

alter table payments.remittance_row
  drop constraint remittance_row_state_check,
  add constraint remittance_row_state_check check (state in ('to post', 'posted', 'taken back', 'put aside', 'closed')),
  drop constraint remittance_row_check,
  add constraint remittance_row_of_receipt check ((state in ('posted', 'taken back')) = (receipt_id is not null)),
  add constraint remittance_row_takes_back check (state <> 'taken back' or remitted < 0 and query is null);

-- A payment is taken back once, whichever file says so.
create unique index remittance_row_takes_back on payments.remittance_row (council_id, receipt_id) where state = 'taken back';
create index remittance_row_of_account on payments.remittance_row (council_id, account_id, remitted) where state = 'posted';
