create function erase_text(erased text, instead text)
  returns table (place text, changed bigint) language plpgsql as $$
declare
  found record;
begin
  for found in
    select c.oid::regclass as relation, c.relname::text as name, a.attname as attribute,
           format_type(a.atttypid, null) as type
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = current_schema()::regnamespace
       and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname not in ('audit', 'flyway_schema_history')
       and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb')
     order by c.relname, a.attname
  loop
    execute format(
      'update %s set %I = replace(%I::text, $1, $2)::%s where position($1 in %I::text) > 0',
      found.relation, found.attribute, found.attribute, found.type, found.attribute)
      using erased, instead;
    get diagnostics changed = row_count;
    if changed > 0 then
      place := found.name || '.' || found.attribute;
      return next;
    end if;
  end loop;
end $$;

comment on function erase_text is 'Replaces a text in every column of every table that can hold it, but the audit''s. Both texts must be of letters, digits and hyphens: they stand inside JSON.';
