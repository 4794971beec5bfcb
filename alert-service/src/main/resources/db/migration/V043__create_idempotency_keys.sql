create table idempotency_keys (
  caller          text        not null,
  key_sha256      bytea       not null,
  request_sha256  bytea       not null,
  begun_at        timestamptz not null,
  status          integer,
  media_type      text,
  body            text,
  constraint pk_idempotency_keys primary key (caller, key_sha256)
);

comment on table idempotency_keys is 'Changes that were asked for with an Idempotency-Key, and what was answered; forgotten after a day.';
comment on column idempotency_keys.status is 'Null while the first call runs.';
comment on column idempotency_keys.body is 'Null where the answer had none, or may be shown only once.';

create index ix_idempotency_keys_begun on idempotency_keys (begun_at);
