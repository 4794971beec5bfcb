-- A claim takes the first that are due of one target: in this order it need not look at all that wait.
drop index ix_deliveries_due;
create index ix_deliveries_due on deliveries (target, next_attempt_at) where state = 'PENDING';
