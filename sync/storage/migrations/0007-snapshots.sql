-- Vouchers packed for new tills.
-- Where a voucher lies in a snapshot: shared/protocol/voucher-block.ts. Null where nobody counted it yet.
alter table document add column slot integer check (slot between 0 and 65535);

create table snapshot (
  project_id text primary key references project,
  format integer not null,
  buckets integer not null,
  position bigint not null,              -- every unscoped voucher published up to here is in the chunks
  vouchers bigint not null,
  chunks jsonb not null,                 -- protocol/snapshot.ts chunks
  built_at timestamptz not null default now()
);

create table snapshot_chunk (
  project_id text not null references project,
  sha256 text not null,
  body bytea not null,
  retired_at timestamptz,                -- when no snapshot named it any more; tills on their way may still ask for it
  primary key (project_id, sha256)
);
-- Packed already: PostgreSQL need not try again.
alter table snapshot_chunk alter column body set storage external;

-- Locked by the process that builds a project's snapshot.
create table snapshot_builder (
  project_id text primary key references project
);
