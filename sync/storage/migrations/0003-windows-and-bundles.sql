-- When something may be used besides its dates (timeframe, days of the week, hours), as it was sent.
alter table campaign add column windows jsonb;
alter table voucher add column windows jsonb;
alter table promotion_tier add column windows jsonb;
-- Products that must be in the cart together, as sent.
alter table validation_rule add column bundle_rules jsonb;
