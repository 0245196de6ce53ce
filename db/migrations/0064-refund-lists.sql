-- Agreed refunds handed to the council's finance system: a list proposed by one person and released by another, whose file is made once
-- and kept, and what became of each refund on it.

create table payments.refund_list (
  council_id    int not null references administration.council,
  id            uuid not null,
  state         text not null default 'proposed' check (state in ('proposed', 'released', 'withdrawn')),
  -- Given when it is released, without a gap.
  serial        int check (serial > 0),
  refunds       int not null check (refunds > 0),
  total         bigint not null check (total > 0),
  proposed_by   text not null,
  proposed_at   timestamptz not null default clock_timestamp(),
  released_by   text check (released_by <> proposed_by),
  released_at   timestamptz,
  sha256        text check (length(sha256) = 64),
  withdrawn_by  text,
  withdrawn_why text check (withdrawn_why <> ''),
  primary key (council_id, id),
  unique (council_id, serial),
  check (num_nulls(serial, released_by, released_at, sha256) in (0, 4)),
  check ((state = 'released') = (serial is not null)),
  check ((state = 'withdrawn') = (withdrawn_by is not null) and (withdrawn_by is null) = (withdrawn_why is null))
);
create unique index one_proposed_refund_list on payments.refund_list (council_id) where state = 'proposed';
create index refund_list_latest on payments.refund_list (council_id, proposed_at);
call platform.fence('payments.refund_list', 'select, insert, update (state, serial, released_by, released_at, sha256, withdrawn_by, withdrawn_why)');

create function payments.refund_list_moves() returns trigger language plpgsql as $$
begin
  if old.state <> 'proposed' or new.state = 'proposed' then
    raise exception 'A list of refunds that is % stays as it is', old.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger refund_list_moves before update on payments.refund_list
  for each row execute function payments.refund_list_moves();

-- The file as it was made when the list was released.
create table payments.refund_list_file (
  council_id int not null,
  list_id    uuid not null,
  bytes      bytea not null,
  primary key (council_id, list_id),
  foreign key (council_id, list_id) references payments.refund_list (council_id, id)
);
call platform.fence('payments.refund_list_file', 'select, insert');
call platform.append_only('payments.refund_list_file');

-- The list that a refund is on, from when the list is proposed, and its line there.
alter table payments.refund add column list_id uuid;
alter table payments.refund add column line int check (line > 0);
alter table payments.refund add foreign key (council_id, list_id) references payments.refund_list (council_id, id);
alter table payments.refund add check (state not in ('sent', 'paid') or (list_id is not null and line is not null));
alter table payments.refund add check (state in ('agreed', 'sent', 'paid', 'came back') or list_id is null);
create index refund_on_list on payments.refund (council_id, list_id) where list_id is not null;
create unique index refund_line on payments.refund (council_id, list_id, line);
grant update (list_id, line) on payments.refund to evenhand_app;

/* A refund leaves with a list that was released, and stays on it. */
create function payments.refund_leaves() returns trigger language plpgsql as $$
begin
  if old.state in ('sent', 'paid', 'came back') and (new.list_id is distinct from old.list_id or new.line is distinct from old.line) then
    raise exception 'A refund stays on the list with which it left' using errcode = 'restrict_violation';
  end if;
  if new.state = 'sent' and old.state = 'agreed' and not exists (
    select from payments.refund_list where council_id = new.council_id and id = new.list_id and state = 'released')
  then
    raise exception 'A refund leaves with a list that was released' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger refund_leaves before update on payments.refund
  for each row execute function payments.refund_leaves();
