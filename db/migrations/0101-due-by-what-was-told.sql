-- What officers told since the last night, found without reading all of it.
create index answer_by_time on recovery.answer (council_id, answered_at);
create index referral_closed on recovery.referral (council_id, closed_at) where closed_at is not null;
create index remedy_event_by_time on recovery.remedy_event (council_id, done_at);
