alter table api_tokens
  add column sites       text[],
  add column expires_at  timestamptz,
  add constraint ck_api_tokens_sites
    check (sites is null or (role <> 'ADMIN' and cardinality(sites) > 0));

comment on column api_tokens.sites is 'Sites whose incidents, findings and gaps the token shows; null for all.';
comment on column api_tokens.expires_at is 'Not valid from then on; null for a token that stays until it is revoked.';
