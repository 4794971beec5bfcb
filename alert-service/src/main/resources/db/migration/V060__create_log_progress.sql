create table log_progress (
  site          text        not null,
  server        text        not null,
  log           text        not null,
  kind          text        not null,
  collector     text        not null,
  file          text,
  read_offset   bigint      not null,
  size          bigint      not null,
  lag_bytes     bigint      not null,
  read_up_to    timestamptz,
  said_at       timestamptz not null,
  seen_at       timestamptz not null,
  clock_skew_ms bigint,
  constraint pk_log_progress primary key (site, server, log)
) with (fillfactor = 50);

comment on table log_progress is 'How far each log is read: the last word of its collector. Rows change every few seconds, in place.';
comment on column log_progress.log is 'Folder below the server''s; empty for the server as a whole.';
comment on column log_progress.said_at is 'By the collector''s clock.';
comment on column log_progress.seen_at is 'Wall clock of this service when it arrived.';
comment on column log_progress.clock_skew_ms is 'The server''s clock less the collector''s, in milliseconds.';
