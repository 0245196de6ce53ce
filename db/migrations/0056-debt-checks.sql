-- Debt checks: another team asks whether somebody owes, for a purpose that a legal gateway allows, and every answer is kept.

create schema if not exists enquiries;
grant usage on schema enquiries to evenhand_app;

-- What another team may ask for. Without a gateway nobody may ask.
create table enquiries.purpose (
  council_id    int not null references administration.council,
  name          text not null check (name <> ''),
  -- What lets the council tell it, in words, and where it is written; null: nobody has found one.
  gateway       text check (gateway <> ''),
  citation      text check (citation <> ''),
  confidence    text not null check (confidence in ('confirmed', 'to confirm')),
  -- The kinds of debt that may be told of. What is not here is not looked at.
  debt_types    text[] not null default '{}',
  tells_amount  boolean not null,
  tells_plan    boolean not null,
  -- Where one band of amounts ends and the next begins, in pence, smallest first.
  bands         bigint[] not null check (cardinality(bands) > 0 and 0 < all (bands)),
  primary key (council_id, name),
  check ((gateway is null) = (citation is null)),
  check ((gateway is null) = (cardinality(debt_types) = 0))
);

/* The purposes that a council starts with. What it has already stays as it is. */
create function enquiries.seed_purposes(council int) returns void language sql as $$
  insert into enquiries.purpose
    (council_id, name, gateway, citation, confidence, debt_types, tells_amount, tells_plan, bands)
  values
    (council, 'housing allocation',
      'What a housing authority may take into account when it decides who may have, and who comes first for, a home of its own.',
      'Housing Act 1996 Part 6 (in England sections 160ZA and 166A; in Wales sections 160A and 167)', 'to confirm',
      '{former tenant arrears,rechargeable repair,garage}', true, true, '{10000,50000,100000,250000}'),
    (council, 'homelessness help',
      'What a housing authority must find out about the circumstances of somebody who is, or is threatened with being, homeless.',
      'Housing Act 1996 Part 7 (in England section 189A); in Wales, Housing (Wales) Act 2014 Part 2', 'to confirm',
      '{former tenant arrears,rechargeable repair}', true, true, '{10000,50000,100000,250000}'),
    (council, 'discretionary housing payment',
      'What the authority may ask about somebody who applies for help with housing costs.',
      'SI 2001/1167 (Discretionary Financial Assistance Regulations 2001)', 'to confirm',
      '{former tenant arrears}', true, false, '{10000,50000,100000,250000}'),
    (council, 'licensing', null, null, 'to confirm', '{}', false, false, '{10000,50000,100000,250000}'),
    (council, 'grants and contracts', null, null, 'to confirm', '{}', false, false, '{10000,50000,100000,250000}')
  on conflict do nothing
$$;

-- Of every council that is there already, before the fence is up, which holds the owner too.
select enquiries.seed_purposes(council_id) from administration.council order by council_id;
call platform.fence('enquiries.purpose', 'select, insert');

-- What was asked and what was answered. Never changed, never deleted: the person has a right to know of it.
create table enquiries.disclosure (
  council_id    int not null references administration.council,
  id            uuid not null,
  asked_at      timestamptz not null default clock_timestamp(),
  -- Who asked, by their id, and their team's own reference for what they asked it for.
  asked_by      text not null check (asked_by <> ''),
  reference     text not null check (reference <> ''),
  -- The purpose, and its gateway, as they stood then.
  purpose       text not null check (purpose <> ''),
  gateway       text not null check (gateway <> ''),
  citation      text not null check (citation <> ''),
  confidence    text not null check (confidence in ('confirmed', 'to confirm')),
  debt_types    text[] not null check (cardinality(debt_types) > 0),
  -- Who was asked about, as it was typed; of an insurance number its last four characters.
  subject       jsonb not null,
  -- The record that it led to. Also where nothing was told of it.
  party_id      uuid,
  answer        text not null check (answer in ('yes', 'no', 'not answered')),
  -- Why it was not answered: never told to whoever asked.
  because       text check (because in ('nobody fits', 'several fit', 'restricted', 'died', 'kept back', 'no figures')),
  band          text check (band <> ''),
  plan          text check (plan <> ''),
  as_at         date,
  -- Every sentence that was given.
  told          text[] not null check (cardinality(told) > 0),
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  check ((answer = 'not answered') = (because is not null)),
  check ((answer = 'not answered') = (as_at is null)),
  check (answer = 'yes' or band is null and plan is null),
  check (answer = 'not answered' or party_id is not null)
);
create index disclosure_asked on enquiries.disclosure (council_id, asked_at);
create index disclosure_by on enquiries.disclosure (council_id, asked_by, asked_at);
create index disclosure_of_party on enquiries.disclosure (council_id, party_id, asked_at) where party_id is not null;
call platform.fence('enquiries.disclosure', 'select, insert');
call platform.append_only('enquiries.disclosure');

-- Whoever is described by their date of birth is found by it.
create index source_record_by_birth on parties.source_record (council_id, date_of_birth)
  where date_of_birth is not null and superseded_at is null;
