alter table incidents
  add column scope            text   not null default 'SERVER',
  add column group_id         text,
  add column group_back_ends  text[] not null default '{}',
  add column thumbprint       text;

comment on column incidents.scope is 'SERVER, FRONT_END, SITE or ESTATE, as the correlator sees it.';
comment on column incidents.group_id is 'The same for incidents that the correlator sees as one event.';
comment on column incidents.thumbprint is 'Of the certificate on port 444 while it failed; null when not known.';
