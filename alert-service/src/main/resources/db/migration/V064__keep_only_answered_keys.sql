delete from idempotency_keys where status is null;

alter table idempotency_keys alter column status set not null;

comment on table idempotency_keys is 'Changes that were asked for with an Idempotency-Key, and what was answered; written in the change''s transaction (ADR 0090), forgotten after a day.';
comment on column idempotency_keys.status is null;
