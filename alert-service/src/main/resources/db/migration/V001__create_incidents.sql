create table incidents (
  id                    text        not null,
  version               bigint      not null,
  generation            integer     not null,
  site                  text        not null,
  back_end              text        not null,
  cause                 text        not null,
  confidence            text        not null,
  state                 text        not null,
  acknowledged_by       text,
  acknowledged_at       timestamptz,
  started_at            timestamptz not null,
  detected_at           timestamptz not null,
  last_failure_at       timestamptz not null,
  resolved_at           timestamptz,
  opened_at             timestamptz not null,
  updated_at            timestamptz not null,
  front_ends            text[]      not null,
  recovered_front_ends  text[]      not null,
  protocols             text[]      not null,
  users_affected        bigint      not null,
  users_exact           boolean     not null,
  failed_requests       bigint      not null,
  summary               text        not null,
  hops                  jsonb       not null,
  reasons_for           text[]      not null,
  reasons_against       text[]      not null,
  changed_by            text,
  constraint pk_incidents primary key (id),
  constraint ck_incidents_state check (state in ('OPEN', 'ACKNOWLEDGED', 'RESOLVED')),
  constraint ck_incidents_acknowledged
    check ((state = 'ACKNOWLEDGED') = (acknowledged_by is not null and acknowledged_at is not null)),
  constraint ck_incidents_resolved check ((state = 'RESOLVED') = (resolved_at is not null))
);

comment on table incidents is 'One failure of one back end, as it is now.';
comment on column incidents.version is 'The correlator''s count of changes; a change that is not newer is a duplicate.';
comment on column incidents.started_at is 'Event time, as detected_at, last_failure_at and resolved_at.';
comment on column incidents.opened_at is 'Wall clock of this service when it first stored the incident; updated_at likewise.';

create index ix_incidents_started on incidents (started_at desc, id desc);
create index ix_incidents_site on incidents (site, started_at desc, id desc);
create index ix_incidents_back_end on incidents (back_end, started_at desc, id desc);
create index ix_incidents_unresolved on incidents (started_at desc, id desc) where state <> 'RESOLVED';

create table evidence (
  incident_id  text  not null,
  pieces       jsonb not null,
  constraint pk_evidence primary key (incident_id),
  constraint fk_evidence_incident foreign key (incident_id) references incidents (id) on delete cascade
);

comment on table evidence is 'Apart from incidents, so that a change of numbers does not rewrite it.';
comment on column evidence.pieces is 'Array of {kind, site, server, file, offset, time, text}, the most telling first.';
