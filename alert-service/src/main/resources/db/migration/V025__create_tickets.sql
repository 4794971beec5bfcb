create table tickets (
  incident_id  text        not null,
  target       text        not null,
  number       text        not null,
  link         text,
  state        text,
  mapped       boolean     not null,
  assignee     text,
  updated_at   timestamptz not null,
  constraint pk_tickets primary key (incident_id, target),
  constraint fk_tickets_incident foreign key (incident_id) references incidents (id) on delete cascade
);

comment on table tickets is 'What ticket systems say of an incident.';
comment on column tickets.mapped is 'Whether the file of routes says what the state means.';

create table ticket_messages (
  target      text        not null,
  message_id  text        not null,
  at          timestamptz not null,
  constraint pk_ticket_messages primary key (target, message_id)
);

comment on table ticket_messages is 'Messages of ticket systems that were taken: the same one again changes nothing.';

create index ix_ticket_messages_at on ticket_messages (at);
