alter table server_snapshots add column target text not null default '';

update server_snapshots
   set target = content -> 'probe' ->> 'target'
 where content -> 'probe' ->> 'target' is not null;

alter table server_snapshots
  drop constraint pk_server_snapshots,
  add constraint pk_server_snapshots primary key (site, server, origin, target, taken_at);

comment on column server_snapshots.target is 'Host and port that were probed; empty for other origins. Each is a source of its own.';
