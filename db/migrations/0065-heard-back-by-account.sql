-- An entry that moves money between two accounts is told of by each account's source: heard back once for each account, where it had been
-- once for the entry, so that a file which tells of both was refused.

alter table debts.heard_back add column account_id uuid;
alter table debts.heard_back drop constraint heard_back_pkey;
alter table debts.heard_back drop constraint heard_back_council_id_source_reference_key;
alter table debts.heard_back add primary key (council_id, source_reference);
-- Of an entry that was heard back before this, on no account in particular: it had one.
alter table debts.heard_back add constraint heard_back_once unique nulls not distinct (council_id, entry_id, account_id);
alter table debts.heard_back add foreign key (council_id, account_id) references debts.account (council_id, id);
