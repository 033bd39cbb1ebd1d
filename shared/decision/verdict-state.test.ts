import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer} from '../../test/builders/facts.ts';
import {campaign, card, percent} from '../../test/builders/offers.ts';
import {condition, products, rule} from '../../test/builders/rules.ts';
import {sell} from '../../test/builders/sell.ts';
import type {Bundle} from '../rules/validation-rule.ts';
import {verdictState} from './verdict-state.ts';

const richer = condition('order.amount', {$more_than: [9_000]});
const tea = condition('order.items.any', products('tea'));
const staff = condition('customer.segment', {$is: ['seg_staff']});
const web = condition('order.metadata', {$is: ['web']}, {property: 'channel'});

test.each([
  ['applied', {logic: ''}],
  ['waiting', {1: richer, logic: '1'}],
  ['waiting', {1: tea, logic: '1'}],
  ['waiting', {1: richer, 2: tea, logic: '1 and 2'}],
  ['waiting', {1: richer, 2: web, logic: '1 or 2'}],
  ['refused', {1: web, logic: '1'}],
  ['refused', {1: richer, 2: web, logic: '1 and 2'}],
])('%s for %j', (state, wire) => {
  const [verdict] = sell(cart({mug: 2_400}), [percent('A', 10, {rules: [rule('R', wire)]})]).verdicts;
  expect(verdict && verdictState(verdict)).toBe(state);
});

test('waiting for a customer, refused once the wrong one is there', () => {
  const offer = percent('A', 10, {rules: [rule('R', {1: staff, logic: '1'})]});
  const states = [{}, {customer: customer('ada')}].map(given => {
    const [verdict] = sell(cart({mug: 2_400}), [offer], given).verdicts;
    return verdict && verdictState(verdict);
  });
  expect(states).toEqual(['waiting', 'refused']);
});

test('waiting for something to take off', () => {
  const [verdict] = sell(cart({mug: 2_400}), [percent('A', 0)], {noEffect: 'SKIP'}).verdicts;
  expect(verdict && verdictState(verdict)).toBe('waiting');
});

test('waiting for what the cashier can still add or ask', () => {
  const pens = {...rule('PENS', {logic: ''}), bundle: bundleOf('pen')};
  const program = campaign('Club');
  const states = [
    sell(cart({mug: 2_400}), [percent('A', 10, {rules: [pens]})]),
    sell(cart({mug: 2_400}), [card('CARD', 50, null, {campaign: program})]),
    sell(cart({mug: 2_400}), [percent('A', 10, {voucher: {holderId: 'cust_ada'}})], {
      conventions: {assignedCodes: 'holder'},
    }),
  ].map(
    ({verdicts: [verdict]}) =>
      verdict && [verdictState(verdict), verdict.status !== 'applied' && verdict.refusal.code],
  );
  expect(states).toEqual([
    ['waiting', 'bundle_missing'],
    ['waiting', 'reward_missing'],
    ['waiting', 'input_missing'],
  ]);
});

test('what is over, gone or skipped does not wait', () => {
  const off = percent('A', 10, {active: false});
  const offers = [off, percent('B', 10, {usesLimit: 1, left: 0}), off];
  expect(sell(cart({mug: 2_400}), offers).verdicts.map(verdictState)).toEqual([
    'refused',
    'refused',
    'refused',
  ]);
});

function bundleOf(sourceId: string): Bundle {
  return {limit: 1, parts: [{products: [{object: 'product', id: null, sourceId}], quantity: 1}]};
}
