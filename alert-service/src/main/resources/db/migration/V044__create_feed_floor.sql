create table feed_floor (
  one     boolean not null default true,
  cursor  bigint  not null,
  constraint pk_feed_floor primary key (one),
  constraint ck_feed_floor_one check (one)
);

insert into feed_floor (cursor) values (0);

comment on table feed_floor is 'Newest cursor that retention removed; a client that stands before it has missed events.';
