create table api_tokens (
  name        text        not null,
  sha256      bytea       not null,
  role        text        not null,
  created_by  text        not null,
  created_at  timestamptz not null,
  revoked_at  timestamptz,
  constraint pk_api_tokens primary key (name),
  constraint uq_api_tokens_sha256 unique (sha256),
  constraint ck_api_tokens_sha256 check (length(sha256) = 32),
  constraint ck_api_tokens_role check (role in ('VIEWER', 'RESPONDER', 'ADMIN'))
);

comment on column api_tokens.sha256 is 'Of the token, which is 256 random bits: no salt or slow hash needed.';
