-- The GOV.UK Pay of sample councils: payments that no bank knows of, kept so that they outlive a restart.
create table payments.training_pay (
  council_id      int not null references administration.council,
  payment_id      text not null check (payment_id ~ '^[0-9a-v]{26}$'),
  reference       text not null,
  idempotency_key text,
  -- The address on which the payer types a test card, which nobody else knows.
  page_secret     text not null,
  -- The payment and its events and refunds, as its stand-in keeps them.
  kept            jsonb not null,
  primary key (council_id, payment_id),
  unique (council_id, idempotency_key),
  unique (council_id, page_secret)
);
create index training_pay_by_reference on payments.training_pay (council_id, reference);
call platform.fence('payments.training_pay', 'select, insert, update (kept)');

/* No real council's debt is ever paid by a made-up card. */
create function payments.only_in_training() returns trigger language plpgsql as $$
begin
  if not exists (select from administration.council where council_id = new.council_id and is_training) then
    raise exception 'Training payments are for sample councils' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger only_in_training before insert or update on payments.training_pay
  for each row execute function payments.only_in_training();
