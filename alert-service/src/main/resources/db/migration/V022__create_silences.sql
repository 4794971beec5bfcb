create table silences (
  id          bigint      generated always as identity,
  matcher     jsonb       not null,
  owner       text        not null,
  reason      text        not null,
  starts_at   timestamptz not null,
  expires_at  timestamptz not null,
  created_at  timestamptz not null,
  constraint pk_silences primary key (id),
  constraint ck_silences_period check (starts_at < expires_at)
);

comment on table silences is 'Mute notices, never the record. One that is ended early expires at that moment.';

create index ix_silences_expiry on silences (expires_at);

create table maintenance_windows (
  id              bigint      generated always as identity,
  matcher         jsonb       not null,
  owner           text        not null,
  reason          text        not null,
  zone            text        not null,
  days            text[]      not null,
  from_time       time        not null,
  length_seconds  bigint      not null,
  first_day       date,
  last_day        date,
  created_at      timestamptz not null,
  constraint pk_maintenance_windows primary key (id),
  constraint ck_maintenance_windows_length check (length_seconds between 1 and 604800)
);

comment on table maintenance_windows is 'As silences, again and again: from_time is on the clocks of zone.';
