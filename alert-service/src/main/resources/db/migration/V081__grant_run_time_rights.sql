create function grant_run_time_rights(service text) returns void language plpgsql as $$
declare
  known record;
begin
  execute format('grant usage on schema %I to %I', current_schema(), service);
  for known in
    select c.relname, c.relkind
      from pg_class c
     where c.relnamespace = current_schema()::regnamespace
       and c.relkind in ('r', 'p', 'S')
  loop
    if known.relkind = 'S' then
      execute format('grant usage, select on sequence %I to %I', known.relname, service);
    elsif known.relname = 'flyway_schema_history' then
      execute format('grant select on %I to %I', known.relname, service);
    elsif known.relname like 'audit%' then
      execute format('grant select, insert on %I to %I', known.relname, service);
    else
      execute format('grant select, insert, update, delete on %I to %I', known.relname, service);
    end if;
  end loop;
  -- Months are read by themselves when it is counted what would go with them.
  execute format('alter default privileges in schema %I grant select on tables to %I', current_schema(), service);
  execute format('grant execute on function make_month, remove_month to %I', service);
end $$;

comment on function grant_run_time_rights is 'Gives a role what the service needs beside the owner: reading and writing rows, in the audit reading and adding.';
