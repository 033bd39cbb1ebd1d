-- Leases: written off, and what they may do after their end. Accounts: what a manager gave up, and the limit that is meant.
alter table account
  -- What the shop wants; limit_units is never below what is committed, and follows as units come back (L7).
  add column target_units bigint check (target_units >= 0),
  -- Units that were freed by write-offs although a silent till may still have spent them.
  add column exposure_units bigint not null default 0 check (exposure_units >= 0);

alter table lease
  add column written_off bigint not null default 0 check (written_off >= 0),
  -- A: more may be granted on it; X: suspended, fully reserved; W: written off by a manager.
  add column state text not null default 'A' check (state in ('A', 'X', 'W')),
  add column spend_past_expiry boolean not null default false,
  -- Of a counter: what was counted in all at the last look, these units among them (L40).
  add column counted_to bigint check (counted_to >= 0);
-- A till whose lease was written off may be granted another one.
alter table lease drop constraint lease_project_id_device_id_epoch_account_key;
create unique index lease_one_live on lease (project_id, device_id, epoch, account) where state <> 'W';

-- Two machines with one identity: the second content of a sequence is kept and applied beside the first.
alter table operation add column forked boolean not null default false;
alter table operation drop constraint operation_pkey;
alter table operation add primary key (project_id, device_id, epoch, sequence, hash);
create unique index operation_in_sequence on operation (project_id, device_id, epoch, sequence) where not forked;
create index operation_quarantined on operation (project_id, device_id, epoch, sequence) where outcome = 'quarantined';
create index operation_lockout on operation (project_id, device_id, occurred_at) where kind = 'lockout';
create index sales_order_receipt on sales_order (project_id, (till ->> 'receiptNumber')) where till is not null;

-- The session that changes with every answer; the one before is good too, for a lost answer. Whoever shows an older one is
-- given the suspect one: only a second machine can come back with that.
alter table device_epoch
  add column session text,
  add column former_session text,
  add column suspect_session text,
  add column standing text not null default 'good' check (standing in ('good', 'fenced', 'revoked'));

-- Partial reversals: several may name one entry; together never more than it gave.
drop index entry_reversed_once;
create index entry_reverses on entry (project_id, reverses) where reverses is not null;
alter table entry
  add column reversed bigint not null default 0,
  add column granted_by text check (granted_by in ('trust', 'override')),
  add constraint entry_reversed_within check (reversed >= 0 and (amount < 0 or reversed <= amount));
update entry e set reversed = e.amount
  where e.amount > 0 and exists (
    select 1 from entry r where r.project_id = e.project_id and r.reverses = e.entry_id);

-- A manager's word at a till, used once.
create table override_use (
  project_id text not null references project,
  override_id text not null,
  operation_id text not null,
  primary key (project_id, override_id)
);
