import {describe, expect, test} from 'vitest';
import {contextOf} from '../../test/builders/ask-rules.ts';
import {cart} from '../../test/builders/cart.ts';
import {customer} from '../../test/builders/facts.ts';
import {condition, products, rule} from '../../test/builders/rules.ts';
import {epochMs} from '../kernel/epoch.ts';
import {buildRuleIndex} from './rule-index.ts';

describe('[R38] an index', () => {
  const any = (...sourceIds: string[]) => ({
    '1': condition('order.items.any', products(...sourceIds)),
    logic: '1',
  });
  const segment = {'1': condition('customer.segment', {$is: ['seg_a']}), logic: '1'};
  const dear = {'1': condition('order.amount', {$more_than: [5000]}), logic: '1'};
  const ids = (owners: Parameters<typeof buildRuleIndex<string>>[0], context = contextOf()) =>
    buildRuleIndex(owners).candidates(context);
  const owner = (id: string, wire: unknown, more: object = {}) => ({id, rules: [rule(id, wire)], ...more});

  test('passes over what cannot be met', () => {
    const owners = [
      owner('tea', any('tea')),
      owner('cup', any('cup')),
      owner('a', segment),
      owner('dear', dear),
    ];
    expect(ids(owners)).toEqual(['tea']);
    const ada = {customer: customer('ada', {segmentIds: ['seg_a']})};
    expect(ids(owners, contextOf(cart({cup: 6000}), ada))).toEqual(['cup', 'a', 'dear']);
  });

  test('keeps whom it knows nothing of, and asks for all rules of an owner', () => {
    const owners = [
      owner('all', {logic: ''}),
      owner('none', {'1': condition('order.items.none', products('tea')), logic: '1'}),
      {id: 'both', rules: [rule('x', {logic: ''}), rule('y', any('cup'))]},
    ];
    expect(ids(owners)).toEqual(['all', 'none']);
  });

  test('knows when an owner can be used', () => {
    const now = contextOf().facts.moment.nowMs;
    const owners = [
      owner('open', any('tea'), {fromMs: now, untilMs: now}),
      owner('later', any('tea'), {fromMs: epochMs(now + 1)}),
      owner('over', any('tea'), {untilMs: epochMs(now - 1)}),
    ];
    expect(ids(owners)).toEqual(['open']);
  });

  test('looks under what few share', () => {
    const both = (category: string, sourceId: string) => ({
      '1': condition('product.metadata', {$is: [category]}, {property: 'category'}),
      '2': condition('order.items.any', products(sourceId)),
      logic: '1 and 2',
    });
    const owners = ['cup', 'jar', 'pot'].map(sourceId => owner(sourceId, both('tea', sourceId)));
    expect(ids(owners)).toEqual([]);
  });
});
