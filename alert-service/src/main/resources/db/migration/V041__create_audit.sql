create table audit (
  id       bigint      generated always as identity,
  at       timestamptz not null,
  call_id  text        not null,
  step     text        not null,
  actor    text        not null,
  role     text        not null,
  action   text        not null,
  subject  text        not null,
  status   integer,
  detail   text        not null default '',
  constraint pk_audit primary key (id, at),
  constraint ck_audit_step check (step in ('ASKED', 'ANSWERED', 'REVEALED')),
  constraint ck_audit_status check ((step = 'ANSWERED') = (status is not null))
) partition by range (at);

comment on table audit is 'Who asked for which change, what came of it, and who was shown raw text of evidence. Rows are only ever added (ADR 0018). Monthly partitions (UTC), made ahead by the service; no default partition.';
comment on column audit.call_id is 'The same in the row before a change (ASKED) and in the one after it (ANSWERED).';
comment on column audit.subject is 'Path of the call, without its query.';

create index ix_audit_call on audit (call_id);

create function refuse_change_of_audit() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is append-only: % refused', tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger tr_audit_rows before update or delete on audit
  for each row execute function refuse_change_of_audit();

create trigger tr_audit_table before truncate on audit
  for each statement execute function refuse_change_of_audit();
