-- The planner's statistics are from before a transaction that fills a table, and autovacuum may even have counted the
-- table as empty meanwhile. It then takes any index for as good as the key, and each check of a foreign key reads the
-- council's every row. So a transaction that fills tables has them counted as it goes, and PGlite, which counts nothing
-- by itself, has its numbers too. Only the owner of a table may do that: this function does, for our own tables.
create function platform.count_again(filled_table regclass) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from pg_class as class
    join pg_namespace as namespace on namespace.oid = class.relnamespace
    where class.oid = filled_table and (namespace.nspname ~ '^pg_' or class.relkind <> 'r'))
  then
    raise exception '% is not a table of ours', filled_table using errcode = 'insufficient_privilege';
  end if;
  execute format('analyze %s', filled_table);
end $$;
revoke execute on function platform.count_again from public;
grant execute on function platform.count_again to evenhand_app;
