-- Every table is keyed by project_id first: a project can move to a shard of its own.
-- Money is bigint minor units, time is timestamptz, ids are made by whoever creates the thing.

create table project (
  project_id text primary key,
  name text not null,
  settings jsonb not null,               -- decision/facts.ts projectSettings without kind, id, version
  settings_version integer not null default 1,
  token_secret bytea not null,           -- keys the till tokens; never leaves the server
  created_at timestamptz not null default now()
);

create table api_key (
  project_id text not null references project,
  app_id text not null,
  audience text not null check (audience in ('server', 'client', 'management')),
  token_sha256 bytea not null,
  created_at timestamptz not null default now(),
  primary key (project_id, app_id),
  unique (audience, app_id)
);

create table store (
  project_id text not null references project,
  store_id text not null,
  source_id text not null,
  name text not null,
  address_lines jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (project_id, store_id),
  unique (project_id, source_id)
);

create table staff (
  project_id text not null references project,
  staff_id text not null,
  name text not null,
  role text not null check (role in ('cashier', 'manager')),
  pin jsonb not null,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (project_id, staff_id)
);

create table device (
  project_id text not null references project,
  device_id text not null,
  store_id text not null,
  number integer not null,
  name text not null,
  status text not null check (status in ('waiting', 'active', 'revoked')),
  epoch integer not null default 0,
  token_sha256 bytea unique,
  enrol_nonce text,
  shell text,
  journal text,
  lease_version bigint not null default 1,
  clock_skew_ms bigint,
  enrolled_at timestamptz,
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (project_id, device_id),
  unique (project_id, number),
  foreign key (project_id, store_id) references store
);

create table device_epoch (
  project_id text not null,
  device_id text not null,
  epoch integer not null,
  applied_sequence bigint not null default 0,
  head_hash text,
  primary key (project_id, device_id, epoch),
  foreign key (project_id, device_id) references device
);

create table enrolment_code (
  project_id text not null references project,
  code_sha256 bytea primary key,
  device_id text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  foreign key (project_id, device_id) references device
);

create table validation_rule (
  project_id text not null references project,
  rule_id text not null,
  name text not null,
  type text not null,
  context_type text not null,
  rules jsonb not null,                  -- Voucherify shape, as sent
  applicable_to jsonb not null,          -- Voucherify shape, as sent
  error jsonb,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz,
  primary key (project_id, rule_id),
  unique (project_id, name)
);

-- Which rules guard which campaign, voucher or tier; all of an object's rules must pass.
create table rule_assignment (
  project_id text not null,
  assignment_id text not null,
  rule_id text not null,
  related_object_type text not null check (related_object_type in ('campaign', 'voucher', 'promotion_tier')),
  related_object_id text not null,
  created_at timestamptz not null default now(),
  primary key (project_id, assignment_id),
  unique (project_id, related_object_id, rule_id),
  foreign key (project_id, rule_id) references validation_rule
);
create index rule_assignment_rule on rule_assignment (project_id, rule_id, created_at);

create table segment (
  project_id text not null references project,
  segment_id text not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (project_id, segment_id)
);

create table product (
  project_id text not null references project,
  product_id text not null,
  source_id text,
  name text,
  price_minor bigint,
  attributes jsonb not null default '[]',
  image_url text,
  metadata jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz,
  primary key (project_id, product_id),
  unique (project_id, source_id)
);

create table customer (
  project_id text not null references project,
  customer_id text not null,
  source_id text,
  name text,
  description text,
  email text,
  phone text,
  birthdate date,
  address jsonb,
  metadata jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz,
  primary key (project_id, customer_id),
  unique (project_id, source_id)
);

create table segment_member (
  project_id text not null,
  segment_id text not null,
  customer_id text not null,
  primary key (project_id, segment_id, customer_id),
  foreign key (project_id, segment_id) references segment,
  foreign key (project_id, customer_id) references customer on delete cascade
);
create index segment_member_customer on segment_member (project_id, customer_id);

