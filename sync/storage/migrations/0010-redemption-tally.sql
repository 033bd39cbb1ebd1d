-- How often a code was redeemed, without counting all of its redemptions at each answer: what was counted once is in the
-- tally, the rest is few. Nobody who redeems touches the tally; who asks folds in what has become many.
create table redemption_tally (
  project_id text not null references project,
  redeemable_id text not null,
  quantity bigint not null,              -- redemptions that stand: made less rolled back
  amount_minor bigint not null,          -- gift credits they used
  primary key (project_id, redeemable_id)
);
alter table redemption add column tallied boolean not null default false;

insert into redemption_tally (project_id, redeemable_id, quantity, amount_minor)
select project_id, redeemable_id, sum(case kind when 'rollback' then -1 else 1 end), coalesce(sum(amount_minor), 0)
from redemption
where redeemable_id is not null and kind in ('single', 'child', 'rollback')
group by project_id, redeemable_id;
update redemption set tallied = true where redeemable_id is not null and kind in ('single', 'child', 'rollback');

create index redemption_untallied on redemption (project_id, redeemable_id)
  where not tallied and kind in ('single', 'child', 'rollback');
