-- The position by service too: whose system the debt is raised in. What was taken before says nothing of it.
alter table casework.position_cell add column service text not null default 'not known';
alter table casework.position_cell alter column service drop default;
alter table casework.position_cell drop constraint position_cell_pkey;
alter table casework.position_cell
  add primary key (council_id, taken_on, debt_type, stage, age, collectability, area, ward, service);
