import {expect, test} from 'vitest';
import {accountKeySchema} from '../ledger/account-key.ts';
import {checkAssignment, stockAccount} from './reward-assignment.ts';

const terms = {points: 100, ruleIds: []};

test('[LY60] what is bought costs points; paying with points names none', () => {
  expect(checkAssignment({id: 'rew_1', type: 'MATERIAL'}, terms, null)).toBeNull();
  expect(checkAssignment({id: 'rew_1', type: 'CAMPAIGN'}, {...terms, points: null}, null)).toEqual({
    code: 'missing_param',
    parameter: 'parameters.loyalty',
  });
  expect(checkAssignment({id: 'rew_1', type: 'COIN'}, {...terms, points: null}, null)).toBeNull();
  expect(checkAssignment({id: 'rew_1', type: 'COIN'}, terms, null)).toEqual({code: 'points_not_allowed'});
});

test('[LY61] one rule at most, and one automatic reward per program', () => {
  expect(
    checkAssignment({id: 'rew_1', type: 'COIN'}, {points: null, ruleIds: ['val_1', 'val_2']}, null),
  ).toEqual({code: 'rules_limit_reached', limit: 1});
  expect(
    checkAssignment({id: 'rew_1', type: 'COIN'}, {points: null, ruleIds: [], autoRedeem: true}, null),
  ).toEqual({code: 'auto_redeem_not_allowed'});
  const automatic = {...terms, autoRedeem: true};
  expect(checkAssignment({id: 'rew_1', type: 'MATERIAL'}, automatic, 'rew_2')).toEqual({
    code: 'auto_redeem_taken',
    byId: 'rew_2',
  });
  expect(checkAssignment({id: 'rew_1', type: 'MATERIAL'}, automatic, 'rew_1')).toBeNull();
});

test('[LY62] what is left of a material reward is an account', () => {
  expect(stockAccount('rew_mug')).toBe('q:rew_mug:stock');
  expect(accountKeySchema.safeParse(stockAccount('rew_mug')).success).toBe(true);
});
