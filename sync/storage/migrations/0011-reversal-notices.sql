-- A rollback over REST of what an offline till sold: the till may take the same units back, onto its lease, before it hears.
-- Until its word they are neither free nor posted.
alter table lease add column awaiting bigint not null default 0 check (awaiting >= 0);

create table reversal_notice (
  project_id text not null,
  notice_id text not null,
  device_id text not null,
  epoch integer not null,
  order_id text not null,
  redemption_id text not null,
  account text not null,
  amount bigint not null check (amount > 0),
  voided bigint not null default 0 check (voided between 0 and amount),  -- the till took these back as well
  lease_id text,                                                         -- null: free already, only to be told
  entry_id bigint not null,
  noticed_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (project_id, notice_id),
  foreign key (project_id, device_id) references device,
  foreign key (project_id, account) references account
);
create index reversal_notice_open on reversal_notice (project_id, device_id) where settled_at is null;
create index reversal_notice_redemption on reversal_notice (project_id, redemption_id) where settled_at is null;
