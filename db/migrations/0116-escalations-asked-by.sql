-- Every opening of My work asks what whoever is signed in has asked for: found by them, not among all.
create index escalation_asked_by on casework.escalation (council_id, asked_by);