create table campaign (
  project_id text not null references project,
  campaign_id text not null,
  name text not null,
  description text,
  campaign_type text not null check (campaign_type in ('DISCOUNT_COUPONS', 'GIFT_VOUCHERS', 'PROMOTION')),
  type text not null check (type in ('AUTO_UPDATE', 'STATIC', 'STANDALONE')),
  voucher_template jsonb,                -- Voucherify shape; null for promotions
  starts_at timestamptz,
  ends_at timestamptz,
  active boolean not null default true,
  category text,
  metadata jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz,
  primary key (project_id, campaign_id),
  unique (project_id, name)
);

create table promotion_tier (
  project_id text not null,
  tier_id text not null,
  campaign_id text not null,
  name text not null,
  banner text,
  discount jsonb not null,               -- Voucherify shape
  hierarchy integer not null,
  starts_at timestamptz,
  ends_at timestamptz,
  active boolean not null default true,
  metadata jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz,
  primary key (project_id, tier_id),
  foreign key (project_id, campaign_id) references campaign
);

create table voucher (
  project_id text not null references project,
  voucher_id text not null,
  code text not null,
  code_key text not null,                -- codes/normalise-code.ts
  campaign_id text,
  type text not null check (type in ('DISCOUNT_VOUCHER', 'GIFT_VOUCHER')),
  discount jsonb,                        -- Voucherify shape
  gift jsonb,                            -- {effect}; the amount is the limit of the balance account
  uses_limit bigint,                     -- null: unlimited, and then there is no uses account
  category text,
  starts_at timestamptz,
  ends_at timestamptz,
  active boolean not null default true,
  additional_info text,
  metadata jsonb not null default '{}',
  home_store text,                       -- metadata.home_store: the store whose tills hold its leases from the morning
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz,
  primary key (project_id, voucher_id),
  unique (project_id, code_key),
  foreign key (project_id, campaign_id) references campaign
);
create index voucher_list on voucher (project_id, created_at);
create index voucher_campaign on voucher (project_id, campaign_id, created_at);
create index voucher_home_store on voucher (project_id, home_store) where home_store is not null;

create table sales_order (
  project_id text not null references project,
  order_id text not null,
  source_id text,
  status text not null check (status in ('CREATED', 'PAID', 'CANCELED', 'FULFILLED')),
  customer_id text,
  cart jsonb not null,                   -- order/cart.ts: what was asked to be priced
  lines jsonb not null,                  -- order/priced-order.ts lines
  totals jsonb not null,                 -- order/priced-order.ts without lines
  redemptions jsonb not null default '{}',
  metadata jsonb not null default '{}',
  till jsonb,                            -- {deviceId, storeId, staffId, receiptNumber, tenders, changeMinor}; null for REST
  created_at timestamptz not null default now(),
  updated_at timestamptz,
  primary key (project_id, order_id),
  unique (project_id, source_id)
);

create index sales_order_list on sales_order (project_id, created_at);
create index sales_order_customer on sales_order (project_id, customer_id);

create table redemption (
  project_id text not null,
  redemption_id text not null,
  parent_id text,
  kind text not null check (kind in ('single', 'parent', 'child', 'failed', 'rollback')),
  rolls_back text,                       -- the redemption this rollback reverses
  rolled_back_by text,
  object text not null check (object in ('voucher', 'promotion_tier', 'redemption')),
  redeemable_id text,                    -- v_… or promo_…; null for a parent
  campaign_id text,
  customer_id text,
  order_id text,
  tracking_id text,
  amount_minor bigint,                   -- gift credits used
  discount_minor bigint not null default 0,
  order_snapshot jsonb,                  -- Voucherify order as answered
  metadata jsonb not null default '{}',
  failure jsonb,                         -- {key, message, details}
  reason text,
  channel jsonb not null,                -- {channel_id, channel_type}
  redeemed_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (project_id, redemption_id)
);
create index redemption_redeemable on redemption (project_id, redeemable_id, redeemed_at);
create index redemption_campaign on redemption (project_id, campaign_id, redeemed_at);
create index redemption_customer on redemption (project_id, customer_id, redeemed_at);
create index redemption_order on redemption (project_id, order_id);
create index redemption_list on redemption (project_id, redeemed_at);
create unique index redemption_rolled_back_once on redemption (project_id, rolls_back) where rolls_back is not null;

