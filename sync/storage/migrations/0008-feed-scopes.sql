-- Who a document is for, and what is left of deleted ones.
-- The one store whose tills replicate it; null is all. `narrowed`: tills that had it may have lost it, and are told.
alter table document
  add column scope text,
  add column narrowed boolean not null default false;

-- What a till pulls beside a snapshot: everything but vouchers, and the vouchers a snapshot does not hold.
create index document_not_voucher on document (project_id, position)
  where position is not null and kind <> 'voucher';
create index document_beside_snapshot on document (project_id, position)
  where position is not null and kind = 'voucher' and (deleted or scope is not null);
create index document_tombstone on document (project_id) where deleted;

alter table staff add column store_id text;
alter table staff add foreign key (project_id, store_id) references store;

alter table feed_head
  -- Another one after positions began anew, as after a restored backup.
  add column feed text not null default gen_random_uuid()::text,
  -- Deletions up to here may be forgotten: whoever stopped reading before must start again.
  add column forgotten bigint not null default 0;
