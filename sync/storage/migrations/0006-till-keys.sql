-- Keys and tokens of tills.
alter table device
  -- JSON Web Key of the present epoch; null for a till of protocol 1, or where a browser has no keys to give.
  add column public_key jsonb,
  -- When the token ends; null: it does not (tills without a key).
  add column token_expires_at timestamptz,
  -- Goes on until the till was heard with its present token: the answer that brought that one may be lost.
  add column former_token_sha256 bytea,
  add column former_token_until timestamptz,
  -- An open live line counts as being connected until then.
  add column live_until timestamptz;
create unique index device_id_alone on device (device_id);
create unique index device_former_token on device (former_token_sha256) where former_token_sha256 is not null;

-- The key an epoch began with, for who asks later whose signature that was.
alter table device_epoch add column public_key jsonb;

-- A request for a token is good once.
create table token_nonce (
  project_id text not null,
  device_id text not null,
  nonce text not null,
  used_at timestamptz not null,
  primary key (project_id, device_id, nonce),
  foreign key (project_id, device_id) references device
);

-- Who vouched for which operations: the till's signature over the head of each batch, as received.
create table batch_signature (
  project_id text not null,
  device_id text not null,
  epoch integer not null,
  head_sequence bigint not null,
  head_hash text not null,
  -- Epoch of the key that signed; the queue of an earlier epoch is signed with the present key.
  key_epoch integer not null,
  signed_text text not null,
  signature text not null,
  received_at timestamptz not null,
  primary key (project_id, device_id, epoch, head_sequence, head_hash),
  foreign key (project_id, device_id) references device
);
