-- Run with the rights of the tables' owner: the service's own role needs no right to make or remove tables.
-- Names are written with their schema, so that no temporary table of the caller is taken for one of them.
create function make_month(parent text, month date) returns boolean
  language plpgsql security definer set search_path from current as $$
declare
  home name := current_schema();
  made text := parent || to_char(month, '_YYYY_MM');
  next date := month + interval '1 month';
begin
  if parent not in ('timeline', 'feed', 'audit') or extract(day from month) <> 1 then
    raise exception 'no months are made of % %', parent, month;
  end if;
  if to_regclass(format('%I.%I', home, made)) is not null then
    return false;
  end if;
  execute format('create table %I.%I partition of %I.%I for values from (%L) to (%L)',
    home, made, home, parent, month || ' 00:00:00+00', next || ' 00:00:00+00');
  if parent = 'audit' then
    -- Triggers of rows are those of the parent; one of the whole table is each partition's own.
    execute format('create trigger tr_audit_table before truncate on %I.%I'
      || ' for each statement execute function %I.refuse_change_of_audit()', home, made, home);
  end if;
  return true;
end $$;

comment on function make_month is 'Makes the partition of a month of timeline, feed or audit; false when something has its name.';

create function remove_month(parent text, month date) returns void
  language plpgsql security definer set search_path from current as $$
declare
  home name := current_schema();
  removed text := parent || to_char(month, '_YYYY_MM');
begin
  if parent not in ('timeline', 'feed', 'audit') or extract(day from month) <> 1
     or month > (now() at time zone 'UTC') - interval '1 month' then
    raise exception 'no months are removed of % %', parent, month;
  end if;
  if parent = 'feed' then
    execute format('update %I.feed_floor set cursor = greatest(cursor, (select max(cursor) from %I.%I))',
      home, home, removed);
  end if;
  execute format('alter table %I.%I detach partition %I.%I', home, parent, home, removed);
  execute format('drop table %I.%I', home, removed);
end $$;

comment on function remove_month is 'Removes the partition of a month that is over from timeline, feed or audit.';

revoke execute on function make_month, remove_month from public;
