create table watched (
  kind          text        not null,
  name          text        not null,
  site          text        not null,
  last_seen_at  timestamptz not null,
  quiet_since   timestamptz,
  constraint pk_watched primary key (kind, name),
  constraint ck_watched_kind check (kind in ('COLLECTOR', 'CORRELATOR'))
);

comment on table watched is 'Parts of the system that must give signs of life.';
comment on column watched.last_seen_at is 'Wall clock of this service when the sign arrived.';
comment on column watched.quiet_since is 'When it was told that there are none; null while there are.';
