create table radius_samples (
  incident_id      text        not null,
  minute           timestamptz not null,
  users_affected   bigint      not null,
  users_exact      boolean     not null,
  failed_requests  bigint      not null,
  front_ends       integer     not null,
  constraint pk_radius_samples primary key (incident_id, minute),
  constraint fk_radius_samples_incident foreign key (incident_id) references incidents (id) on delete cascade
);

comment on table radius_samples is 'How far an incident reached as time went by: the last word of each minute.';
comment on column radius_samples.minute is 'Event time, cut to the minute.';
