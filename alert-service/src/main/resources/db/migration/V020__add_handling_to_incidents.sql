alter table incidents
  add column revision         bigint not null default 0,
  add column severity         text   not null default 'OUTAGE',
  add column assignee         text,
  add column resolved_by      text,
  add column resolved_reason  text,
  add constraint ck_incidents_severity check (severity in ('INFO', 'WARNING', 'OUTAGE')),
  add constraint ck_incidents_by_hand
    check ((resolved_by is null) = (resolved_reason is null) and (resolved_by is null or state = 'RESOLVED'));

comment on column incidents.revision is 'Grows with every stored change, also one that a person made; version only with the correlator''s.';
comment on column incidents.resolved_by is 'Who resolved it without a proof of recovery; resolved_at is then wall clock.';
