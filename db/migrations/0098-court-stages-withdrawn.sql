-- What a court had done by the time that the notice was withdrawn, as its source tells: it rests on the notice, and its account is held.
alter table recovery.withdrawn_notice add column court_stage text check (court_stage <> '');
