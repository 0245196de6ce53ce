-- Letters: the facts they were written from, and the bytes as they went.

create schema correspondence;
grant usage on schema correspondence to evenhand_app;

create table correspondence.letter (
  council_id    int not null references administration.council,
  id            uuid not null,
  action_id     uuid,
  account_id    uuid not null,
  party_id      uuid not null,
  address_id    uuid not null,
  template      text not null,
  template_version int not null,
  title         text not null,
  channel       text not null check (channel in ('post')),
  facts         jsonb not null,
  generated_at  timestamptz not null,
  dispatched_at timestamptz not null,
  sha256        text not null check (length(sha256) = 64),
  pages         int not null check (pages > 0),
  primary key (council_id, id),
  unique (council_id, action_id, party_id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, address_id) references parties.address (council_id, id)
);
create index letter_of_party on correspondence.letter (council_id, party_id, dispatched_at);
create index letter_newest on correspondence.letter (council_id, dispatched_at, id);
call platform.fence('correspondence.letter', 'select, insert');
call platform.append_only('correspondence.letter');

/* Whoever writes it, a letter goes to an address of the person it is for, theirs that day and not known bad, and speaks
   of an account that they owe. The wrong envelope is the mistake nobody can take back. */
create function correspondence.goes_where_it_may() returns trigger language plpgsql as $$
declare
  day date := (new.dispatched_at at time zone 'Europe/London')::date;
begin
  if not exists (
    select from parties.address
    where council_id = new.council_id and id = new.address_id and party_id = new.party_id and valid_from <= day
      and (valid_to is null or valid_to > day) and (undeliverable_on is null or undeliverable_on > day))
  then
    raise exception 'A letter goes only to an address of its own addressee that is theirs that day' using errcode = 'restrict_violation';
  end if;
  if not exists (
    select from debts.liability
    where council_id = new.council_id and account_id = new.account_id and party_id = new.party_id)
  then
    raise exception 'A letter speaks only of an account that its addressee owes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger goes_where_it_may before insert on correspondence.letter
  for each row execute function correspondence.goes_where_it_may();

-- The bytes, apart from what lists read.
create table correspondence.letter_file (
  council_id  int not null,
  letter_id   uuid not null,
  pdf         bytea not null,
  primary key (council_id, letter_id),
  foreign key (council_id, letter_id) references correspondence.letter (council_id, id)
);
-- A PDF is compressed already.
alter table correspondence.letter_file alter column pdf set storage external;
call platform.fence('correspondence.letter_file', 'select, insert');
call platform.append_only('correspondence.letter_file');
