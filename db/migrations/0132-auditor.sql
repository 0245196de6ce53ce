-- Whoever checks the installation (`run.py check`, an auditor's own queries) needs nothing that serves pages: evenhand_auditor
-- reads the integrity views, of every council, and nothing else.
do $$ begin
  if not exists (select from pg_roles where rolname = 'evenhand_auditor') then create role evenhand_auditor nologin; end if;
end $$;
grant usage on schema contract to evenhand_auditor;
grant select on all tables in schema contract to evenhand_auditor;
alter default privileges in schema contract grant select on tables to evenhand_auditor;
