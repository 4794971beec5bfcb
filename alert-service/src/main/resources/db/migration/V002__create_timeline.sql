create table timeline (
  id           bigint      generated always as identity,
  at           timestamptz not null,
  incident_id  text        not null,
  version      bigint      not null,
  type         text        not null,
  event_at     timestamptz,
  actor        text        not null,
  text         text        not null,
  constraint pk_timeline primary key (id, at)
) partition by range (at);

comment on table timeline is 'Who changed what, when. Monthly partitions (UTC), made ahead by the service; no default partition.';
comment on column timeline.at is 'Wall clock of this service.';
comment on column timeline.event_at is 'Event time of the record or timer behind the change; null when a person made it.';
comment on column timeline.actor is 'correlator, or the name of the API token.';

create index ix_timeline_incident on timeline (incident_id, id);
