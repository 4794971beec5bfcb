create table server_snapshots (
  site            text        not null,
  server          text        not null,
  origin          text        not null,
  taken_at        timestamptz not null,
  last_taken_at   timestamptz not null,
  content_sha256  text        not null,
  bound           jsonb       not null,
  content         jsonb       not null,
  constraint pk_server_snapshots primary key (site, server, origin, taken_at)
);

comment on table server_snapshots is 'What was bound on servers: a row for each change, so that it can be compared with what was bound during a failure.';
comment on column server_snapshots.origin is 'INVENTORY, NETSH or PROBE.';
comment on column server_snapshots.last_taken_at is 'The last snapshot that showed the same.';
comment on column server_snapshots.bound is 'Array of {endpoint, thumbprint, subject, notBefore, notAfter}: a part of content that lists need.';

create index ix_server_snapshots_last on server_snapshots (last_taken_at);
