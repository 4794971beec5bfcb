alter table webhook_targets
  add column kind         text not null default 'WEBHOOK',
  add column disabled_by  text;

comment on column webhook_targets.url_sha256 is 'Of the address it was configured with: addresses may carry secrets. Another one enables the target again.';
comment on column webhook_targets.disabled_by is 'Who disabled it; null when it answered 410.';

alter table deliveries
  add column kind         text not null default 'EVENT',
  add column body         text,
  add column last_status  integer,
  add column last_answer  text,
  add constraint ck_deliveries_kind
    check (kind in ('EVENT', 'REPEAT', 'ESCALATION', 'UNMUTED', 'DRILL', 'TEST'));

comment on column deliveries.incident_id is 'The incident; of other notices what they are about: finding:…, group:…, watch:…, drill:….';
comment on column deliveries.body is 'Where it is not the feed''s at feed_cursor.';
comment on column deliveries.last_answer is 'What the receiver said to the last attempt, shortened.';

create index ix_deliveries_log on deliveries (id desc) include (target, state);

create table delivery_attempts (
  delivery_id  bigint      not null,
  attempt      integer     not null,
  at           timestamptz not null,
  reason       text        not null,
  status       integer,
  answer       text        not null,
  constraint pk_delivery_attempts primary key (delivery_id, attempt),
  constraint fk_delivery_attempts_delivery foreign key (delivery_id) references deliveries (id) on delete cascade
);

comment on table delivery_attempts is 'Attempts that failed; the one that succeeded is in deliveries.';
