-- What a sale in progress needs of a lease is not asked back for a few seconds: units until so many were consumed in all.
alter table lease
  add column keep_to bigint check (keep_to >= 0),
  add column needed_at timestamptz;
