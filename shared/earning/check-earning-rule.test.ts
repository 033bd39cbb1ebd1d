import {expect, test} from 'vitest';
import {earningRuleProblem} from './check-earning-rule.ts';
import {type EarningRule, earningRuleSchema} from './earning-rule.ts';

const rule = (given: Partial<EarningRule>): EarningRule => ({
  kind: 'earning_rule',
  id: 'ern_1',
  version: 1,
  campaignId: 'camp_points',
  active: true,
  banner: null,
  trigger: {event: 'order_paid'},
  points: {type: 'FIXED', points: 1},
  startsAtMs: null,
  endsAtMs: null,
  metadata: {},
  ...given,
});
const entered = {event: 'segment_entered', segmentId: 'seg_1'} as const;

test('[EA30] a project has at most 100 earning rules', () => {
  expect(earningRuleProblem(rule({}), 99)).toBeNull();
  expect(earningRuleProblem(rule({}), 100)).toEqual({code: 'rules_limit_reached', limit: 100});
});

test('[EA31] points wait only after paid orders', () => {
  expect(earningRuleProblem(rule({pendingDays: 5}), 0)).toBeNull();
  expect(earningRuleProblem(rule({pendingDays: 5, trigger: entered}), 0)).toEqual({
    code: 'pending_points_not_allowed',
  });
  expect([0, 91, 1.5].map(pendingDays => earningRuleSchema.safeParse(rule({pendingDays})).success)).toEqual([
    false,
    false,
    false,
  ]);
});

test('[EA32] a rule counts only what its event has', () => {
  const per = (base: Extract<EarningRule['points'], {type: 'PROPORTIONAL'}>['base']) => ({
    type: 'PROPORTIONAL' as const,
    base,
    every: 1,
    points: 1,
  });
  const problem = (type: 'ORDER_AMOUNT' | 'ORDER_TOTAL_AMOUNT') =>
    earningRuleProblem(rule({trigger: entered, points: per({type})}), 0);
  expect(problem('ORDER_AMOUNT')).toEqual({code: 'base_not_available', base: 'ORDER_AMOUNT'});
  for (const type of ['ORDER_AMOUNT', 'ORDER_TOTAL_AMOUNT'] as const) {
    expect(earningRuleProblem(rule({points: per({type})}), 0)).toBeNull();
  }
  const km = per({type: 'CUSTOM_EVENT_METADATA', property: 'km'});
  expect(earningRuleProblem(rule({points: km}), 0)).toEqual({
    code: 'base_not_available',
    base: 'CUSTOM_EVENT_METADATA',
  });
  expect(earningRuleProblem(rule({points: km, trigger: {event: 'custom_event', name: 'ran'}}), 0)).toBeNull();
  expect(
    earningRuleProblem(rule({trigger: entered, points: per({type: 'CUSTOMER_METADATA', property: 'x'})}), 0),
  ).toBeNull();
});

test('[EA33] a formula must be one, and the problem says where it is not', () => {
  expect(
    earningRuleProblem(rule({points: {type: 'FIXED', points: 1, formula: 'ORDER_AMOUNT * 2'}}), 0),
  ).toBeNull();
  expect(
    earningRuleProblem(rule({points: {type: 'FIXED', points: 1, formula: 'ORDER_AMOUNT *'}}), 0),
  ).toMatchObject({code: 'invalid_formula'});
});
