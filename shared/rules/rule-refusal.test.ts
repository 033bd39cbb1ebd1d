import {expect, test} from 'vitest';
import {ask} from '../../test/builders/ask-rules.ts';
import {condition} from '../../test/builders/rules.ts';
import type {AccountKey} from '../ledger/account-key.ts';

const account: AccountKey = 'q:camp_C:redemptions';
const used = {counters: [{account, available: 0, authority: 'server' as const, used: 5}]};
const budget = condition('campaign.redemptions.count', {$less_than: [5]}, {error: {message: 'All gone.'}});
const large = condition('order.amount', {$more_than: [9000]}, {error: {message: 'Spend more.'}});
const web = condition('order.metadata', {$is: ['web']}, {property: 'channel'});

test.each([
  [
    {'1': budget, '2': web, logic: '1 and 2'},
    {code: 'budget_reached', account, ruleId: 'val_RULE', message: 'All gone.'},
  ],
  [
    {'1': budget, '2': web, logic: '2 and 1'},
    {code: 'budget_reached', message: 'All gone.'},
  ],
  [
    {'1': web, '2': budget, logic: '1 and 2'},
    {code: 'rules_not_met', subject: 'order'},
  ],
  // An amount can be mended, so it stands for the budget that cannot.
  [
    {'1': budget, '2': large, logic: '1 or 2'},
    {code: 'rules_not_met', subject: 'order', message: 'Spend more.'},
  ],
  [
    {'10': large, '2': web, logic: '10 and 2'},
    {code: 'rules_not_met', failed: [{key: '2'}, {key: '10'}]},
  ],
])('[R36] of %j the first in the order of keys decides', (wire, refusal) => {
  expect(ask(wire, undefined, used).refusal).toMatchObject(refusal);
});

test.each([
  ['redemption.api_key', 'redemption'],
  ['redemption.user.login', 'redemption'],
  ['order.items.count', 'order'],
])('%s is about the %s', (name, subject) => {
  const wire = {'1': condition(name, {$is: ['nobody']}), logic: '1'};
  expect(ask(wire, undefined, {actor: {apiKeyId: 'k', userLogin: 'u'}}).refusal).toMatchObject({subject});
});

test('who redeems is read from the request', () => {
  const key = {'1': condition('redemption.api_key', {$in: ['k1', 'k2']}), logic: '1'};
  expect(ask(key, undefined, {actor: {apiKeyId: 'k2'}}).refusal).toBeNull();
  expect(ask(key).refusal).toMatchObject({code: 'rules_not_met'});
});
