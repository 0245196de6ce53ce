-- The position by ward too. What was taken before is of no ward that is known.
alter table casework.position_cell add column ward text not null default 'not known';
alter table casework.position_cell alter column ward drop default;
alter table casework.position_cell drop constraint position_cell_pkey;
alter table casework.position_cell
  add primary key (council_id, taken_on, debt_type, stage, age, collectability, area, ward);
