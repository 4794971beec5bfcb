alter table feed
  add column site      text not null default '',
  add column back_end  text not null default '';

update feed
   set site = coalesce(body::jsonb -> 'data' ->> 'site', ''),
       back_end = coalesce(body::jsonb -> 'data' ->> 'backEnd', '');

comment on column feed.site is 'As in the body, so that a client gets what it may see without the body being parsed.';
