create index ix_findings_last on findings (last_at);

comment on index ix_findings_last is 'For the estate: what was found lately.';
