-- What a person must look at: its life, and who did what about it.
alter table conflict
  add column status text not null default 'open' check (status in ('open', 'resolved')),
  -- Minor units at stake, where they are known.
  add column money_minor bigint,
  add column evidence jsonb not null default '{}',
  add column resolution text,
  add column resolved_at timestamptz,
  add constraint conflict_resolved check ((status = 'resolved') = (resolution is not null and resolved_at is not null));
create index conflict_newest on conflict (project_id, status, opened_at desc, conflict_id desc);

-- What tills may do without a connection (shared/redeemables/campaign.ts, OfflineTerms); {} is nothing but leases.
alter table campaign add column offline jsonb not null default '{}';
-- The few accounts that a person let go beyond their limit, or that were given up.
create index account_exposed on account (project_id, account) where over_units > 0 or exposure_units > 0;

-- Asked at every exchange that brings something.
create index document_trust on document (project_id, id)
  where kind = 'campaign' and not deleted and body -> 'offlinePolicy' ->> 'kind' = 'trust_up_to';
create index device_active on device (project_id, store_id) where status = 'active';

-- Only ever added to.
create table conflict_event (
  project_id text not null,
  conflict_id text not null,
  event_id bigint generated always as identity,
  at timestamptz not null,
  actor text not null,            -- a staff id, or `server`
  event text not null check (event in ('opened', 'noted', 'assigned', 'resolved', 'reopened')),
  note text,
  primary key (project_id, conflict_id, event_id),
  foreign key (project_id, conflict_id) references conflict
);
insert into conflict_event (project_id, conflict_id, at, actor, event)
  select project_id, conflict_id, opened_at, 'server', 'opened' from conflict;
