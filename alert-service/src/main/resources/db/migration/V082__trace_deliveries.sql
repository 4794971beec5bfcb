alter table deliveries add column trace_parent text;

comment on column deliveries.trace_parent is 'W3C trace context of the change it tells of; null when that came without.';
