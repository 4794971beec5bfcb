create table findings (
  id          text        not null,
  version     bigint      not null,
  kind        text        not null,
  severity    text        not null,
  site        text        not null,
  server      text        not null,
  first_at    timestamptz not null,
  last_at     timestamptz not null,
  count       bigint      not null,
  summary     text        not null,
  evidence    jsonb       not null,
  updated_at  timestamptz not null,
  constraint pk_findings primary key (id)
);

comment on table findings is 'Recognised, and deliberately not an incident.';

create index ix_findings_first on findings (first_at desc, id desc);
create index ix_findings_server on findings (server, first_at desc, id desc);

create table gaps (
  id          text        not null,
  version     bigint      not null,
  site        text        not null,
  server      text        not null,
  log         text        not null,
  reason      text        not null,
  open        boolean     not null,
  first_at    timestamptz not null,
  last_at     timestamptz not null,
  detail      text        not null,
  updated_at  timestamptz not null,
  constraint pk_gaps primary key (id)
);

comment on table gaps is 'Evidence that should exist and was not collected.';

create index ix_gaps_first on gaps (first_at desc, id desc);
create index ix_gaps_server on gaps (server, first_at desc, id desc);
