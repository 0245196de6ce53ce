-- A hold without an end is looked at again on a day that whoever placed it named.
alter table protections.hold add column review_on date;
create index hold_to_review on protections.hold (council_id, review_on) where review_on is not null and lifted_at is null;
