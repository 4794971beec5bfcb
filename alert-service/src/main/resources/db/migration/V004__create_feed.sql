create sequence feed_cursor as bigint minvalue 1;

comment on sequence feed_cursor is 'Taken only under the transaction''s advisory lock, so that its order is the order of commits (ADR 0010).';

create table feed (
  cursor       bigint      not null,
  at           timestamptz not null,
  type         text        not null,
  incident_id  text        not null,
  version      bigint      not null,
  body         text        not null,
  constraint pk_feed primary key (cursor, at)
) partition by range (at);

comment on table feed is 'What the live feed and the webhooks say. Monthly partitions (UTC), made ahead by the service; no default partition.';
comment on column feed.at is 'Wall clock of this service; the timestamp of the event.';
comment on column feed.body is 'JSON, sent byte for byte as it stands here; at most 20,000 bytes.';
