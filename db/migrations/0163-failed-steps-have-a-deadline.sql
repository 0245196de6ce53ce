-- A step that failed is on the list until something goes, with the day by which it is to be put right: it left the list unseen after some days.
alter table casework.work_item add column deadline date;

-- The figure that said for how long it was listed says from now on how long there is to put it right. What was decided stays as it was otherwise.
alter table administration.figure_change no force row level security;
alter table administration.figure_change disable trigger is_decided_once;
update administration.figure_change set figure = 'failed-step-deadline' where figure = 'failed-step-listed';
alter table administration.figure_change enable trigger is_decided_once;
alter table administration.figure_change force row level security;
