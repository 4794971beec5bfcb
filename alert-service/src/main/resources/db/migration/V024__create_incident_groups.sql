create table incident_groups (
  id           bigint      generated always as identity,
  scope        text        not null,
  site         text        not null,
  cause        text        not null,
  opened_at    timestamptz not null,
  started_at   timestamptz not null,
  last_at      timestamptz not null,
  resolved_at  timestamptz,
  constraint pk_incident_groups primary key (id),
  constraint ck_incident_groups_scope check (scope in ('SITE', 'ESTATE'))
);

comment on table incident_groups is 'Incidents of one cause that are one event: told once, the members are not.';
comment on column incident_groups.site is 'Empty for the estate.';
comment on column incident_groups.last_at is 'Beginning of the last incident that joined; event time, as started_at.';

create index ix_incident_groups_open on incident_groups (cause) where resolved_at is null;

create table incident_group_members (
  group_id     bigint not null,
  incident_id  text   not null,
  constraint pk_incident_group_members primary key (group_id, incident_id),
  constraint fk_incident_group_members_group foreign key (group_id) references incident_groups (id) on delete cascade,
  constraint fk_incident_group_members_incident foreign key (incident_id) references incidents (id) on delete cascade
);

create index ix_incident_group_members_incident on incident_group_members (incident_id);
