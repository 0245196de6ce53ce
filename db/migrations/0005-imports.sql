-- Files from source systems: the bytes as they came, what was made of each row, and what was put aside.

create schema imports;
grant usage on schema imports to evenhand_app;

create table imports.file (
  council_id   int not null references administration.council,
  id           uuid not null,
  feed         text not null,
  -- The mapping profile as it was then, so that a row can be mended under the same rules.
  profile      json not null,
  kind         text not null check (kind in ('accounts', 'transactions', 'register')),
  file_name    text not null,
  sha256       text not null check (length(sha256) = 64),
  bytes        bigint not null,
  -- 'registered' is an applied file of a kind that moves no money.
  state        text not null check (state in ('received', 'applied', 'registered', 'refused')),
  refusal      text,
  as_at        date not null,
  declared_rows int,
  declared     bigint,
  physical_rows int not null default 0,
  blank_lines  int not null default 0,
  applied_rows int not null default 0,
  put_aside_rows int not null default 0,
  duplicate_rows int not null default 0,
  total        bigint not null default 0,
  applied      bigint not null default 0,
  put_aside    bigint not null default 0,
  duplicate    bigint not null default 0,
  received_at  timestamptz not null default now(),
  received_by  text not null,
  finished_at  timestamptz,
  primary key (council_id, id),
  check ((state = 'refused') = (refusal is not null)),
  check (state not in ('applied', 'registered') or physical_rows = applied_rows + put_aside_rows + duplicate_rows),
  check (state not in ('applied', 'registered') or total = applied + put_aside + duplicate),
  check (state <> 'applied' or coalesce(declared_rows, physical_rows) = physical_rows),
  check (state <> 'applied' or coalesce(declared, total) = total)
);
create unique index same_bytes_once on imports.file (council_id, feed, sha256);
create index file_newest on imports.file (council_id, received_at);
call platform.fence('imports.file', 'select, insert, update');

-- The bytes, compressed, in parts. Kept as they came, whatever was made of them.
create table imports.file_content (
  council_id  int not null,
  file_id     uuid not null,
  part        int not null,
  content     bytea not null,
  primary key (council_id, file_id, part),
  foreign key (council_id, file_id) references imports.file (council_id, id)
);
call platform.fence('imports.file_content', 'select, insert');

-- What became of each row. The text of a row is kept only where somebody has to look at it.
create table imports.row (
  council_id  int not null,
  file_id     uuid not null,
  row_no      int not null,
  line_no     int not null,
  feed        text not null,
  state       text not null check (state in ('applied', 'put aside', 'duplicate')),
  natural_key text,
  amount      bigint not null default 0,
  entry_id    uuid,
  column_name text,
  reason      text,
  raw         text[],
  primary key (council_id, file_id, row_no),
  foreign key (council_id, file_id) references imports.file (council_id, id),
  check (state = 'applied' or coalesce(trim(reason), '') <> ''),
  check (state <> 'put aside' or raw is not null)
);
-- The same row is applied once, whatever file it came in.
create unique index row_applied_once on imports.row (council_id, feed, natural_key) where state = 'applied';
create index row_put_aside on imports.row (council_id, file_id, row_no) where state = 'put aside';
call platform.fence('imports.row', 'select, insert, update');
