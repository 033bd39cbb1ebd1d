-- Edits made on tills, and the keys that personal data is sealed with.
-- When each field of a campaign, product, voucher or tier was last written, by path (shared/merge): who was later.
create table field_write (
  project_id text not null references project,
  kind text not null,
  document_id text not null,
  path text not null,
  version integer not null,
  at timestamptz not null,
  primary key (project_id, kind, document_id, path)
);

-- Every edit that was merged: who, what, when, and what became of each field. Only ever added to.
create table document_edit (
  project_id text not null references project,
  edit_id text not null,
  operation_id text,                     -- null for one that was not made on a till
  device_id text,
  staff_id text not null,
  kind text not null,
  document_id text not null,
  base_version integer not null,
  version integer,                       -- the version it made; null where nothing changed
  result text not null check (result in ('merged', 'archived', 'ended', 'gone')),
  fields jsonb not null,                 -- merge/merge-edit.ts outcomes
  edited_at timestamptz not null,
  merged_at timestamptz not null,
  primary key (project_id, edit_id)
);
create index document_edit_document on document_edit (project_id, kind, document_id, merged_at);

-- The last version of what was deleted. The ledger's accounts, redemptions and orders stay where they are.
create table archived_document (
  project_id text not null references project,
  kind text not null,
  document_id text not null,
  version integer not null,
  body jsonb not null,
  archived_at timestamptz not null,
  archived_by text not null,             -- a staff id, or `api`
  primary key (project_id, kind, document_id)
);

-- What tills seal a customer's data with before it enters their chain of operations. Gone with the customer.
create table customer_key (
  project_id text not null,
  customer_id text not null,
  key bytea not null check (octet_length(key) = 32),
  created_at timestamptz not null default now(),
  primary key (project_id, customer_id)
);

-- Permanent deletions, without anything of the person but the id that means nothing any more.
create table erasure (
  project_id text not null references project,
  erasure_id text not null,
  customer_id text not null,
  erased_at timestamptz not null,
  summary jsonb not null,
  primary key (project_id, erasure_id)
);
create index erasure_customer on erasure (project_id, customer_id);

-- Customers who were there before get their keys now, each with its document, as publishing would write it.
insert into customer_key (project_id, customer_id, key)
  select project_id, customer_id, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'utf8'))
  from customer;
with made as (
  select project_id, customer_id as id,
    translate(encode(key, 'base64'), '+/=', '-_') as key
  from customer_key
), published as (
  insert into document (project_id, kind, id, version, body)
  select project_id, 'customer_key', id, 1,
    jsonb_build_object('kind', 'customer_key', 'id', id, 'version', 1, 'key', key)
  from made
)
insert into document_version (project_id, kind, id, version, hash)
  select project_id, 'customer_key', id, 1,
    encode(sha256(convert_to(
      '{"id":"' || id || '","key":"' || key || '","kind":"customer_key","version":1}', 'utf8')), 'hex')
  from made;
