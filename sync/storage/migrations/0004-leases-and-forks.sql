-- Leases: written off, and what they may do after their end. Accounts: what a manager gave up, and the limit that is meant.
alter table account
  -- What the shop wants; limit_units is never below what is committed, and follows as units come back (L7).
  add column target_units bigint check (target_units >= 0),
  -- Units that were freed by write-offs although a silent till may still have spent them.
  add column exposure_units bigint not null default 0 check (exposure_units >= 0);

alter table lease
  add column written_off bigint not null default 0 check (written_off >= 0),
  -- A: the till may spend; X: suspended, fully reserved; W: written off by a manager; C: closed by the till's own word.
  add column state text not null default 'A' check (state in ('A', 'X', 'W', 'C')),
  add column spend_past_expiry boolean not null default false;

-- Two machines with one identity: the second content of a sequence is kept and applied beside the first.
alter table operation add column forked boolean not null default false;
alter table operation drop constraint operation_pkey;
alter table operation add primary key (project_id, device_id, epoch, sequence, hash);
create unique index operation_in_sequence on operation (project_id, device_id, epoch, sequence) where not forked;

-- The session that changes with every answer; the one before is forgiven once, for a lost answer.
alter table device_epoch
  add column session text,
  add column former_session text,
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
