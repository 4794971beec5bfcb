create table reminders (
  subject  text        not null,
  route    text        not null,
  kind     text        not null,
  step     integer     not null,
  due_at   timestamptz not null,
  constraint pk_reminders primary key (subject, route, kind, step),
  constraint ck_reminders_kind check (kind in ('REPEAT', 'ESCALATION', 'UNMUTED'))
);

comment on table reminders is 'What is told when nothing happens: while nobody acknowledges, and when a silence ends.';
comment on column reminders.route is 'Name of the route; one that is not there any more reminds nobody.';
comment on column reminders.step is 'Which escalation of the route, from 0.';

create index ix_reminders_due on reminders (due_at);