-- The ledger. shared/ledger/SPEC.md: L1 and L2 are these checks.
create table account (
  project_id text not null references project,
  account text not null,
  limit_units bigint not null check (limit_units >= 0),
  committed bigint not null default 0 check (committed >= 0),
  held bigint not null default 0 check (held >= 0 and held <= committed),
  over_units bigint not null default 0 check (over_units >= 0 and over_units <= committed),
  primary key (project_id, account),
  check (committed - over_units <= limit_units)
);

create table lease (
  project_id text not null,
  lease_id text not null,
  account text not null,
  device_id text not null,
  epoch integer not null,
  granted bigint not null,
  consumed bigint not null default 0,
  refunded bigint not null default 0,
  returned bigint not null default 0,
  recalled boolean not null default false,
  expires_at timestamptz not null,
  granted_at timestamptz not null default now(),
  primary key (project_id, lease_id),
  unique (project_id, device_id, epoch, account),
  foreign key (project_id, account) references account,
  foreign key (project_id, device_id) references device,
  check (granted >= 0 and consumed >= 0 and refunded >= 0 and returned >= 0),
  check (granted + refunded - consumed - returned >= 0)
);
create index lease_account on lease (project_id, account);

-- Append-only. What was redeemed of an account is the sum of its entries.
create table entry (
  project_id text not null,
  entry_id bigint generated always as identity,
  account text not null,
  amount bigint not null check (amount <> 0),   -- + drawn, − reversed
  redemption_id text not null,
  lease_id text,
  reverses bigint,
  at timestamptz not null default now(),
  primary key (project_id, entry_id),
  foreign key (project_id, account) references account
);
create index entry_account on entry (project_id, account);
create index entry_redemption on entry (project_id, redemption_id);
create unique index entry_reversed_once on entry (project_id, reverses) where reverses is not null;

create table operation (
  project_id text not null,
  device_id text not null,
  epoch integer not null,
  sequence bigint not null,
  operation_id text not null,
  hash text not null,
  kind text not null,
  body text not null,                    -- as received: canonical bytes are what the hash covers
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  outcome text not null,
  detail text,
  primary key (project_id, device_id, epoch, sequence),
  foreign key (project_id, device_id, epoch) references device_epoch
);
create unique index operation_id_once on operation (project_id, operation_id) where outcome <> 'quarantined';

create table conflict (
  project_id text not null references project,
  conflict_id text not null,
  class text not null,
  device_id text,
  operation_id text,
  account text,
  amount bigint,
  detail text not null,
  opened_at timestamptz not null default now(),
  primary key (project_id, conflict_id)
);

-- What tills replicate: each document once, at its latest version. position is null until the stamper
-- has seen the committed row, so a cursor can never pass a row that commits late.
create table document (
  project_id text not null references project,
  kind text not null,
  id text not null,
  version integer not null,
  position bigint,
  deleted boolean not null default false,
  body jsonb not null,
  primary key (project_id, kind, id)
);
create unique index document_position on document (project_id, position) where position is not null;
create index document_unstamped on document (project_id) where position is null;

create table feed_head (
  project_id text primary key references project,
  head bigint not null default 0
);

-- Every version a till may have decided on, by hash: replay tells outdated facts from invented ones.
create table document_version (
  project_id text not null references project,
  kind text not null,
  id text not null,
  version integer not null,
  hash text not null,
  published_at timestamptz not null default now(),
  primary key (project_id, kind, id, version)
);
