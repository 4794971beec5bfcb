create table webhook_targets (
  name             text        not null,
  url_sha256       bytea       not null,
  disabled_at      timestamptz,
  disabled_reason  text,
  constraint pk_webhook_targets primary key (name)
);

comment on column webhook_targets.url_sha256 is 'Of the URL it was configured with: URLs may carry secrets. Another URL enables the target again.';

create table deliveries (
  id               bigint      generated always as identity,
  target           text        not null,
  feed_cursor      bigint      not null,
  feed_at          timestamptz not null,
  incident_id      text        not null,
  type             text        not null,
  webhook_id       text        not null,
  state            text        not null default 'PENDING',
  attempts         integer     not null default 0,
  next_attempt_at  timestamptz not null,
  leased_until     timestamptz,
  last_reason      text,
  created_at       timestamptz not null,
  finished_at      timestamptz,
  constraint pk_deliveries primary key (id),
  constraint uq_deliveries_feed unique (target, feed_cursor),
  constraint fk_deliveries_target foreign key (target) references webhook_targets (name),
  constraint ck_deliveries_state check (state in ('PENDING', 'DELIVERED', 'SUPERSEDED', 'GIVEN_UP')),
  constraint ck_deliveries_finished check ((state = 'PENDING') = (finished_at is null))
);

comment on table deliveries is 'Outbox: one notification to one target. Written with the change, sent after its commit.';
comment on column deliveries.leased_until is 'A worker is sending it; when it has not finished by then, another one may.';
comment on column deliveries.state is 'SUPERSEDED: an update that was still unsent when a newer event of the incident came.';

create index ix_deliveries_due on deliveries (next_attempt_at) where state = 'PENDING';
create index ix_deliveries_order on deliveries (target, incident_id, feed_cursor) where state = 'PENDING';
create index ix_deliveries_incident on deliveries (incident_id, created_at);
