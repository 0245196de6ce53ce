-- How long ago a breathing space or a mental health crisis moratorium ended: what a policy asks to leave people time after one.

alter table recovery.decision add column days_since_moratorium int;
